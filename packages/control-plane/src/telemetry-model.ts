import type { AgentId, Millis, OwnMetricsIntent, OwnSignalIntent } from "@fleethub/fleet";

/** The kinds of data that a Collector moves. */
export const SIGNALS = ["traces", "metrics", "logs"] as const;

export type Signal = (typeof SIGNALS)[number];

/** Items that one signal moved in one stretch of time. */
export interface SignalFlow {
  readonly accepted: number;
  readonly refused: number;
  readonly sent: number;
  readonly sendFailed: number;
  /** By processors and by queues that are full. What a filter was told to leave out is no loss and is not in it. */
  readonly dropped: number;
  /**
   * Accepted while an exporter of this signal sent nothing, failed nothing and its queue grew: it tries a destination
   * that does not answer again and again, which its Collector counts as nothing until it gives up.
   */
  readonly held: number;
}

/** The counts of a {@link SignalFlow}. */
export const FLOW_COUNTS = [
  "accepted",
  "refused",
  "sent",
  "sendFailed",
  "dropped",
  "held",
] as const;

/** What an agent's own telemetry said of one stretch of time. A member that is absent was not reported. */
export interface FlowPoint {
  /** Its end. */
  readonly at: Millis;
  readonly spanMs: Millis;
  readonly signals: { readonly [S in Signal]?: SignalFlow };
  /** Bytes of memory held (RSS). */
  readonly memory?: number;
  /** Share of one core, 0 to 1 and above. */
  readonly cpu?: number;
  /** Items waiting in queues, and what they could hold. */
  readonly queue?: { readonly size: number; readonly capacity: number };
}

/** What the data path of an agent looks like. */
export type FlowWord =
  /** It moves data and loses none that is known of. */
  | "flowing"
  /** Nothing moves where it did before. */
  | "silent"
  /** Items fail to be sent, are held back or dropped for want of room, although it may be called healthy. */
  | "losing-data"
  /** It moves nothing and never did, or reports too little. */
  | "idle"
  /** It sends no own metrics. */
  | "not-reported";

/** One agent's own telemetry as kept: a small rolling window and what it amounts to. */
export interface AgentTelemetry {
  readonly agent: AgentId;
  readonly word: FlowWord;
  /** Why, in one line with numbers; empty where there is nothing to say. */
  readonly reason: string;
  /** When the word became what it is. */
  readonly since: Millis;
  /** When the Collector process began; null where it is not reported. */
  readonly startedAt: Millis | null;
  /** How often it exports, as observed; null before the second export. */
  readonly intervalMs: Millis | null;
  /** Oldest first, at most `FLOW_POINTS_MAX`. */
  readonly points: readonly FlowPoint[];
}

/** Points kept per agent: two hours at one a minute. */
export const FLOW_POINTS_MAX = 120;

/** What operators decided about the connections of one agent. */
export interface ConnectionIntent {
  /** Where its own metrics, traces and logs go; absent: nothing was decided. */
  readonly ownMetrics?: OwnMetricsIntent;
  readonly ownTraces?: OwnSignalIntent;
  readonly ownLogs?: OwnSignalIntent;
  /** How often it is to report, 1 to 86,400; absent: as it is configured. */
  readonly heartbeatIntervalSeconds?: number;
}
