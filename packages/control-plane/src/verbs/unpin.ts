import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { intentWrites } from "./change-intent.js";

/**
 * Lifts pin and hold: what comes next in the order of desired holds, or nothing is wanted and the agent is left as it
 * is.
 */
export const unpinAgent: AgentVerb<object> = {
  name: "unpin",
  async decide(ctx, agent) {
    const { pin, hold } = agent;
    if (pin === null && hold === null) return unchanged;
    const lifted = { pin: null, hold: null, newAttempt: false };
    const { writes, change } = await intentWrites(ctx, agent, lifted);
    return {
      kind: "decision",
      writes,
      change,
      acts: [{ kind: "intent", id: agent.id }],
      before: { pin, ...(hold === null ? {} : { hold }) },
      after: { pin: null, ...(hold === null ? {} : { hold: null }) },
    };
  },
};

export const unpin = onOneAgent(unpinAgent);
