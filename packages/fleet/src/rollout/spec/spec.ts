import type { Millis } from "../../agent/facts.js";
import type { GateSpec } from "../../judgement/gate.js";

/** One revision of one configuration. */
export interface RevisionRef {
  readonly configuration: string;
  readonly revision: number;
}

/** How many members a wave takes of those that no earlier wave has: a number, or a share of all members in percent. */
export type WaveSize = { readonly count: number } | { readonly percent: number };

/** One step of the order in which members are reached. */
export type WaveSpec = WaveSize & {
  /** How long the wave is watched after its last member settled; absent: the spec's `soakMs`. */
  readonly soakMs?: Millis;
};

/** `mon` to `sun`. */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** A stretch of the week in which members may be newly assigned. */
export interface OpenHours {
  /** The days on which it opens. */
  readonly days: readonly Weekday[];
  /** Local time of day, `HH:MM`. */
  readonly from: string;
  /** Local time of day, `HH:MM`, up to `24:00`; on the next day where it is not after `from`. */
  readonly to: string;
}

/** When a rollout may assign. Outside of it nobody new is assigned; who is in flight finishes. */
export interface MaintenanceWindow {
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** At least one; it is open while any of them is. */
  readonly open: readonly OpenHours[];
}

/** What becomes of a member that cannot be reached when its turn comes. */
export type OfflineRule =
  /** It is left out, and gets the revision with the group's stable one when the rollout is complete. */
  | "skip"
  /** Its wave does not end before it has come back. */
  | "wait"
  /** It is assigned and gets the revision when it comes back; its wave does not wait for it. */
  | "on-return";

/** Beyond these a rollout stops by itself, whatever its gates say. */
export interface RolloutLimits {
  /** Members that are assigned and have not ended, in flight at once. At least 1. */
  readonly inFlight: number;
  /** Members that failed, over the whole rollout, above which it stops; null: no such limit. */
  readonly failures: number | null;
  /** The same as a share in percent of the members that were reached; null: no such limit. */
  readonly failuresPercent: number | null;
}

/** How a rollout is to go. It never changes once the rollout began. */
export interface RolloutSpec {
  /** In order, the first is the canary. Members beyond the last wave are one further wave. */
  readonly waves: readonly WaveSpec[];
  readonly soakMs: Millis;
  readonly limits: RolloutLimits;
  /** A member that was offered the revision and neither settled nor failed for so long counts as failed. */
  readonly answerMs: Millis;
  readonly offline: OfflineRule;
  readonly gates: readonly GateSpec[];
  /** What a breached gate or limit does. */
  readonly onBreach: "pause" | "roll-back";
  /** Not before this moment; null: at once. */
  readonly startAt: Millis | null;
  /** Null: always open. */
  readonly window: MaintenanceWindow | null;
  /** After this moment it expires: nobody new is assigned and every agent stays where it is; null: never. */
  readonly deadline: Millis | null;
}
