const MS_PER_SECOND = 1000;

/**
 * Lets so many through per second on average, and `burst` at once after a quiet time. It also knows how
 * many it sent away and what time it needs for them, so that they can be told to come back spread over it.
 */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #owed = 0;
  #atMs: number;

  /** @param burst how many it holds when full, 1 or more */
  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#atMs = nowMs;
  }

  /** Whether one may come through now. A clock that goes back refills nothing. */
  hasRoom(nowMs: number): boolean {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    const refill = (passedMs * this.#perSecond) / MS_PER_SECOND;
    this.#tokens = Math.min(this.#burst, this.#tokens + refill);
    this.#owed = Math.max(0, this.#owed - refill);
    return this.#tokens >= 1;
  }

  /** Lets one through; ask `hasRoom` before. */
  take(): void {
    this.#tokens -= 1;
  }

  /** Sends one away; answers with the milliseconds after which its turn comes, one behind the other. */
  sendAway(): number {
    this.#owed += 1;
    return (this.#owed * MS_PER_SECOND) / this.#perSecond;
  }

  /** True when it forgets nothing by being made anew. */
  isIdle(nowMs: number): boolean {
    return this.hasRoom(nowMs) && this.#tokens >= this.#burst && this.#owed === 0;
  }
}
