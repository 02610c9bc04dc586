/** When to try again. All times in milliseconds. */
export interface BackoffOptions {
  /** Wait before the first retry. Default 500. */
  readonly initialMs?: number;
  /** Each further wait is this much longer. Default 1.5. */
  readonly factor?: number;
  /** Share of the wait that chance may add or take away, 0 to 1. Default 0.5. */
  readonly jitter?: number;
  /** No wait is longer than this before jitter. Default 60 000. */
  readonly maxMs?: number;
}

/** Waits that grow with every failure; the values opamp-go uses. */
export const BACKOFF_DEFAULTS = {
  initialMs: 500,
  factor: 1.5,
  jitter: 0.5,
  maxMs: 60_000,
} as const;

/** A server may not ask for a longer pause than one day; timers and people stop following there. */
export const RETRY_AFTER_MS_MAX = 86_400_000;

export interface Backoff {
  /** The next wait. Not shorter than `retryAfterMs` (itself cut to RETRY_AFTER_MS_MAX). */
  next(retryAfterMs?: number): number;
  /** Forgets past failures. */
  reset(): void;
}

/**
 * Jittered exponential back-off. Where the server named a time, the wait is at least that time, and
 * jitter spreads the agents that were all told the same one.
 *
 * @param random returns a number from 0 (included) to 1 (excluded)
 */
export function createBackoff(random: () => number, options: BackoffOptions = {}): Backoff {
  const initialMs = options.initialMs ?? BACKOFF_DEFAULTS.initialMs;
  const factor = options.factor ?? BACKOFF_DEFAULTS.factor;
  const jitter = options.jitter ?? BACKOFF_DEFAULTS.jitter;
  const maxMs = options.maxMs ?? BACKOFF_DEFAULTS.maxMs;
  let baseMs = Math.min(initialMs, maxMs);
  return {
    next(retryAfterMs = 0) {
      const spread = random();
      const ownMs = baseMs * (1 - jitter + 2 * jitter * spread);
      baseMs = Math.min(baseMs * factor, maxMs);
      const askedMs =
        retryAfterMs > 0 ? Math.min(retryAfterMs, RETRY_AFTER_MS_MAX) + initialMs * spread : 0;
      return Math.round(Math.max(ownMs, askedMs));
    },
    reset() {
      baseMs = Math.min(initialMs, maxMs);
    },
  };
}
