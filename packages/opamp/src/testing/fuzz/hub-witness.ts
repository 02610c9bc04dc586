import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { fromHex } from "../hex.js";
import { join } from "./mutate.js";

/** The longest that another agent may wait for its answer. */
export const ANSWER_MS_MAX = 1000;
/** Memory that the hub may have in use beyond what it had before. */
export const MEMORY_GROWTH_MIB_MAX = 768;

const UID = "0192f0a0b0c07d0e8f00aaaaaaaaaaaa";
const BETWEEN_HEARTBEATS_MS = 100;

/** What was seen of the hub while others sent it what they liked. */
export interface Witnessed {
  readonly heartbeats: number;
  readonly slowestMs: number;
  readonly memoryMib: number;
  /** What must not have been, the first of it. */
  readonly complaint: string | undefined;
}

/** An agent that behaves, and looks at the hub's memory and health meanwhile. */
export class HubWitness {
  readonly #url: string;
  readonly #pid: number;
  readonly #memoryMibBefore: number;
  #heartbeats = 0;
  #slowestMs = 0;
  #memoryMib = 0;
  #complaint: string | undefined;
  #isOver = false;
  #watching: Promise<void> = Promise.resolve();

  constructor(url: string, pid: number) {
    this.#url = url;
    this.#pid = pid;
    this.#memoryMibBefore = memoryMib(pid);
  }

  get complaint(): string | undefined {
    return this.#complaint;
  }

  start(): void {
    this.#watching = this.#watch().catch((error: unknown) => this.#complain(String(error)));
  }

  async stop(): Promise<Witnessed> {
    this.#isOver = true;
    await this.#watching;
    return {
      heartbeats: this.#heartbeats,
      slowestMs: this.#slowestMs,
      memoryMib: this.#memoryMib,
      complaint: this.#complaint,
    };
  }

  async #watch(): Promise<void> {
    const socket = new WebSocket(this.#url);
    await once(socket, "open");
    socket.on("close", (code) => {
      if (!this.#isOver) this.#complain(`the socket of another agent was closed with ${code}`);
    });
    const health = this.#url.replace("ws:", "http:").replace(/\/v1\/opamp$/, "/healthz");
    while (!this.#isOver && this.#complaint === undefined) {
      const startedAt = performance.now();
      socket.send(this.#heartbeat());
      await once(socket, "message", { signal: AbortSignal.timeout(30 * ANSWER_MS_MAX) });
      this.#took(performance.now() - startedAt, "a heartbeat of another agent");
      this.#heartbeats += 1;
      if (this.#heartbeats % 20 === 0) {
        const askedAt = performance.now();
        if (!(await fetch(health)).ok) this.#complain("/healthz says no");
        this.#took(performance.now() - askedAt, "/healthz");
      }
      this.#memoryMib = Math.max(this.#memoryMib, memoryMib(this.#pid));
      if (this.#memoryMib > this.#memoryMibBefore + MEMORY_GROWTH_MIB_MAX) {
        this.#complain(`the hub has ${this.#memoryMib} MiB, ${this.#memoryMibBefore} before`);
      }
      await sleep(BETWEEN_HEARTBEATS_MS);
    }
    socket.terminate();
  }

  #heartbeat(): Uint8Array {
    const number = this.#heartbeats;
    const sequence = [0x10, (number & 0x7f) | 0x80, ((number >> 7) & 0x7f) | 0x80, number >> 14];
    return join(fromHex(`000a10${UID}`), Uint8Array.from(sequence), fromHex("20c550"));
  }

  #took(ms: number, what: string): void {
    this.#slowestMs = Math.max(this.#slowestMs, ms);
    if (ms > ANSWER_MS_MAX) this.#complain(`${what} was answered after ${Math.round(ms)} ms`);
  }

  #complain(what: string): void {
    this.#complaint ??= what;
  }
}

/** Resident memory of a process; fails where the process is gone. */
function memoryMib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  if (kib === undefined) throw new Error("the hub is gone");
  return Math.round(Number(kib) / 1024);
}
