import postgres from "postgres";
import { CHANGES_CHANNEL } from "../write/append-log.js";

export interface ListenOptions {
  /** Opens a client of one connection. */
  connect(handlers: {
    onnotify(channel: string, payload: string): void;
    onclose(): void;
  }): postgres.Sql;
  /** A commit of any hub reached this sequence. */
  notified(sequence: number): void;
  /** Listening began anew: commits may have been missed. */
  resumed(): void;
  /** Between two attempts to listen again. */
  readonly retryMs: number;
  /** Between two checks of the line. */
  readonly checkMs: number;
  /** Until a check that is not answered counts as a broken line. */
  readonly answerMs: number;
}

/**
 * Holds one connection that listens for commits. When it breaks, another is opened until that works; a
 * check finds a line that was cut without a word.
 */
export class CommitListener {
  readonly #options: ListenOptions;
  #sql: postgres.Sql | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ListenOptions) {
    this.#options = options;
  }

  /** Listens on a new connection; a failure is tried again later. Never rejects. */
  async start(): Promise<void> {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#drop();
    const { notified, resumed, retryMs, checkMs } = this.#options;
    const sql = this.#options.connect({
      onnotify: (_channel, payload) => notified(Number(payload)),
      onclose: () => {
        if (this.#sql === sql) this.#again(() => this.start(), retryMs);
      },
    });
    this.#sql = sql;
    try {
      await this.#answered(sql.unsafe(`listen ${CHANGES_CHANNEL}`));
    } catch {
      if (this.#sql === sql) this.#again(() => this.start(), retryMs);
      return;
    }
    if (this.#sql !== sql) return;
    this.#again(() => this.#check(sql), checkMs);
    resumed();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  async #check(sql: postgres.Sql): Promise<void> {
    try {
      await this.#answered(sql.unsafe("select 1"));
    } catch {
      await this.start();
      return;
    }
    if (this.#sql === sql) this.#again(() => this.#check(sql), this.#options.checkMs);
  }

  async #answered(asked: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("No answer.")), this.#options.answerMs);
    });
    try {
      await Promise.race([asked, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  #drop(): void {
    const sql = this.#sql;
    this.#sql = undefined;
    void sql?.end({ timeout: 0 }).catch(() => {});
  }

  #again(run: () => Promise<void>, afterMs: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void run(), afterMs);
    this.#timer.unref();
  }
}
