import type { AgentRecord, RolloutRecord } from "../model.js";
import { shownName } from "../query-facts.js";
import { type AgentVerb, isUnchanged } from "./agent-decision.js";
import { audited } from "./audited.js";
import { findAgent } from "./find.js";
import type { PlacedFinding } from "./placed-finding.js";
import type { VerbProblem } from "./problem.js";
import { releaseDecisions } from "./release-decisions.js";
import type { Conditional, Plan, Verb } from "./verb.js";

export interface AgentAddress extends Conditional {
  /** Current or former instance UID. */
  readonly uid: string;
}

/** What an agent verb answers: who it was about, and whether anything changed. */
export interface AgentAnswer {
  readonly uid: string;
  readonly changed: boolean;
  /** What brings it to the agent, where the direct limit does not let it change at once. */
  readonly rollout?: RolloutRecord;
  /** Policies that only warn, and that the agent breaks by it. */
  readonly policies?: readonly PlacedFinding[];
}

/** What a rollout that follows from a verb about one agent is called. */
function titleOf(verb: string, agent: AgentRecord): string {
  return `${verb} of ${shownName(agent) || agent.instanceUid}`;
}

/** The verb as a surface calls it: one agent by its UID, audited under the verb's name. */
export function onOneAgent<Input>(verb: AgentVerb<Input>): Verb<AgentAddress & Input, AgentAnswer> {
  return {
    async plan(ctx, input): Promise<Plan<AgentAnswer> | VerbProblem> {
      const found = await findAgent(ctx, input.uid, input.ifVersion);
      if (found.kind === "problem") return found;
      const agent = found.value;
      const entry = ctx.ids.uuidv7();
      const decision = await verb.decide({ ...ctx, entry }, agent, input);
      if (decision.kind === "problem") return decision;
      const { before, after, policies } = decision;
      const released = await releaseDecisions(ctx, [decision], titleOf(verb.name, agent));
      if (released.kind === "problem") return released;
      const { writes, acts, agentChanges, rollout } = released;
      const changed = !isUnchanged(decision);
      const resource = { kind: "agent", id: agent.instanceUid };
      const audit = audited(ctx, verb.name, resource, before, after, { id: entry });
      return {
        kind: "plan",
        changes: { writes: changed ? [...writes, audit] : [] },
        reach: changed ? [agent.id] : [],
        acts,
        ...(agentChanges.length === 0 ? {} : { agentChanges }),
        value: {
          uid: agent.instanceUid,
          changed,
          ...(rollout === null ? {} : { rollout }),
          ...(policies === undefined ? {} : { policies }),
        },
      };
    },
  };
}
