import type { AgentId, ConfigHash, Millis } from "../agent/facts.js";
import type { HealthWord, Presence } from "../agent/words.js";
import type { RevisionRef } from "./spec/spec.js";

/** Why somebody who was a member is none any more. A mark is final. */
export interface MemberMark {
  readonly kind: /** Left the group, was pinned, held or forgotten. */
    | "departed"
    /** An operator excluded it: it is held where it was. */
    | "excluded"
    /** It could not be reached when its turn came, and the spec says to skip such. */
    | "skipped"
    /** Its assignment was taken back before it acknowledged it. */
    | "withdrawn"
    /** It was sent back to where it came from. */
    | "returned";
  readonly at: Millis;
}

/** One agent of a rollout. Fixed at the start, but for what happens to it. */
export interface RolloutMember {
  readonly agent: AgentId;
  readonly group: string;
  /** Index of its wave, 0 is the canary. */
  readonly wave: number;
  /** What it gets. */
  readonly to: RevisionRef;
  /** What it was to run before; null: nothing was wanted of it. */
  readonly from: RevisionRef | null;
  /** Null while its turn has not come. */
  readonly assignedAt: Millis | null;
  readonly mark: MemberMark | null;
}

/** What is known of a member's agent now, read from the store at each look. Times are of the latest attempt. */
export interface MemberFacts {
  readonly presence: Presence;
  /**
   * Since when it cannot be reached; null while it can, and where nobody knows. Not before the hub that looks began to
   * listen: before that it could not have come back.
   */
  readonly awaySince: Millis | null;
  /** Still in its group, and neither pinned nor held. */
  readonly belongs: boolean;
  /** The hash of `to` for this agent; null while the agent is not assigned. */
  readonly hash: ConfigHash | null;
  /** Its assignment says that it is not to be offered now. False while the agent is not assigned. */
  readonly suspended: boolean;
  /** It reports this hash in good order: there is nothing to offer. */
  readonly runsIt: boolean;
  readonly offeredAt: Millis | null;
  /** It said APPLYING, APPLIED or FAILED of it. */
  readonly acknowledgedAt: Millis | null;
  /** An APPLIED that counts. */
  readonly appliedAt: Millis | null;
  /** It stood the window before last good; for agents that report no health, the same as `appliedAt`. */
  readonly settledAt: Millis | null;
  readonly failedAt: Millis | null;
  /** The agent refused it and runs its previous config on. */
  readonly kept: boolean;
  /** Why it failed, or why it is withheld: one line; empty where there is nothing to say. */
  readonly reason: string;
  /** It cannot run the revision, so it is not offered. */
  readonly withheld: boolean;
  readonly health: HealthWord;
  /** While it is sent back: it reports what it was sent back to, or nothing is wanted of it. */
  readonly isBack: boolean;
  /**
   * Going back hands it to its own files, or did so: nothing was wanted of it before, a supervisor runs it, and it ran
   * nothing of the hub.
   */
  readonly handsBack: boolean;
}

/** How far one member has come; each step has those before it behind it. Always derived (F9). */
export type MemberStep =
  | "waiting"
  /** It may have the revision and was not offered it: it is away, or the offer is suspended. */
  | "assigned"
  | "offered"
  | "acknowledged"
  /** Applied and healthy, not yet stood. */
  | "healthy"
  /** It stood: the revision is its last good. */
  | "settled"
  /** Rejected here; the agent runs something else, or is down. */
  | "failed"
  /** Offered, and no end in `answerMs`. */
  | "not-answering"
  | "departed"
  | "excluded"
  | "skipped"
  | "withdrawn"
  /** On its way back to where it came from. */
  | "returning"
  | "returned";
