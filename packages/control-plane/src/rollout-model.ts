import type {
  AgentId,
  GateVerdict,
  MemberStep,
  Millis,
  RevisionRef,
  RolloutEvent,
  RolloutMember,
  RolloutPhase,
  RolloutSpec,
  RolloutStatus,
} from "@fleethub/fleet";
import type { Assignment } from "./group-model.js";

/** Which revision becomes stable in which group. */
export interface RolloutTarget extends RevisionRef {
  readonly group: string;
  /** Members are offered it even where they lack a component for it. */
  readonly forced?: true;
}

/** Agents of its groups that are no members, by reason. */
export interface LeftOut {
  readonly reason: /** An operator wants something else of it. */
    | "pinned"
    | "held"
    | "awaiting-approval"
    /** It does not state AcceptsRemoteConfig. */
    | "not-remote-configurable"
    /** It lacks a component, or a value of a variable. */
    | "cannot-run";
  readonly agents: number;
  /** The first `LEFT_OUT_UIDS_MAX` instance UIDs. */
  readonly uids: readonly string[];
  /** Of the first one, in one line; empty where the reason says all. */
  readonly detail: string;
}

/** Instance UIDs named of those that a rollout leaves out for one reason. */
export const LEFT_OUT_UIDS_MAX = 100;

export interface RolloutRecord {
  readonly id: string;
  /** What people call it: counts from 1 over the whole hub. */
  readonly number: number;
  readonly kind: /** A revision for one group. */
    | "release"
    /** New revisions of everything that stands on a fragment. */
    | "rebase"
    /** Agents that come to other groups, or get other values, by a change that an operator made. */
    | "move";
  /** "gpu-inference r12 to r13". */
  readonly title: string;
  /** At least one; every group once. */
  readonly targets: readonly RolloutTarget[];
  readonly spec: RolloutSpec;
  readonly status: RolloutStatus;
  /** As calculated with `status`; calculated anew where it is shown, since time alone may move it. */
  readonly phase: RolloutPhase;
  /** Why it is in that phase, in one sentence. */
  readonly sentence: string;
  /** Gates as judged last. */
  readonly verdicts: readonly GateVerdict[];
  /** Members at the start. */
  readonly members: number;
  /** As of the start; empty where everybody is a member. */
  readonly leftOut: readonly LeftOut[];
  /** Something may still happen: members to be assigned, returned or judged. At most one such rollout a group. */
  readonly live: boolean;
  readonly version: number;
  readonly createdAt: Millis;
  readonly createdBy: string;
}

/** What is written down of a member beside where it stands, since it cannot be told later. */
export interface MemberNotes {
  /** Its settled health was unhealthy or degraded when the rollout began; absent where none was known. */
  readonly wasUnwell?: boolean;
  /** Counters of its agent's outcome as they were when it was assigned. */
  readonly counts?: {
    readonly restarts: number;
    readonly exits: number;
    readonly flaps: number;
  };
  /** How far it had come when the rollout ended: what its agent is wanted to run later says nothing of that. */
  readonly end?: {
    readonly step: MemberStep;
    /** When it came to that step; null where that is not known. */
    readonly since: Millis | null;
    readonly reason: string;
  };
}

/** A member as the store holds it. */
export interface RolloutMemberRecord extends RolloutMember {
  readonly rollout: string;
  /** What the agent was assigned before; given back when it is withdrawn or returned. */
  readonly previous: Assignment | null;
  readonly notes: MemberNotes;
}

/** One line of what happened. Never changed. */
export interface RolloutEntry extends RolloutEvent {
  readonly id: string;
  readonly at: Millis;
}

/** All gates as they stood at one moment: the points of the charts, and the evidence. */
export interface RolloutJudgement {
  readonly at: Millis;
  readonly verdicts: readonly GateVerdict[];
}

/** A change of one member. */
export interface MemberPatch {
  readonly agent: AgentId;
  readonly assignedAt?: Millis | null;
  readonly mark?: RolloutMember["mark"];
  /** In the place of all that was noted. */
  readonly notes?: MemberNotes;
}
