import type { Millis } from "@fleethub/fleet";

/** How the record is kept. */
export interface AuditSettings {
  /** Between two rounds of counting refusals, telling outcomes and signing. Default 1 min. */
  readonly roundMs: Millis;
  /** A checkpoint is signed once this many entries are not covered. Default 1,000. */
  readonly checkpointEntries: number;
  /** A checkpoint is signed once the last one is this old, if anything came since. Default 10 min. */
  readonly checkpointAgeMs: Millis;
  /** Between two times that the hub verifies everything by itself. Default 24 h. */
  readonly verifyIntervalMs: Millis;
  /** How long entries are kept; they go up to a checkpoint only. Null, the default: for ever. */
  readonly keepMs: Millis | null;
  /** Entries that one round drops, unless a single checkpoint covers more. Default 10,000. */
  readonly cutEntries: number;
  /** How long the end of an act on agents is waited for. Default 24 h. */
  readonly outcomeWaitMs: Millis;
  /** Addresses and subjects whose refusals are counted apart; those beyond are counted together. Default 100. */
  readonly refusalKeysMax: number;
}

/** The defaults. */
export const AUDIT_SETTINGS: AuditSettings = {
  roundMs: 60_000,
  checkpointEntries: 1000,
  checkpointAgeMs: 600_000,
  verifyIntervalMs: 86_400_000,
  keepMs: null,
  cutEntries: 10_000,
  outcomeWaitMs: 86_400_000,
  refusalKeysMax: 100,
};
