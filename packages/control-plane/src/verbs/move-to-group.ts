import { labelsForGroup } from "../groups/labels-for-group.js";
import type { MoveToGroup } from "../groups/requests.js";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { problem } from "./problem.js";
import { labelAgent } from "./label.js";

/**
 * Sets the labels that a group's selector names, so that the group takes the agent. Nothing is taken away; refused where
 * labels cannot bring it there.
 */
export const moveAgentToGroup: AgentVerb<MoveToGroup> = {
  name: "move-to-group",
  async decide(ctx, agent, { group: name }) {
    const groups = await ctx.groups.all();
    const group = groups.get(name);
    if (group === null) {
      const detail = `No group is named ${name}. List them, or create it.`;
      return problem("not-found", detail, { resource: { kind: "group", id: name } });
    }
    const found = labelsForGroup(groups, group, agent);
    if (found.kind === "problem") return found;
    if (agent.group === name && Object.keys(found.missing).length === 0) return unchanged;
    const decision = await labelAgent.decide(ctx, agent, { labels: found.missing });
    if (decision.kind === "problem") return decision;
    return {
      ...decision,
      before: { group: agent.group, labels: agent.labels },
      after: { group: name, labels: found.labels },
    };
  },
};

export const moveToGroup = onOneAgent(moveAgentToGroup);
