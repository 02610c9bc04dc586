import type { Millis } from "./facts.js";

/** How long the reducer waits for what. All in milliseconds but the counts; positive integers. */
export interface AgentSettings {
  /** Before the same offer may be made again on one connection (F4). */
  readonly offerRetryMs: Millis;
  /** After APPLYING, how long until the agent is asked what became of it, and asked again (G-07). */
  readonly applyingAskMs: Millis;
  /** How long a hash must stand after APPLIED to become last good, and can still fail by health. */
  readonly failureWindowMs: Millis;
  /** How long contradictory health is called `restarting`. */
  readonly restartingMs: Millis;
  /** How long offers wait for the answer to a request for full state or components. */
  readonly fullStateWaitMs: Millis;
  /** Requests for full state because of gaps, at most, in one `fullStateWaitMs` of a connection. */
  readonly fullStateAsksMax: number;
  /** Before a judgement that was not answered is asked for again. */
  readonly judgeRetryMs: Millis;
  /** Expected time between two messages of an agent that sends heartbeats or polls. */
  readonly heartbeatIntervalMs: Millis;
  /** Intervals of silence until an agent is `stale`. */
  readonly staleIntervals: number;
  /** Intervals of silence until a polling agent counts as disconnected. */
  readonly goneIntervals: number;
  /** After an `opamp` part was told, how long fresh sequence numbers are the reconnect that it asked for (S-08). */
  readonly settingsReconnectMs: Millis;
  /** After a farewell, how long the agent has to close its connection itself. */
  readonly farewellGraceMs: Millis;
}

/** The defaults. Tests and products override single values by spreading. */
export const AGENT_SETTINGS: AgentSettings = {
  offerRetryMs: 60_000,
  applyingAskMs: 120_000,
  failureWindowMs: 60_000,
  restartingMs: 15_000,
  fullStateWaitMs: 10_000,
  fullStateAsksMax: 5,
  judgeRetryMs: 60_000,
  heartbeatIntervalMs: 30_000,
  staleIntervals: 3,
  goneIntervals: 10,
  settingsReconnectMs: 60_000,
  farewellGraceMs: 10_000,
};
