import { withoutCredential } from "@fleethub/fleet";
import { type AgentVerb, unchanged } from "./agent-decision.js";
import { onOneAgent } from "./agent-verb.js";
import { problem } from "./problem.js";
import { noReason } from "./reason.js";

export interface RevokeCredential {
  /** Id of a bearer or serial number of a certificate, as the agent's credentials name it. */
  readonly credential: string;
  /** For the audit, and for whoever comes with it. */
  readonly reason: string;
}

/**
 * One credential of an agent lets nobody in any more, and sockets that came with it end on every hub. The agent may come with
 * another one of its own, or with the token that let it in.
 */
const revokeCredentialOfAgent: AgentVerb<RevokeCredential> = {
  name: "revoke-credential",
  decide(ctx, agent, { credential: id, reason }) {
    const refusal = noReason(reason);
    if (refusal !== null) return refusal;
    const { access, version: expect, instanceUid } = agent;
    if (access.revokedCredentials.some((revoked) => revoked.id === id)) return unchanged;
    const found = access.credentials.find((credential) => credential.id === id);
    if (found === undefined) {
      return problem(
        "nothing-to-do",
        "None of the credentials that count of this agent has this id: what was replaced, or never was, lets nobody in. GET /api/v1/agents/UID/credentials lists them.",
        { resource: { kind: "agent", id: instanceUid } },
      );
    }
    const summary = `Its ${found.kind} ${id} was revoked: ${reason}`;
    const detail = { credential: id };
    const told = { id: ctx.entry, at: ctx.now, kind: "credential-revoked", summary, detail };
    const revoked = { id, reason, entry: ctx.entry };
    return {
      kind: "decision",
      writes: [
        {
          kind: "set-intent",
          id: agent.id,
          expect,
          access: withoutCredential(access, revoked),
        },
        { kind: "add-timeline", id: agent.id, entries: [told] },
      ],
      acts: [{ kind: "intent", id: agent.id }],
      before: { credential: id, kind: found.kind },
      after: { credential: null, reason },
    };
  },
};

export const revokeCredential = onOneAgent(revokeCredentialOfAgent);
