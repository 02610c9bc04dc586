import type { Millis } from "../../agent/facts.js";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Local time of one zone. */
export interface LocalTime {
  /** Days since 1 January 1970 of the local date at this moment. */
  readonly dayAt: (at: Millis) => number;
  /**
   * The moment at which clocks there show so many minutes after midnight of this day; more than a day's are of the next.
   * Of a time that comes twice it is the first; a time that is left out is as much later as the clocks go forward.
   */
  readonly momentOf: (day: number, minutes: number) => Millis;
}

/** A zone's local time from one moment to another, and a day to either side; null where the zone is not known. */
export function localTime(timeZone: string, from: Millis, to: Millis): LocalTime | null {
  const format = formatFor(timeZone);
  if (format === null) return null;
  const offsetAt = (at: Millis): Millis => shownAt(format, at) - Math.floor(at / 1_000) * 1_000;
  const first = offsetAt(from - 2 * DAY_MS);
  const last = offsetAt(to + 2 * DAY_MS);
  if (first === last) {
    return {
      dayAt: (at) => Math.floor((at + first) / DAY_MS),
      momentOf: (day, minutes) => day * DAY_MS + minutes * MINUTE_MS - first,
    };
  }
  return {
    dayAt: (at) => Math.floor(shownAt(format, at) / DAY_MS),
    momentOf: (day, minutes) => {
      const shown = day * DAY_MS + minutes * MINUTE_MS;
      const before = offsetAt(shown - DAY_MS);
      const after = offsetAt(shown + DAY_MS);
      if (before === after) return shown - before;
      const both = [Math.max(before, after), Math.min(before, after)].map((by) => shown - by);
      return both.find((at) => shownAt(format, at) === shown) ?? shown - before;
    },
  };
}

/** What clocks show at this moment, as if they were in UTC. */
function shownAt(format: Intl.DateTimeFormat, at: Millis): Millis {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Whether this is the name of a time zone. */
export function isTimeZone(timeZone: string): boolean {
  return formatFor(timeZone) !== null;
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return null;
  }
}
