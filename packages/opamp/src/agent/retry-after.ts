/** Least pause after 429 or 503 without Retry-After (specification, Throttling). */
export const THROTTLED_PAUSE_MS_DEFAULT = 30_000;

/**
 * The wait that a Retry-After header asks for, in milliseconds: a number of seconds or an HTTP date.
 * Undefined when there is none to be read. Never negative.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

/**
 * How long a server wants to be left alone that answered a request or a handshake with this status:
 * Retry-After counts with 429 and 503 only. Undefined for every other status.
 */
export function throttledPauseMs(
  httpStatus: number,
  retryAfter: string | undefined,
  nowMs: number,
): number | undefined {
  if (httpStatus !== 429 && httpStatus !== 503) return undefined;
  return parseRetryAfter(retryAfter, nowMs) ?? THROTTLED_PAUSE_MS_DEFAULT;
}
