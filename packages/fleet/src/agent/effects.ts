import type { InstanceUid } from "@fleethub/opamp";
import type { BodyDigest, ConfigHash, Millis, ToldSettings } from "./facts.js";

/**
 * What a ServerToAgent carries beside the instance UID and the server's capabilities, which the shell adds.
 * `command` stands alone (M-01). Bodies are looked up by hash; they never pass through the reducer.
 */
export interface ReplyContent {
  /** ReportFullState. */
  readonly fullState?: true;
  /** ReportAvailableComponents. */
  readonly components?: true;
  readonly offer?: { readonly hash: ConfigHash; readonly attempt: number };
  /**
   * Connection settings with everything that shall stay on. With an `opamp` part the shell adds the headers that the agent came
   * with: an agent takes what is left out as taken away.
   */
  readonly connectionSettings?: ToldSettings;
  readonly command?: "restart";
  /** `agent_identification.new_instance_uid`. */
  readonly newInstanceUid?: InstanceUid;
}

/** The answer to the report that is being reduced; exactly one per report (F1). */
export interface ReplyEffect {
  readonly kind: "reply";
  readonly connectionId: string;
  readonly instanceUid: InstanceUid;
  readonly content: ReplyContent;
}

/** A message without a report before it. WebSocket only. */
export interface PushEffect {
  readonly kind: "push";
  readonly connectionId: string;
  readonly instanceUid: InstanceUid;
  readonly content: ReplyContent;
}

/**
 * Write the state's `report` or `outcome` with its projection. `before` orders it against the replies and pushes
 * that follow in the list: `no` may be written behind, `yes` must be committed before they leave, and
 * `if-store-answers` too, except that a store that is away does not hold them up (a return).
 */
export interface SaveEffect {
  readonly kind: "save";
  readonly what: "report" | "outcome";
  readonly before: "no" | "yes" | "if-store-answers";
}

/** Only last-seen and seq moved. */
export interface TouchEffect {
  readonly kind: "touch";
}

/** End the connection for this agent once `afterMs` have passed; others on the same socket stay. */
export interface CloseEffect {
  readonly kind: "close";
  readonly connectionId: string;
  readonly afterMs: Millis;
  readonly reason: string;
}

/**
 * Somebody was told to go on as `to`. With `keeps` a report under `to` is this agent's (I-04): feed it here.
 * Without, it is another agent that used this UID too (I-05): make a new one.
 */
export interface ReassignUidEffect {
  readonly kind: "reassign-uid";
  readonly connectionId: string;
  readonly from: InstanceUid;
  readonly to: InstanceUid;
  readonly keeps: boolean;
}

/** The agent reports under its new UID; the old one becomes an alias. */
export interface RenamedEffect {
  readonly kind: "renamed";
  readonly from: InstanceUid;
  readonly to: InstanceUid;
}

/** What a timeline entry is about. */
export type TimelineKind =
  | "first-seen"
  | "connected"
  | "disconnected"
  | "stale"
  | "health"
  | "restarted"
  | "restart-asked"
  | "restart-refused"
  | "renamed"
  | "duplicate-uid"
  | "config-offered"
  | "config-applying"
  | "config-applied"
  | "config-applied-not-believed"
  | "config-failed"
  | "config-withheld"
  | "returning"
  | "returned"
  | "handed-back"
  | "return-failed"
  | "drifted"
  | "own-metrics-offered"
  | "heartbeat-offered"
  | "credential-offered";

export type TimelineDetail = Readonly<Record<string, string | number | boolean | null>>;

/** An entry of the agent's history. The shell adds id and time. */
export interface TimelineEffect {
  readonly kind: "timeline";
  readonly entry: {
    readonly kind: TimelineKind;
    readonly summary: string;
    readonly detail: TimelineDetail;
  };
}

/** The hub itself decided something about intent's fate; the actor is the hub. */
export interface AuditEffect {
  readonly kind: "audit";
  readonly action: "return" | "reassign-uid";
  readonly summary: string;
  readonly detail: TimelineDetail;
}

/** Ask for a judgement about YAML; the answer comes as a `judged` event. */
export interface JudgeEffect {
  readonly kind: "judge";
  readonly question:
    | {
        readonly question: "contains";
        readonly hash: ConfigHash;
        readonly effectiveDigest: BodyDigest;
      }
    | {
        readonly question: "runnable";
        readonly hash: ConfigHash;
        readonly componentsHash: string;
      };
}

/** Send `woken` at this time. Replaces any earlier wake of this agent. */
export interface WakeEffect {
  readonly kind: "wake";
  readonly at: Millis;
}

/** What the shell does next, in this order. */
export type AgentEffect =
  | ReplyEffect
  | PushEffect
  | SaveEffect
  | TouchEffect
  | CloseEffect
  | ReassignUidEffect
  | RenamedEffect
  | TimelineEffect
  | AuditEffect
  | JudgeEffect
  | WakeEffect;
