interface Line {
  /** Those whose turn it is or will be. */
  length: number;
  last: Promise<void>;
}

/** Lets work of one key happen one after the other, in the order it came in. */
export class Turns<Key> {
  readonly #lines = new Map<Key, Line>();
  readonly #waitingMax: number;

  /** @param waitingMax how many may wait behind the one whose turn it is */
  constructor(waitingMax: number) {
    this.#waitingMax = waitingMax;
  }

  /** Does the work when its turn has come; undefined, without doing it, when too many wait already. */
  async take<T extends object>(key: Key, work: () => T | Promise<T>): Promise<T | undefined> {
    const line = this.#lines.get(key) ?? { length: 0, last: Promise.resolve() };
    if (line.length > this.#waitingMax) return undefined;
    this.#lines.set(key, line);
    line.length += 1;
    const before = line.last;
    let done: () => void = () => undefined;
    line.last = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await before;
      return await work();
    } finally {
      line.length -= 1;
      if (line.length === 0) this.#lines.delete(key);
      done();
    }
  }
}
