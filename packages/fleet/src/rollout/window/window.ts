import type { Millis } from "../../agent/facts.js";
import { type LocalTime, localTime } from "./local-time.js";
import type { MaintenanceWindow, OpenHours, Weekday } from "../spec/spec.js";

const DAY_MS = 24 * 3_600_000;

/** Days looked ahead: today, and every weekday once more. */
const DAYS_AHEAD = 8;

/** 1 January 1970 was a Thursday: the weekday of a day is that of its number plus 4. */
const WEEKDAYS: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** A maintenance window at one moment. */
export interface WindowState {
  readonly open: boolean;
  /** When that changes; null: never, as far as can be seen. */
  readonly changesAt: Millis | null;
}

interface Span {
  readonly from: Millis;
  readonly to: Millis;
}

/**
 * Whether the window is open now. Times are those of clocks in its zone: a time that comes twice when clocks go back is the
 * first of both, one that is left out when they go forward is as much later. A window that cannot be read is closed.
 */
export function windowAt(window: MaintenanceWindow, now: Millis): WindowState {
  const local = localTime(window.timeZone, now - 3 * DAY_MS, now + (DAYS_AHEAD + 2) * DAY_MS);
  if (local === null) return { open: false, changesAt: null };
  const today = local.dayAt(now);
  const spans = spansOf(window, local, today);
  const current = spans.find(({ from, to }) => from <= now && now < to);
  if (current === undefined) {
    return { open: false, changesAt: spans.find(({ from }) => from > now)?.from ?? null };
  }
  const isForEver = current.to >= local.momentOf(today + DAYS_AHEAD - 1, 0);
  return { open: true, changesAt: isForEver ? null : current.to };
}

/** In minutes after midnight; null where it is no `HH:MM` from `00:00` to `24:00`. */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(time) ?? [];
  if (hours === undefined) return null;
  const total = Number(hours) * 60 + Number(minutes);
  return total <= 24 * 60 ? total : null;
}

/** In order, those that touch made one. */
function spansOf(window: MaintenanceWindow, local: LocalTime, today: number): readonly Span[] {
  const spans: Span[] = [];
  for (let day = today - 2; day <= today + DAYS_AHEAD; day++) {
    const weekday = WEEKDAYS[(((day + 4) % 7) + 7) % 7];
    for (const hours of window.open) {
      if (weekday === undefined || !hours.days.includes(weekday)) continue;
      const span = spanOf(hours, local, day);
      if (span !== null && span.from < span.to) spans.push(span);
    }
  }
  const merged: Span[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || last.to < span.from) merged.push(span);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
  }
  return merged;
}

function spanOf(hours: OpenHours, local: LocalTime, day: number): Span | null {
  const from = minutesOf(hours.from);
  const to = minutesOf(hours.to);
  if (from === null || to === null) return null;
  const isOverNight = to <= from;
  return {
    from: local.momentOf(day, from),
    to: local.momentOf(day, isOverNight ? to + 24 * 60 : to),
  };
}
