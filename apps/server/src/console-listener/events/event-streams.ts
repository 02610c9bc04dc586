import type { Change, ChangeFeed } from "@fleethub/control-plane";
import { coalesce, RecentChanges } from "./recent-changes.js";
import { ENDING, type Listener } from "./visible-changes.js";

/** Shortest time between two batches of one stream. */
export const BATCH_INTERVAL_MS = 250;
/** A stream asks again at least this often whether its listener may still hear. */
export const RECHECK_MS = 700;
/** A comment is sent after this silence, so that proxies and browsers keep the stream. */
export const KEEP_ALIVE_MS = 15_000;
/** Streams served at once. */
export const STREAMS_MAX = 1_000;
/** Streams that one person has at once, API tokens of that person included. */
export const STREAMS_PER_SUBJECT_MAX = 100;
/** What a browser waits before it comes back. */
export const RETRY_MS = 1_000;
/** Bytes that may wait for a slow reader before the stream waits for it. */
const BUFFER_BYTES_MAX = 64 * 1_024;

/** Server-sent events of the change log: one loop per stream over one shared tail. */
export class EventStreams {
  readonly #recent: RecentChanges;
  readonly #waiting = new Set<() => void>();
  readonly #unsubscribe: () => void;
  readonly #openOf = new Map<string, number>();
  #open = 0;
  #ended = false;

  constructor(feed: ChangeFeed) {
    this.#recent = new RecentChanges(feed);
    this.#unsubscribe = feed.subscribe(() => this.#wake());
  }

  /** Streams being served. */
  get open(): number {
    return this.#open;
  }

  /** Which limit keeps this listener from another stream, in words that name it; null: none. */
  limitMet({ who }: Pick<Listener, "who">): string | null {
    if ((this.#openOf.get(who) ?? 0) >= STREAMS_PER_SUBJECT_MAX) {
      return `You have STREAMS_PER_SUBJECT_MAX (${STREAMS_PER_SUBJECT_MAX}) streams open, those of your API tokens included.`;
    }
    return this.#open >= STREAMS_MAX ? `STREAMS_MAX (${STREAMS_MAX}) streams are open.` : null;
  }

  /**
   * A stream of what comes after `lastEventId`, or from now on where there is none. It carries what the listener may
   * hear, and ends within a second once he may not listen any more.
   *
   * @returns null where {@link limitMet} names a limit, and once the hub stops
   */
  start(lastEventId: string | null, listener: Listener): ReadableStream<Uint8Array> | null {
    if (this.#ended || this.limitMet(listener) !== null) return null;
    this.#count(listener.who, 1);
    const reader = { gone: false };
    const leave = () => {
      if (!reader.gone) this.#count(listener.who, -1);
      reader.gone = true;
    };
    const events = this.#follow(lastEventId, listener, reader);
    const encoder = new TextEncoder();
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          // A log that cannot be read ends the stream; the browser comes back by itself.
          const next = await events.next().catch(() => ({ done: true }) as const);
          if (!next.done) return controller.enqueue(encoder.encode(next.value));
          if (!reader.gone) controller.close();
          leave();
        },
        cancel: () => {
          leave();
          this.#wake();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES_MAX }),
    );
  }

  /** Ends every stream; browsers come back after {@link RETRY_MS}. */
  end(): void {
    this.#ended = true;
    this.#unsubscribe();
    this.#wake();
  }

  #count(who: string, more: 1 | -1): void {
    this.#open += more;
    const own = (this.#openOf.get(who) ?? 0) + more;
    if (own > 0) this.#openOf.set(who, own);
    else this.#openOf.delete(who);
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  async *#follow(
    lastEventId: string | null,
    listener: Listener,
    reader: { readonly gone: boolean },
  ): AsyncGenerator<string, undefined> {
    let checkedAt = Date.now();
    let saidAt = checkedAt;
    let at = lastEventId === null ? await this.#recent.latest() : sequenceOf(lastEventId);
    yield `retry: ${RETRY_MS}\n: stream of changes after ${at}\n\n`;
    while (!this.#ended && !reader.gone) {
      // Asked to be woken before reading, so that a commit in between is not slept through.
      const { woken, forget } = this.#nextWake();
      try {
        const changes = at < 0 ? null : await this.#recent.after(at);
        if (changes === null) {
          at = await this.#recent.latest();
          yield resetAt(at);
          continue;
        }
        const isDue = Date.now() - checkedAt >= RECHECK_MS;
        if (isDue || changes.some(({ kind }) => ENDING.has(kind))) {
          if (!(await listener.isStillAllowed())) return undefined;
          checkedAt = Date.now();
        }
        at = changes.at(-1)?.sequence ?? at;
        const heard = await listener.hears(coalesce(changes));
        const text = heard.changes.map(textOf).join("") + (heard.reset ? resetAt(at) : "");
        if (text !== "") {
          saidAt = Date.now();
          yield text;
        } else if (Date.now() - saidAt >= KEEP_ALIVE_MS) {
          saidAt = Date.now();
          yield ": still here\n\n";
        }
        if (changes.length > 0) await pause(BATCH_INTERVAL_MS);
        else await within(woken, RECHECK_MS);
      } finally {
        forget();
      }
    }
    return undefined;
  }

  #nextWake(): { readonly woken: Promise<void>; forget(): void } {
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.#waiting.add(wake);
    return { woken, forget: () => this.#waiting.delete(wake) };
  }
}

function resetAt(sequence: number): string {
  return `event: reset\nid: ${sequence}\ndata: {}\n\n`;
}

function textOf({ kind, id, version, sequence }: Change): string {
  return `id: ${sequence}\nevent: ${kind}\ndata: ${JSON.stringify({ id, version })}\n\n`;
}

/** The sequence in a Last-Event-ID; below zero where it is none of ours. */
function sequenceOf(lastEventId: string): number {
  return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : -1;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** When `event` came, or after this time. */
function within(event: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void event.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
