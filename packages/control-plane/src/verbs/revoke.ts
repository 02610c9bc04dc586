import { revokedAccess } from "@fleethub/fleet";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { intentWrites } from "./change-intent.js";
import { noReason } from "./reason.js";

export interface Revoke {
  /** For the audit, and for the answer that the agent gets. */
  readonly reason: string;
}

/** Keeps an agent out: its sockets end on every hub, nothing that it has lets it in, and it cannot enrol. */
export const revokeAgent: AgentVerb<Revoke> = {
  name: "revoke",
  async decide(ctx, agent, { reason }) {
    const refusal = noReason(reason);
    if (refusal !== null) return refusal;
    if (agent.admission === "revoked") return unchanged;
    const access = revokedAccess(agent.access, {
      at: ctx.now,
      by: ctx.actor.id,
      reason,
      entry: ctx.entry,
      before: agent.admission,
    });
    const admission = "revoked";
    const patch = { admission, access, newAttempt: false } as const;
    const { writes, change } = await intentWrites(ctx, agent, patch);
    return {
      kind: "decision",
      writes,
      change,
      acts: [{ kind: "intent", id: agent.id }],
      before: { admission: agent.admission },
      after: { admission, reason },
    };
  },
};

export const revoke = onOneAgent(revokeAgent);
