import { type AgentId, mayUse } from "@fleethub/fleet";
import type { EnrolmentWrite } from "../enrolment/writes.js";
import { GIVEN_UIDS_MAX } from "../limits.js";
import type { EnrolmentTokenRecord } from "../model.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export function applyEnrolmentWrite(
  state: MemoryState,
  undo: UndoLog,
  write: EnrolmentWrite,
): WriteResult {
  const { enrolmentTokens, givenUids } = state;
  const replace = (token: EnrolmentTokenRecord) => {
    undo.set(enrolmentTokens, token.name, token);
    return done({ kind: "enrolment.changed", id: token.name, version: token.version });
  };
  if (write.kind === "give-uid") {
    const { uid, id, keeps } = write;
    const isFree = !state.uids.has(uid) && !givenUids.has(uid) && state.agents.has(id);
    if (isFree) undo.set(givenUids, uid, { id, keeps });
    for (const surplus of surplusOf(state, id)) undo.remove(givenUids, surplus);
    return done();
  }
  if (write.kind === "add-enrolment-token") {
    const { token } = write;
    const isTaken = [...enrolmentTokens.values()].some(({ keyId }) => keyId === token.keyId);
    if (isTaken || enrolmentTokens.has(token.name)) return refused(token.name, "exists");
    return replace(token);
  }
  const token = enrolmentTokens.get(write.name);
  switch (write.kind) {
    case "revoke-enrolment-token": {
      if (token === undefined) return refused(write.name, "missing");
      if (token.version !== write.expect) return refused(write.name, "version");
      const { at: revokedAt, by: revokedBy, reason } = write;
      return replace({ ...token, revokedAt, revokedBy, reason, version: token.version + 1 });
    }
    case "renew-enrolment-token": {
      if (token === undefined) return refused(write.name, "missing");
      if (token.version !== write.expect) return refused(write.name, "version");
      return replace({ ...token, expiresAt: write.expiresAt, version: token.version + 1 });
    }
    case "use-enrolment-token": {
      if (token === undefined) return refused(write.name, "missing");
      const { agents, beyond, at, remoteAddress } = write;
      if (!mayUse(token, agents, at, beyond)) return refused(write.name, "version");
      return replace({ ...usedAt(token, at, remoteAddress), uses: token.uses + agents });
    }
    case "touch-enrolment-token":
      if (token !== undefined) {
        undo.set(enrolmentTokens, token.name, usedAt(token, write.at, write.remoteAddress));
      }
      return done();
  }
}

/** Those beyond the newest that were given in the name of this agent. */
function surplusOf({ givenUids }: MemoryState, id: AgentId): readonly string[] {
  return [...givenUids]
    .filter(([, given]) => given.id === id)
    .sort(([a, one], [b, other]) => Number(other.keeps) - Number(one.keeps) || (a < b ? 1 : -1))
    .slice(GIVEN_UIDS_MAX)
    .map(([uid]) => uid);
}

/** The later moment stands, with its address. */
function usedAt(
  token: EnrolmentTokenRecord,
  at: number,
  lastAddress: string,
): EnrolmentTokenRecord {
  if (token.lastUsedAt !== null && token.lastUsedAt > at) return token;
  return { ...token, lastUsedAt: at, lastAddress };
}
