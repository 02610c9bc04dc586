import type { Worker } from "node:worker_threads";
import { StoreUnavailable } from "@fleethub/control-plane";
import type { EngineOptions } from "./engine.js";
import type { CallMessage, WorkerMessage } from "./protocol.js";
import { startWorker } from "./worker-entry.js";

/** Until a thread that ended by itself is started again. */
const RESTART_MS = 500;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The database in a thread of its own. A thread that dies is replaced; its calls reject. */
export class RemoteEngine {
  readonly #options: EngineOptions;
  readonly #hint: () => void;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #ready = false;
  #closed = false;
  #nextId = 1;

  constructor(options: EngineOptions, hint: () => void) {
    this.#options = options;
    this.#hint = hint;
  }

  get ready(): boolean {
    return this.#ready;
  }

  /** Resolves with null when the database is open, else with the reason. */
  async start(): Promise<string | null> {
    const worker = startWorker({ workerData: this.#options, name: "fleethub-database" });
    this.#worker = worker;
    return new Promise((resolve) => {
      worker.on("message", (message: WorkerMessage) => {
        if (message.kind === "ready") {
          this.#ready = true;
          resolve(null);
        } else if (message.kind === "failed") {
          resolve(message.reason);
          void worker.terminate();
        } else this.#receive(message);
      });
      worker.on("error", (error) => resolve(error.message));
      worker.on("exit", () => {
        resolve("The thread of the database ended.");
        this.#exited(worker);
      });
    });
  }

  call(port: CallMessage["port"], method: string, args: readonly unknown[]): Promise<unknown> {
    const worker = this.#worker;
    if (this.#closed || !this.#ready || worker === undefined) {
      const reason = this.#closed ? "was closed" : "is starting again";
      return Promise.reject(new StoreUnavailable(`The embedded database ${reason}.`));
    }
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage({ id, port, method, args });
    });
  }

  /** Lets calls that are under way end, then the thread. */
  async close(): Promise<void> {
    if (this.#closed) return;
    const ended = this.#ready ? this.call("store", "close", []).catch(() => {}) : undefined;
    this.#closed = true;
    await ended;
    await this.#worker?.terminate();
  }

  #receive(message: WorkerMessage): void {
    if (message.kind === "hint") this.#hint();
    if (message.kind !== "answer" && message.kind !== "error") return;
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.kind === "answer") pending?.resolve(message.value);
    else {
      const error = new Error(message.message);
      if (message.stack !== undefined) error.stack = message.stack;
      pending?.reject(error);
    }
  }

  #exited(worker: Worker): void {
    if (this.#worker !== worker) return;
    const wasReady = this.#ready;
    this.#ready = false;
    for (const { reject } of this.#pending.values()) {
      reject(new StoreUnavailable("The embedded database ended while it was asked."));
    }
    this.#pending.clear();
    if (this.#closed || !wasReady) return;
    setTimeout(() => void this.#restart(), RESTART_MS).unref();
  }

  async #restart(): Promise<void> {
    if (this.#closed) return;
    const reason = await this.start();
    if (reason === null) this.#hint();
    else if (!this.#closed) setTimeout(() => void this.#restart(), RESTART_MS).unref();
  }
}
