import { AGENT_SETTINGS, presenceOf } from "@fleethub/fleet";
import { type AgentVerb } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { problem } from "./problem.js";

/** Forgets an agent with its history. One that is connected would come back at once, so it is refused. */
export const forgetAgent: AgentVerb<object> = {
  name: "forget",
  decide(ctx, agent) {
    const { id, version, instanceUid, labels, givenName, pin } = agent;
    const presence = presenceOf(agent.report, agent.transport, ctx.now, AGENT_SETTINGS);
    if (ctx.live.isConnected(id) || presence === "connected" || presence === "stale") {
      return problem(
        "connected",
        "This agent is connected, and would come back at once. Stop it first, then forget it.",
        { resource: { kind: "agent", id: instanceUid } },
      );
    }
    return {
      kind: "decision",
      writes: [{ kind: "forget-agent", id, expect: version }],
      acts: [{ kind: "forget", id }],
      before: { labels, name: givenName, pin },
      after: null,
    };
  },
};

export const forget = onOneAgent(forgetAgent);
