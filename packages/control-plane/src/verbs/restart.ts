import { type AgentVerb } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { lacks } from "./capability.js";
import { notReachable } from "./connected.js";

/** Asks a connected agent to restart its Collector. The audit entry is committed first; pollers get it with the next answer. */
export const restartAgent: AgentVerb<object> = {
  name: "restart",
  decide(ctx, agent) {
    const refusal = notReachable(ctx, agent) ?? lacks(agent, "AcceptsRestartCommand");
    if (refusal !== null) return refusal;
    return {
      kind: "decision",
      writes: [],
      acts: [{ kind: "restart", id: agent.id }],
      before: null,
      after: null,
    };
  },
};

export const restart = onOneAgent(restartAgent);
