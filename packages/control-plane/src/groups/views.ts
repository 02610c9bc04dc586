import type { RolloutPhase } from "@fleethub/fleet";
import type { GroupRecord, LayerReference, Scope } from "../model.js";
import type { GroupOverlap } from "./requests.js";

/** Members by word of config sync; words that nobody has are absent. */
export type SyncCounts = Readonly<Record<string, number>>;

/** A rollout in one line. */
export interface RolloutReference {
  readonly id: string;
  readonly number: number;
  /** As of now. */
  readonly phase: RolloutPhase;
  readonly sentence: string;
}

/** A group with what its members are like now. */
export interface GroupView {
  readonly record: GroupRecord;
  readonly agents: number;
  readonly syncs: SyncCounts;
  /** Agents that its selector also matches and that a group above takes, most first. */
  readonly overlaps: readonly GroupOverlap[];
  /** The live one; null where none is. */
  readonly rollout: RolloutReference | null;
  /** What the stable revision stands on, the lowest first; empty without one. */
  readonly layers: readonly LayerReference[];
  /** Newest revision of its configuration; null where it has none. */
  readonly latestRevision: number | null;
}

/** Agents that no group takes. */
export interface Ungrouped {
  readonly agents: number;
  readonly syncs: SyncCounts;
}

/** Reads about groups, for screens. Rejects while the store is away. */
export interface GroupViews {
  /** In their order. */
  list(scope: Scope): Promise<{ readonly groups: readonly GroupView[]; readonly none: Ungrouped }>;
  /** Null where no group has this name. */
  get(name: string, scope: Scope): Promise<GroupView | null>;
}
