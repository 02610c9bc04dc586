import type { Millis } from "@fleethub/fleet";
import type { EnrolmentTokenRecord } from "../model.js";
import type { Clock, EnrolmentReader, FleetStore, Logger, Schedule } from "../ports.js";

/** Between two looks at the store for a token that this hub does not know: strangers cannot make it ask more often. */
export const UNKNOWN_TOKEN_READ_MS: Millis = 1_000;

/** Between two times that the last use of a token is written. */
export const TOKEN_TOUCH_MS: Millis = 30_000;

export interface TokenBoardDeps {
  readonly reader: EnrolmentReader;
  readonly store: Pick<FleetStore, "commit">;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly logger: Logger;
}

/** Every enrolment token, in memory: handshakes ask it, not the store. */
export class TokenBoard {
  readonly #deps: TokenBoardDeps;
  #byName = new Map<string, EnrolmentTokenRecord>();
  #byKeyId = new Map<string, EnrolmentTokenRecord>();
  #readAt: Millis = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;
  #isReadAgain = false;
  readonly #touched = new Map<string, { readonly at: Millis; readonly remoteAddress: string }>();
  #disarm: (() => void) | null = null;

  constructor(deps: TokenBoardDeps) {
    this.#deps = deps;
  }

  all(): readonly EnrolmentTokenRecord[] {
    return [...this.#byName.values()];
  }

  byName(name: string): EnrolmentTokenRecord | undefined {
    return this.#byName.get(name);
  }

  byKeyId(keyId: string): EnrolmentTokenRecord | undefined {
    return this.#byKeyId.get(keyId);
  }

  /** Reads every token, and once more where something was written meanwhile. Rejects while the store is away. */
  read(): Promise<void> {
    if (this.#reading !== null) {
      this.#isReadAgain = true;
      return this.#reading;
    }
    this.#reading = this.#readAll();
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    try {
      do {
        this.#isReadAgain = false;
        this.#readAt = this.#deps.clock.now();
        const tokens = await this.#deps.reader.list();
        this.#byName = new Map(tokens.map((token) => [token.name, token]));
        this.#byKeyId = new Map(tokens.map((token) => [token.keyId, token]));
      } while (this.#isReadAgain);
    } finally {
      // At once: whoever asks from now on is not told by a reading that is over.
      this.#reading = null;
    }
  }

  /** One that is not known here may have been made a moment ago; undefined where it was not. */
  async seek(keyId: string): Promise<EnrolmentTokenRecord | undefined> {
    const isRecent = this.#deps.clock.now() - this.#readAt < UNKNOWN_TOKEN_READ_MS;
    if (this.#reading !== null) await this.#reading;
    else if (!isRecent) await this.read();
    return this.#byKeyId.get(keyId);
  }

  /** Agents that it let in before, or anew, came with it: written with the next round. */
  touch(name: string, remoteAddress: string): void {
    this.#touched.set(name, { at: this.#deps.clock.now(), remoteAddress });
    this.#disarm ??= this.#deps.schedule.after(TOKEN_TOUCH_MS, () => void this.flush());
  }

  /** The token as the store has it, with a last use that this hub has seen since. */
  withLastUse(token: EnrolmentTokenRecord): EnrolmentTokenRecord {
    const used = this.#touched.get(token.name);
    if (used === undefined || used.at < (token.lastUsedAt ?? 0)) return token;
    return { ...token, lastUsedAt: used.at, lastAddress: used.remoteAddress };
  }

  /** Writes when tokens were used last. What cannot be written now is written with the next use. */
  async flush(): Promise<void> {
    this.#disarm?.();
    this.#disarm = null;
    const touched = [...this.#touched];
    if (touched.length === 0) return;
    const writes = touched.map(([name, used]) => ({
      kind: "touch-enrolment-token" as const,
      name,
      ...used,
    }));
    try {
      await this.#deps.store.commit({ writes });
    } catch (error) {
      this.#deps.logger.debug({ error: String(error) }, "Last uses of tokens were not written.");
      return;
    }
    for (const [name, used] of touched) {
      if (this.#touched.get(name) === used) this.#touched.delete(name);
    }
  }
}
