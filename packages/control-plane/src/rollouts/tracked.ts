import type { AgentId, GateVerdict, Millis } from "@fleethub/fleet";
import { readFacts, readMembers, type ReadContext, readRollout } from "./read-rollout.js";
import type { Watched } from "./watched.js";

/** One live rollout as this hub follows it. What is in memory can be lost at any time: the store has all of it. */
export interface Tracked {
  readonly id: string;
  /** Null before it was read. */
  watched: Watched | null;
  /** The stored rollout has another version: record and members are read again. */
  isStale: boolean;
  /** Members to be read again: by instance UID as the change log names them, and by id. */
  readonly dirtyUids: Set<string>;
  readonly dirtyIds: Set<AgentId>;
  /** Ids by instance UID, of the members as read last. */
  readonly ids: Map<string, AgentId>;
  /** When all members were read. */
  readAt: Millis;
  verdicts: readonly GateVerdict[];
  judgedAt: Millis;
  /** When gates were stored last. */
  keptAt: Millis;
  isRunning: boolean;
  isAskedAgain: boolean;
  /** No look before then: another hub is at it. */
  notBefore: Millis;
  /** Looks in a row whose commit met a newer version of an agent. */
  conflicts: number;
  /** The timer that is set, and for when. */
  timer: { readonly at: Millis; readonly cancel: () => void } | null;
}

export function track(id: string): Tracked {
  return {
    id,
    watched: null,
    isStale: true,
    dirtyUids: new Set(),
    dirtyIds: new Set(),
    ids: new Map(),
    readAt: Number.NEGATIVE_INFINITY,
    verdicts: [],
    judgedAt: Number.NEGATIVE_INFINITY,
    keptAt: Number.NEGATIVE_INFINITY,
    isRunning: false,
    isAskedAgain: false,
    notBefore: Number.NEGATIVE_INFINITY,
    conflicts: 0,
    timer: null,
  };
}

/**
 * Brings what is known up to date: all of it at first and after `readAllMs`, else the members that something was heard
 * of. Null: the rollout is over. Rejects while the store is away; what was to be read stays to be read.
 */
export async function refresh(
  tracked: Tracked,
  ctx: ReadContext,
  readAllMs: Millis,
): Promise<Watched | null> {
  if (tracked.watched === null || tracked.isStale) {
    tracked.isStale = false;
    try {
      const isLive = await readRecord(tracked, ctx);
      if (!isLive) return null;
    } catch (error) {
      tracked.isStale = true;
      throw error;
    }
  }
  const { watched } = tracked;
  if (watched === null) return null;
  const isOld = ctx.now - tracked.readAt >= readAllMs;
  if (isOld) {
    for (const id of watched.members.keys()) tracked.dirtyIds.add(id);
    for (const id of watched.record.status.inherited) tracked.dirtyIds.add(id);
  }
  for (const uid of tracked.dirtyUids) {
    const id = tracked.ids.get(uid);
    if (id !== undefined) tracked.dirtyIds.add(id);
  }
  tracked.dirtyUids.clear();
  const dirty = [...tracked.dirtyIds];
  tracked.dirtyIds.clear();
  try {
    await readFacts(ctx, watched, dirty);
  } catch (error) {
    for (const id of dirty) tracked.dirtyIds.add(id);
    throw error;
  }
  if (isOld) tracked.readAt = ctx.now;
  nameMembers(tracked, watched, dirty);
  return watched;
}

/** False: it is over, or gone. */
async function readRecord(tracked: Tracked, ctx: ReadContext): Promise<boolean> {
  const record = await ctx.storage.rollouts.get(tracked.id);
  if (record === null || !record.live) return false;
  const { watched } = tracked;
  if (watched === null) {
    tracked.watched = await readRollout(ctx, record);
    tracked.readAt = ctx.now;
    tracked.verdicts = record.verdicts;
    nameMembers(tracked, tracked.watched, tracked.watched.members.keys());
    return true;
  }
  if (record.version === watched.record.version) return true;
  const members = await readMembers(ctx, record.id);
  for (const member of members.values()) {
    const known = watched.members.get(member.agent);
    if (known?.assignedAt !== member.assignedAt || known.mark?.kind !== member.mark?.kind) {
      tracked.dirtyIds.add(member.agent);
    }
    watched.members.set(member.agent, member);
  }
  watched.record = record;
  return true;
}

function nameMembers(tracked: Tracked, { glimpses }: Watched, ids: Iterable<AgentId>): void {
  for (const id of ids) {
    const uid = glimpses.get(id)?.uid;
    if (uid !== undefined) tracked.ids.set(uid, id);
  }
}
