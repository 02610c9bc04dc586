import { readmittedAccess } from "@fleethub/fleet";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { intentWrites } from "./change-intent.js";

/**
 * Lets an agent enrol anew: one that was revoked may come back with the token that let it in or with another one, and any
 * other may change over to another token. Until it comes, what it has counts on. Who awaited approval awaits it again.
 */
export const readmitAgent: AgentVerb<object> = {
  name: "readmit",
  async decide(ctx, agent) {
    const { access } = agent;
    const isRevoked = agent.admission === "revoked";
    if (!isRevoked && access.mayEnrolAnew) return unchanged;
    const admission = isRevoked ? (access.revoked?.before ?? "admitted") : agent.admission;
    const patch = { admission, access: readmittedAccess(access), newAttempt: false } as const;
    const { writes, change } = await intentWrites(ctx, agent, patch);
    return {
      kind: "decision",
      writes,
      change,
      acts: [{ kind: "intent", id: agent.id }],
      before: { admission: agent.admission, mayEnrolAnew: access.mayEnrolAnew },
      after: { admission, mayEnrolAnew: true },
    };
  },
};

export const readmit = onOneAgent(readmitAgent);
