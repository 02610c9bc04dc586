import * as fc from "fast-check";
import { expect, test } from "vitest";
import { BACKOFF_DEFAULTS, createBackoff, RETRY_AFTER_MS_MAX } from "./backoff.js";
import { parseRetryAfter } from "./retry-after.js";

test("waits start at half a second, grow by half and end at a minute", () => {
  const backoff = createBackoff(() => 0.5);
  const waits = Array.from({ length: 14 }, () => backoff.next());
  expect(waits.slice(0, 4)).toEqual([500, 750, 1125, 1688]);
  expect(waits.at(-1)).toBe(60_000);
  backoff.reset();
  expect(backoff.next()).toBe(500);
});

test("every wait stays within its jitter and honours Retry-After", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 0, max: 100_000 }),
      (randoms, retryAfterMs) => {
        let turn = 0;
        const backoff = createBackoff(() => randoms[turn++ % randoms.length] ?? 0);
        for (const _ of randoms) {
          const wait = backoff.next(retryAfterMs);
          expect(wait).toBeGreaterThanOrEqual(
            Math.max(retryAfterMs, BACKOFF_DEFAULTS.initialMs / 2),
          );
          expect(wait).toBeLessThanOrEqual(Math.max(retryAfterMs + 500, 90_000));
        }
      },
    ),
    { seed: 20_261_122, numRuns: 100 },
  );
});

test("no server can ask for more than a day", () => {
  expect(createBackoff(() => 0).next(Number.MAX_SAFE_INTEGER)).toBe(RETRY_AFTER_MS_MAX);
});

test("Retry-After is seconds or a date", () => {
  const now = Date.UTC(2026, 10, 22, 12, 0, 0);
  expect(parseRetryAfter("120", now)).toBe(120_000);
  expect(parseRetryAfter("Sun, 22 Nov 2026 12:00:30 GMT", now)).toBe(30_000);
  expect(parseRetryAfter("Sun, 22 Nov 2026 11:00:00 GMT", now)).toBe(0);
  expect(parseRetryAfter("soon", now)).toBeUndefined();
  expect(parseRetryAfter(undefined, now)).toBeUndefined();
});
