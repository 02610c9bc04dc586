import type { Change, ChangeFeed } from "@fleethub/control-plane";

/** Changes kept in memory, so that many streams cost one read of the log. */
export const RECENT_CHANGES_MAX = 10_000;
/** Changes read from the log at once. */
export const READ_CHANGES_MAX = 1_000;

/**
 * The tail of the change log, read once per commit for all streams. Readers that are further behind read the
 * log themselves.
 */
export class RecentChanges {
  #changes: Change[] = [];
  /** Every change after this sequence is in {@link #changes}; null before the first read. */
  #from: number | null = null;
  #reading: Promise<void> | null = null;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly max: number = RECENT_CHANGES_MAX,
  ) {}

  /** Changes after `sequence` in order, at most {@link READ_CHANGES_MAX}; null: read everything afresh. */
  async after(sequence: number): Promise<readonly Change[] | null> {
    await this.#advance();
    const last = this.#changes.at(-1)?.sequence ?? this.#from ?? 0;
    if (sequence === last) return [];
    if (this.#from === null || sequence < this.#from || sequence > last) {
      return sequence > last ? null : this.feed.read(sequence, READ_CHANGES_MAX);
    }
    const index = this.#changes.findIndex((change) => change.sequence > sequence);
    return index < 0 ? [] : this.#changes.slice(index, index + READ_CHANGES_MAX);
  }

  /** Where a new stream begins. */
  async latest(): Promise<number> {
    await this.#advance();
    return this.#changes.at(-1)?.sequence ?? this.#from ?? 0;
  }

  async #advance(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #read(): Promise<void> {
    this.#from ??= await this.feed.latest();
    for (;;) {
      const since = this.#changes.at(-1)?.sequence ?? this.#from;
      const more = await this.feed.read(since, READ_CHANGES_MAX);
      if (more === null) {
        this.#changes = [];
        this.#from = await this.feed.latest();
        return;
      }
      this.#changes.push(...more);
      const surplus = this.#changes.length - this.max;
      if (surplus > 0) this.#from = this.#changes.splice(0, surplus).at(-1)?.sequence ?? this.#from;
      if (more.length < READ_CHANGES_MAX) return;
    }
  }
}

/** The last change of each resource and kind, in the order of the log. */
export function coalesce(changes: readonly Change[]): readonly Change[] {
  const last = new Map<string, Change>();
  for (const change of changes) last.set(`${change.kind} ${change.id}`, change);
  return [...last.values()].toSorted((a, b) => a.sequence - b.sequence);
}
