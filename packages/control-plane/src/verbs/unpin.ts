import { type AgentVerb, onOneAgent, unchanged } from "./agent-verb.js";
import { intentWrites } from "./change-intent.js";

/** Lifts the pin: what comes next in the order of desired holds, or nothing is wanted and the agent is left as it is. */
export const unpinAgent: AgentVerb<object> = {
  name: "unpin",
  async decide(ctx, agent) {
    if (agent.pin === null) return unchanged;
    return {
      kind: "decision",
      writes: await intentWrites(ctx, agent, { pin: null, newAttempt: false }),
      acts: [{ kind: "intent", id: agent.id }],
      before: { pin: agent.pin },
      after: { pin: null },
    };
  },
};

export const unpin = onOneAgent(unpinAgent);
