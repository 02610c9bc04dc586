import type { Millis } from "@fleethub/fleet";

/** How the shell around the reducer waits and how much it keeps. Positive integers. */
export interface ControlPlaneSettings {
  /** Between two writes of what agents said. Default 250 ms. */
  readonly flushIntervalMs: Millis;
  /** Agents in one change set of reports. Default 500. */
  readonly flushAgentsMax: number;
  /** Between two writes of last-seen of an agent that says nothing new. Default 30 s. */
  readonly touchIntervalMs: Millis;
  /** Before writing is tried again while the store is away; doubled up to thirty times this. Default 500 ms. */
  readonly storeRetryMs: Millis;
  /** Between two looks at what is due. Default 1 s. */
  readonly sweepIntervalMs: Millis;
  /** An agent that is gone leaves memory after this time. Default 10 min. */
  readonly evictAfterMs: Millis;
  /** What an agent is told to wait while it cannot be looked up. Default 5 s. */
  readonly unavailableRetryMs: Millis;
  /** Timeline entries kept per agent while the store is away; older ones are dropped. Default 200. */
  readonly timelineUnsavedMax: number;
  /** Bytes of config bodies kept at hand. Default 64 MiB. */
  readonly bodiesSizeBytesMax: number;
  /** Lines of the change log read at once. Default 500. */
  readonly feedReadMax: number;
  /** Attempts of a verb whose commit met a newer version. Default 5. */
  readonly verbAttemptsMax: number;
}

/** The defaults. */
export const CONTROL_PLANE_SETTINGS: ControlPlaneSettings = {
  flushIntervalMs: 250,
  flushAgentsMax: 500,
  touchIntervalMs: 30_000,
  storeRetryMs: 500,
  sweepIntervalMs: 1000,
  evictAfterMs: 600_000,
  unavailableRetryMs: 5000,
  timelineUnsavedMax: 200,
  bodiesSizeBytesMax: 64 * 1024 * 1024,
  feedReadMax: 500,
  verbAttemptsMax: 5,
};
