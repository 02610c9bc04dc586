import type { ConfigHash, Millis } from "./facts.js";

/** What became of one hash on one agent, in its latest attempt. */
export interface HashOutcome {
  /** What people called it when it was offered; empty where it was not. */
  readonly name: string;
  /** Counts from 1. An operator who asks again starts the next one. */
  readonly attempt: number;
  /** First offer of this attempt; null while it was not offered. */
  readonly offeredAt: Millis | null;
  /** First APPLYING of this attempt. */
  readonly applyingAt: Millis | null;
  /** The APPLIED that counted. */
  readonly appliedAt: Millis | null;
  /** Not offered again until an operator asks. */
  readonly rejected: boolean;
  /** The agent refused it and runs its previous config on. */
  readonly kept: boolean;
  readonly failedAt: Millis | null;
  /** What the agent said, or the health that was judged. */
  readonly error: string;
  /** In any attempt. Its offers are committed before they are sent. */
  readonly everFailed: boolean;
  /** The agent was unhealthy before this attempt's offer. */
  readonly troubledBefore: boolean;
  /**
   * Where this attempt follows another hash, because the agent already reported this one:
   * the hash that goes first. Null where there is no need.
   */
  readonly after: ConfigHash | null;
}

/** A hash that said APPLIED and is being watched until it may be called good. */
export interface ProvingWindow {
  readonly hash: ConfigHash;
  readonly attempt: number;
  readonly openedAt: Millis;
}

/** The one decision that the first failure of an attempt commits (F14). */
export interface ReturnDecision {
  /** The hash that failed, and in which attempt. */
  readonly from: ConfigHash;
  readonly attempt: number;
  /** Where to; null where there is nothing to return to. */
  readonly to: ConfigHash | null;
  readonly means: "last-good" | "hand-back" | "none";
  readonly status: "open" | "acknowledged" | "failed" | "impossible" | "superseded";
  /** Who brought the agent back. */
  readonly by: "hub" | "supervisor" | null;
  readonly decidedAt: Millis;
  readonly endedAt: Millis | null;
  readonly error: string;
}

/**
 * What happened to intents on one agent. Plain JSON of a few hundred bytes. It cannot be asked for again:
 * it is committed before the hub acts on it.
 */
export interface AgentOutcome {
  /** By hash; at most {@link HASHES_MAX}, rejected ones stay longest. */
  readonly hashes: Readonly<Record<string, HashOutcome>>;
  readonly lastGood: ConfigHash | null;
  readonly window: ProvingWindow | null;
  readonly returning: ReturnDecision | null;
  /** Did it report a hash before our first offer? Null until that is known. */
  readonly cameWithHash: boolean | null;
  /** A supervisor was recognised at least once. */
  readonly supervised: boolean;
  /** Starts of the Collector that were seen, by `start_time_unix_nano`. */
  readonly restarts: number;
  /** "exited unexpectedly" messages. */
  readonly exits: number;
  /** Settled changes of health to `unhealthy`. */
  readonly flaps: number;
  /** `start_time_unix_nano` of the last start that was counted, "0" before the first. */
  readonly runningSince: string;
}

/** Hashes remembered per agent. */
export const HASHES_MAX = 32;

/** Nothing happened yet. */
export const emptyOutcome: AgentOutcome = {
  hashes: {},
  lastGood: null,
  window: null,
  returning: null,
  cameWithHash: null,
  supervised: false,
  restarts: 0,
  exits: 0,
  flaps: 0,
  runningSince: "0",
};
