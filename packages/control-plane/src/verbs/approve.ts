import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { intentWrites } from "./change-intent.js";
import { problem } from "./problem.js";

/** Admits an agent that awaits approval. One that is admitted stays so. */
export const approveAgent: AgentVerb<object> = {
  name: "approve",
  async decide(ctx, agent) {
    if (agent.admission === "admitted") return unchanged;
    if (agent.admission === "revoked") {
      const detail =
        "This agent was revoked, so there is nothing to approve. Readmit it if it may come back.";
      return problem("nothing-to-do", detail, {
        resource: { kind: "agent", id: agent.instanceUid },
      });
    }
    const admission = "admitted";
    const { writes, change } = await intentWrites(ctx, agent, { admission, newAttempt: false });
    return {
      kind: "decision",
      writes,
      change,
      acts: [{ kind: "intent", id: agent.id }],
      before: { admission: agent.admission },
      after: { admission },
    };
  },
};

export const approve = onOneAgent(approveAgent);
