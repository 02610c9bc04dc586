import type { AgentCredentials, EnrolmentToken } from "@fleethub/api";
import type { CredentialsView, EnrolmentTokenView } from "@fleethub/control-plane";
import { timeOf, timeOrNull } from "./time.js";

/** A token without its text, which is kept nowhere. */
export function presentEnrolmentToken({
  token,
  state,
  agents,
}: EnrolmentTokenView): EnrolmentToken {
  return {
    name: token.name,
    id: token.keyId,
    description: token.description,
    labels: { ...token.labels },
    group: token.group,
    admission: token.admission,
    state,
    expiresAt: timeOrNull(token.expiresAt),
    usesMax: token.usesMax,
    uses: token.uses,
    agents,
    lastUsedAt: timeOrNull(token.lastUsedAt),
    lastAddress: token.lastAddress,
    revokedAt: timeOrNull(token.revokedAt),
    revokedBy: token.revokedBy,
    reason: token.reason,
    version: token.version,
    createdAt: timeOf(token.createdAt),
    createdBy: token.createdBy,
  };
}

/** How an agent proves who it is. */
export function presentCredentials(view: CredentialsView): AgentCredentials {
  const { record, credentials, withheld, heirOfUid } = view;
  const { access } = record;
  return {
    uid: record.instanceUid,
    admission: record.admission,
    enrolment: record.enrolment,
    enrolledAt: timeOrNull(access.enrolledAt),
    comesWith: access.comesWith,
    credentials: credentials.map(({ id, kind, state, madeAt, dueAt, seenAt, lastUsedAt }) => ({
      id,
      kind,
      state,
      createdAt: timeOf(madeAt),
      dueAt: timeOf(dueAt),
      firstUsedAt: timeOrNull(seenAt),
      lastUsedAt: timeOrNull(lastUsedAt),
    })),
    withheld,
    heirOf: heirOfUid,
    shared: access.shared === null ? null : { ...access.shared, at: timeOf(access.shared.at) },
    revoked:
      access.revoked === null
        ? null
        : {
            at: timeOf(access.revoked.at),
            by: access.revoked.by,
            reason: access.revoked.reason,
          },
  };
}
