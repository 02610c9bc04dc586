import type { Millis } from "@fleethub/fleet";
import type { MetricReading } from "./readings.js";

/** Series that are followed of one agent; a Collector with a hundred components has fewer. */
export const SERIES_MAX = 600;

/** A clock that goes back by more than this was set; what is less is an export that came late. */
export const CLOCK_SET_BACK_MS: Millis = 600_000;

/** Characters of a series' name with its attributes; a longer one is not followed. */
export const SERIES_KEY_LENGTH_MAX = 1_024;

/** Above it a reading is no count of anything: what is kept has single precision and must not come to infinity. */
export const READING_MAX = Number.MAX_SAFE_INTEGER;

interface Mark {
  value: number;
  startedAt: Millis;
  at: Millis;
}

/** What a reading adds to what was known of its series. */
export interface Step {
  readonly amount: number;
  /** For gauges, the value before; null where there was none. */
  readonly before: number | null;
}

/**
 * The last value of each series of one agent, so that counts since a start become counts since the export before.
 * A restart of the process, which begins its counts anew, is seen by the start time or by a count that went down.
 */
export class SeriesBook {
  readonly #marks = new Map<string, Mark>();

  get size(): number {
    return this.#marks.size;
  }

  /**
   * @param countsFromStart whether the whole count of a series that is new here belongs to this export: the process
   *   began a moment ago, or other series of it were known before
   * @returns null for what was there already, came too late or is no amount: nothing that is followed goes below zero
   */
  take(key: string, reading: MetricReading, countsFromStart: boolean): Step | null {
    const { value, startedAt, at, kind } = reading;
    if (!(value >= 0 && value <= READING_MAX)) return null;
    if (key.length > SERIES_KEY_LENGTH_MAX) return null;
    const mark = this.#marks.get(key);
    if (mark === undefined) {
      if (this.#marks.size >= SERIES_MAX) return null;
      this.#marks.set(key, { value, startedAt, at });
      const counts = kind !== "cumulative" || countsFromStart;
      return { amount: counts ? value : 0, before: null };
    }
    const isRestarted = kind === "cumulative" && startedAt > mark.startedAt;
    const isLate = at <= mark.at && at > mark.at - CLOCK_SET_BACK_MS;
    if (isLate && !isRestarted) return null;
    const before = mark.value;
    const wasSetBack = at <= mark.at && !isRestarted;
    mark.value = value;
    mark.startedAt = startedAt;
    mark.at = at;
    if (kind !== "cumulative") return { amount: value, before };
    if (isRestarted) return { amount: value, before };
    if (wasSetBack) return { amount: 0, before };
    return { amount: value >= before ? value - before : value, before };
  }
}

/** One text for a name with its attributes, whatever their order. */
export function seriesKey({ name, attributes }: MetricReading): string {
  const parts = Object.keys(attributes).toSorted();
  return `${name}{${parts.map((key) => `${key}=${attributes[key]}`).join(",")}}`;
}
