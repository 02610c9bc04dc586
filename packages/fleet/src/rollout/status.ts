import type { AgentId, Millis } from "../agent/facts.js";
import type { GateVerdict } from "../judgement/gate.js";
import type { MemberFacts, RolloutMember } from "./member.js";
import type { RolloutSpec } from "./spec/spec.js";

/** The word about a whole rollout. Always calculated from spec, status and now (F9). */
export type RolloutPhase =
  /** Its start lies ahead. */
  | "scheduled"
  /** The maintenance window is closed. */
  | "waiting"
  | "rolling"
  | "soaking"
  | "paused"
  | "rolling-back"
  | "rolled-back"
  | "aborted"
  | "superseded"
  | "expired"
  | "complete";

/** Who or what stopped, ended or promoted something. */
export type RolloutCause =
  | { readonly by: "operator"; readonly actor: string; readonly reason: string }
  | { readonly by: "gate"; readonly measure: string; readonly reason: string }
  | { readonly by: "limit"; readonly reason: string }
  | { readonly by: "hub"; readonly reason: string };

/** What happened to one wave. Waves that were not opened have no entry. */
export interface WaveStatus {
  readonly openedAt: Millis;
  /** When its last member had ended, so that the soak began; null before. */
  readonly soakingSince: Millis | null;
  readonly passedAt: Millis | null;
  /** An operator skipped the rest of the soak. */
  readonly promoted: boolean;
}

/** What was decided about a rollout so far. Plain JSON, committed before it is acted on. */
export interface RolloutStatus {
  readonly startedAt: Millis;
  readonly waves: readonly WaveStatus[];
  /** Failures that an operator accepted by resuming: limits and gates count from there on. */
  readonly acceptedFailures: readonly AgentId[];
  /** Gates before this moment are forgiven. */
  readonly judgedSince: Millis;
  readonly paused: { readonly at: Millis; readonly cause: RolloutCause } | null;
  readonly rollingBack: { readonly at: Millis; readonly cause: RolloutCause } | null;
  /** Everybody who moved is back. */
  readonly rolledBackAt: Millis | null;
  readonly ended: {
    readonly how: "aborted" | "superseded" | "expired" | "complete";
    readonly at: Millis;
    readonly cause: RolloutCause;
  } | null;
  /** Agents that the rollout it superseded had in flight; those that still are count against the limit. */
  readonly inherited: readonly AgentId[];
  /** Members whose failure stands among the events; none is told twice. Absent: none. */
  readonly toldFailures?: readonly AgentId[];
  /** What the events say of the maintenance window last; absent: nothing. The phase is not taken from it. */
  readonly toldWindow?: "open" | "closed";
}

/** One member with what is known of its agent. */
export interface MemberNow {
  readonly member: RolloutMember;
  /** Null: the agent was forgotten. */
  readonly facts: MemberFacts | null;
}

/** Everything that one look at a rollout is decided from. */
export interface RolloutView {
  readonly spec: RolloutSpec;
  readonly status: RolloutStatus;
  readonly members: readonly MemberNow[];
  /** Those of `status.inherited` that are still in flight and are no assigned members. */
  readonly inheritedInFlight: number;
  /** What the gates say now, of the waves that are open. */
  readonly verdicts: readonly GateVerdict[];
}

/** One line of a rollout's events. */
export interface RolloutEvent {
  readonly kind:
    | "started"
    | "wave-opened"
    | "soak-began"
    | "wave-passed"
    | "paused"
    | "resumed"
    | "promoted"
    | "rolling-back"
    | "rolled-back"
    | "aborted"
    | "superseded"
    | "expired"
    | "complete"
    | "member-failed"
    | "member-departed"
    | "member-skipped"
    | "members-excluded"
    | "members-retried"
    | "window-closed"
    | "window-opened";
  /** For people, in one or two sentences; names numbers, never secrets. */
  readonly text: string;
  /** The agent it is about; null: the rollout. */
  readonly agent: AgentId | null;
  readonly wave: number | null;
}

/**
 * What one look comes to. All of it goes into one commit with the version that was looked at; where that is lost, the
 * next look decides anew from what is stored (level-triggered).
 */
export interface RolloutPlan {
  readonly phase: RolloutPhase;
  /** One sentence: the phase with its reason. */
  readonly sentence: string;
  /** The same object where nothing changed. */
  readonly status: RolloutStatus;
  /** Members that are assigned now. */
  readonly assign: readonly AgentId[];
  /** Assigned members whose offer is to wait (pause), or to wait no longer. */
  readonly suspend: readonly AgentId[];
  readonly release: readonly AgentId[];
  /** Members that get back what they had before: withdrawn, or returned. */
  readonly sendBack: readonly AgentId[];
  /** Members that are none any more: departed, skipped, withdrawn, returned. */
  readonly marks: readonly { readonly agent: AgentId; readonly mark: RolloutMember["mark"] }[];
  /** The groups' stable revisions move to their targets in this commit. */
  readonly completes: boolean;
  readonly events: readonly RolloutEvent[];
  /** When to look again although nothing is heard; null: only when something changes. */
  readonly wakeAt: Millis | null;
}

/** What an operator asks of a rollout. It changes the status; the phase follows (F9). */
export type RolloutAsk =
  | { readonly kind: "pause" }
  /** Goes on; the failures and breaches so far are accepted. */
  | { readonly kind: "resume" }
  /** Every agent stays where it is; assignments that were not acknowledged are withdrawn. */
  | { readonly kind: "abort" }
  /** Everyone who moved goes back to his own `from`, newest wave first. */
  | { readonly kind: "roll-back" }
  /** The soak of the wave under way is over now. */
  | { readonly kind: "promote" }
  /** Another rollout of one of its groups begins. */
  | { readonly kind: "supersede" };

/** Why an ask is not followed, and what can be done. */
export interface RolloutRefusal {
  readonly refused: string;
  readonly remedy: string;
}
