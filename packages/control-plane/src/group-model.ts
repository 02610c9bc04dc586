import type { Millis, RevisionRef, RolloutSpec } from "@fleethub/fleet";
import type { Variables } from "./variable-model.js";

/** What the members of a group run where nothing else is wanted of them. */
export interface StableRevision extends RevisionRef {
  /** Number of the rollout that made it stable, 0 where none did: assignments of it and of earlier ones are over. */
  readonly rollout: number;
}

/** Changes of a protected group are made only with the approval of somebody else, or by breaking the glass. */
export interface Protection {
  /** How many have to approve. */
  readonly approvals: 1;
}

/** Agents that a selector takes. Groups stand in one order; the first that matches an agent has it. */
export interface GroupRecord {
  readonly name: string;
  /** The selector as it was written: a query over what does not change by itself. */
  readonly query: string;
  readonly description: string;
  /** The line of revisions that it is released from; null: it only gathers agents. */
  readonly configuration: string | null;
  /** Moved by rollouts alone, and set once when the group gets its configuration. */
  readonly stable: StableRevision | null;
  /** What its rollouts do where nothing else is said; an absent member means the hub's default. */
  readonly plan: Partial<RolloutSpec>;
  /** Whether changes of it and of its members need approval; null: they do not. */
  readonly protection: Protection | null;
  /** 1 is asked first. Positions have no holes. */
  readonly position: number;
  readonly version: number;
  readonly createdAt: Millis;
  readonly createdBy: string;
  readonly changedAt: Millis;
}

/**
 * What a rollout wants of one agent. It outlives the rollout: it goes by a pin, a newer assignment, the group's stable
 * revision becoming that of this rollout or of a later one, or by leaving the group.
 */
export interface Assignment {
  /** Number of the rollout. */
  readonly rollout: number;
  readonly group: string;
  /** Null: nothing is wanted, the agent is left as it is; but see `local`. */
  readonly revision: RevisionRef | null;
  /** Hand it back to its own files, which it ran before a rollout that is rolled back. `revision` is null then. */
  readonly local?: true;
  /** It may not be offered now; what the agent acknowledged already stays wanted. */
  readonly suspended: boolean;
  /** Offer it even where the agent's own components say that it cannot run. */
  readonly forced?: true;
  /** Values that stand in the place of the agent's own: those that it had before a change that is not released here. */
  readonly variables?: Variables;
}

/** Keeps an agent where it is, whatever its group does: an exclusion from a rollout. Lifted like a pin. */
export interface Hold {
  /** Null: nothing is wanted, the agent is left as it is. */
  readonly revision: RevisionRef | null;
  /** Number of the rollout that it was excluded from. */
  readonly rollout: number;
  readonly since: Millis;
  /** Values that stand in the place of the agent's own: those that it had before what it was excluded from. */
  readonly variables?: Variables;
}
