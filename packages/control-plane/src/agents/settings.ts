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
  /** Agents that one call of the store claims, adds or takes over. Default 500. */
  readonly arrivalsMax: number;
  /** A hub that was not heard of for this long is dead, and others take its agents over. Default 30 s. */
  readonly leaseMs: Millis;
  /** Between two times that a hub says that it lives. Default 10 s. */
  readonly leaseRenewMs: Millis;
  /** Between two looks for agents of dead hubs. Default 1 min. */
  readonly inheritIntervalMs: Millis;
  /** Between two rounds of dropping what is past its time. Default 1 h. */
  readonly retentionIntervalMs: Millis;
  /** Timeline entries that are kept of an agent. Default 1,000. */
  readonly timelineEntriesMax: number;
  /** How long a timeline entry is kept. Default 90 days. */
  readonly timelineAgeMs: Millis;
  /** How long a body is kept that no report names any more. Default 7 days. */
  readonly bodyAgeMs: Millis;
  /** How long the days of a policy are kept. Default 400 days. */
  readonly complianceAgeMs: Millis;
  /** How long the gates of a rollout as they stood are kept after its end. Default 90 days. */
  readonly judgementAgeMs: Millis;
  /** Until a value of a secret that is not in force, and that nothing which agents run names, is dropped. */
  readonly secretValueAgeMs: Millis;
  /** How long a line of the change log is kept, between one and two rounds of dropping longer. Default 24 h. */
  readonly changeLogAgeMs: Millis;
  /** Bytes of bodies that wait to be redacted and written, in memory. Default 64 MiB. */
  readonly bodiesWaitingSizeBytesMax: number;
  /** Between a change of agents and the judgement of policies about it, so that many are judged together. Default 250 ms. */
  readonly policyDelayMs: Millis;
  /** Between a change of what agents break and the count for the day. Default 10 s. */
  readonly complianceDelayMs: Millis;
  /** Agents that a change of groups, labels or values may bring another configuration to without a rollout. Default 1. */
  readonly directLimit: number;
  /** A session that nobody used for this long has ended, and is dropped. Default 12 h. */
  readonly sessionIdleMs: Millis;
  /** How long a request for approval is open. Default 72 h. */
  readonly approvalLifetimeMs: Millis;
  /** Between a change of groups and the second look at who belongs where, which finds what was decided meanwhile. Default 10 s. */
  readonly membershipRecheckMs: Millis;
  /** Between something that was heard of a rollout's members and the look at it. Default 250 ms. */
  readonly rolloutDelayMs: Millis;
  /** Between two readings of all members of a live rollout, whatever was heard. Default 1 min. */
  readonly rolloutReadAllMs: Millis;
  /** Before a look at a rollout that follows another hub's commit about it: that one goes on at once. Default 1 s. */
  readonly rolloutYieldMs: Millis;
  /** Attempts of a verb whose commit met a newer version, within about 1.5 s. Default 8. */
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
  arrivalsMax: 500,
  leaseMs: 30_000,
  leaseRenewMs: 10_000,
  inheritIntervalMs: 60_000,
  retentionIntervalMs: 3_600_000,
  timelineEntriesMax: 1000,
  timelineAgeMs: 90 * 86_400_000,
  bodyAgeMs: 7 * 86_400_000,
  complianceAgeMs: 400 * 86_400_000,
  judgementAgeMs: 90 * 86_400_000,
  secretValueAgeMs: 7 * 86_400_000,
  changeLogAgeMs: 86_400_000,
  bodiesWaitingSizeBytesMax: 64 * 1024 * 1024,
  policyDelayMs: 250,
  complianceDelayMs: 10_000,
  directLimit: 1,
  sessionIdleMs: 12 * 3_600_000,
  approvalLifetimeMs: 72 * 3_600_000,
  membershipRecheckMs: 10_000,
  rolloutDelayMs: 250,
  rolloutReadAllMs: 60_000,
  rolloutYieldMs: 1000,
  verbAttemptsMax: 8,
};
