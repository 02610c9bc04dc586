import type {
  AgentId,
  GateVerdict,
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
}

/** Agents of its groups that are no members, by reason. */
export interface LeftOut {
  readonly reason: /** An operator wants something else of it. */
    | "pinned"
    | "held"
    | "awaiting-approval"
    /** It does not state AcceptsRemoteConfig. */
    | "not-remote-configurable"
    /** It lacks a component, or a value of a variable, or breaks a policy that blocks. */
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

/** A member as the store holds it. */
export interface RolloutMemberRecord extends RolloutMember {
  readonly rollout: string;
  /** What the agent was assigned before; given back when it is withdrawn or returned. */
  readonly previous: Assignment | null;
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
}
