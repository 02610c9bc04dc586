import type { ConfigHash } from "@fleethub/fleet";
import type { AgentRecord, Assignment, RolloutMemberRecord } from "../model.js";

/**
 * Whether going back hands a member to its own files: nothing was wanted of it before, a supervisor runs it, it reported
 * no hash before the hub's first offer, and it ran nothing of the hub when its turn came.
 */
export function canHandBack(
  { from, previous, assignedAt }: RolloutMemberRecord,
  { outcome }: Pick<AgentRecord, "outcome">,
  handBackHash: ConfigHash,
): boolean {
  if (from !== null || (previous !== null && previous.revision !== null)) return false;
  if (previous?.local === true) return true;
  if (!outcome.supervised || outcome.cameWithHash !== false) return false;
  if (outcome.hashes[handBackHash]?.rejected === true) return false;
  return ranItsOwnFiles(outcome, assignedAt ?? Infinity, handBackHash);
}

/** What it is assigned when it is handed back. It holds as any assignment does: until a newer one, or a stable revision. */
export function handBackOf(rollout: number, { group, previous }: RolloutMemberRecord): Assignment {
  const stays = previous ?? { rollout, group, revision: null, suspended: false };
  return { ...stays, local: true };
}

/** Something of ours went out to it since its turn came. */
export function wasOffered(
  { assignedAt }: Pick<RolloutMemberRecord, "assignedAt">,
  { outcome }: Pick<AgentRecord, "outcome">,
): boolean {
  if (assignedAt === null) return false;
  return Object.values(outcome.hashes).some(
    ({ offeredAt }) => offeredAt !== null && offeredAt >= assignedAt,
  );
}

/** The last of ours that it applied before then is the hand-back, or there is none. */
function ranItsOwnFiles(
  { hashes }: AgentRecord["outcome"],
  before: number,
  handBackHash: ConfigHash,
): boolean {
  let last: { readonly hash: string; readonly at: number } | null = null;
  for (const [hash, { appliedAt: at }] of Object.entries(hashes)) {
    if (at !== null && at < before && (last === null || at > last.at)) last = { hash, at };
  }
  return last === null || last.hash === handBackHash;
}
