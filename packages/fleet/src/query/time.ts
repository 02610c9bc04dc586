import type { Comparand } from "./query.js";

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[smhdw]))+$/i;
const DURATION_PART = /(\d+(?:\.\d+)?)(ms|[smhdw])/gi;
const MOMENT =
  /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/i;

/** Longest age that can be asked for, about a century. */
const AGE_MS_MAX = 100 * 366 * 86_400_000;

/**
 * Reads `10m`, `1h30m`, `2d` as an age and `2026-11-22` or an RFC 3339 time as a moment (a day begins at
 * midnight UTC). Null where the text is neither.
 */
export function parseTime(text: string): Comparand | null {
  if (DURATION.test(text)) {
    let ms = 0;
    for (const [, amount, unit] of text.matchAll(DURATION_PART)) {
      ms += Number(amount) * (UNIT_MS[(unit ?? "").toLowerCase()] ?? 0);
    }
    return ms <= AGE_MS_MAX ? { kind: "age", text, ms: Math.round(ms) } : null;
  }
  if (!MOMENT.test(text)) return null;
  const at = Date.parse(text.toUpperCase());
  return Number.isNaN(at) ? null : { kind: "time", text, at };
}
