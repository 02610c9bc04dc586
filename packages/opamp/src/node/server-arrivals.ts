/** Who holds bytes of a message that has not arrived whole. */
export interface ArrivalHolder {
  /** Gives up the message: there is no room for it. */
  makeRoom(): void;
}

/**
 * Counts the bytes of messages that have arrived in part, of all sockets of a server together. Where they
 * are too many, whoever holds most gives way: not the one that happened to come last.
 */
export class Arrivals {
  readonly #sizeBytesMax: number;
  readonly #held = new Map<ArrivalHolder, number>();
  #sizeBytes = 0;

  constructor(sizeBytesMax: number) {
    this.#sizeBytesMax = sizeBytesMax;
  }

  /** Bytes that are held now. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Counts more bytes of a holder. Makes room where needed, be it that of this holder. */
  add(holder: ArrivalHolder, sizeBytes: number): void {
    this.#sizeBytes += sizeBytes;
    this.#held.set(holder, (this.#held.get(holder) ?? 0) + sizeBytes);
    while (this.#sizeBytes > this.#sizeBytesMax) {
      const largest = this.#largest();
      if (largest === undefined) return;
      this.drop(largest);
      largest.makeRoom();
    }
  }

  /** The holder's message is whole, or given up. */
  drop(holder: ArrivalHolder): void {
    this.#sizeBytes -= this.#held.get(holder) ?? 0;
    this.#held.delete(holder);
  }

  #largest(): ArrivalHolder | undefined {
    let found: ArrivalHolder | undefined;
    let most = 0;
    for (const [holder, sizeBytes] of this.#held) {
      if (sizeBytes <= most) continue;
      most = sizeBytes;
      found = holder;
    }
    return found;
  }
}
