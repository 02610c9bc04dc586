import type { Millis } from "@fleethub/fleet";

/** The day of a moment, UTC, as `yyyy-mm-dd`: days compare as texts do. */
export function utcDay(at: Millis): string {
  return new Date(at).toISOString().slice(0, 10);
}
