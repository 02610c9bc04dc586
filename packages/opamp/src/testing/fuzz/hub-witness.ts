import { once } from "node:events";
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
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
/** Heartbeats before others may begin: the hub writes down an agent that it did not know. */
const HEARTBEATS_BEFORE = 10;

/** What was seen of the hub while others sent it what they liked. */
export interface Witnessed {
  readonly heartbeats: number;
  readonly slowestMs: number;
  /** Resident memory of the hub, before and at most. */
  readonly memoryMibBefore: number;
  readonly memoryMib: number;
  /** What must not have been, the first of it. */
  readonly complaint: string | undefined;
}

/** An agent that behaves, and looks at the hub's memory and health meanwhile. */
export class HubWitness {
  readonly #url: string;
  readonly #pid: number;
  /** How late this process itself is, which the hub is not blamed for. */
  readonly #lateness = monitorEventLoopDelay({ resolution: 10 });
  #memoryMibBefore = 0;
  #heartbeats = 0;
  #slowestMs = 0;
  #memoryMib = 0;
  #complaint: string | undefined;
  #isOver = false;
  #watching: Promise<void> = Promise.resolve();

  constructor(url: string, pid: number) {
    this.#url = url;
    this.#pid = pid;
  }

  get complaint(): string | undefined {
    return this.#complaint;
  }

  /** Resolves when the hub knows this agent and answers it quickly. */
  async start(): Promise<void> {
    const socket = new WebSocket(this.#url);
    await once(socket, "open");
    for (let count = 0; count < HEARTBEATS_BEFORE; count += 1) {
      await this.#beat(socket);
      this.#slowestMs = 0;
    }
    this.#complaint = undefined;
    this.#memoryMibBefore = memoryMib(this.#pid);
    this.#lateness.enable();
    this.#watching = this.#watch(socket).catch((error: unknown) => this.#complain(String(error)));
  }

  async stop(): Promise<Witnessed> {
    this.#isOver = true;
    await this.#watching;
    return {
      heartbeats: this.#heartbeats,
      slowestMs: this.#slowestMs,
      memoryMibBefore: this.#memoryMibBefore,
      memoryMib: this.#memoryMib,
      complaint: this.#complaint,
    };
  }

  async #watch(socket: WebSocket): Promise<void> {
    socket.on("close", (code) => {
      if (!this.#isOver) this.#complain(`the socket of another agent was closed with ${code}`);
    });
    const health = this.#url.replace("ws:", "http:").replace(/\/v1\/opamp$/, "/healthz");
    while (!this.#isOver && this.#complaint === undefined) {
      await this.#beat(socket);
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

  async #beat(socket: WebSocket): Promise<void> {
    const startedAt = performance.now();
    socket.send(this.#heartbeat());
    await once(socket, "message", { signal: AbortSignal.timeout(30 * ANSWER_MS_MAX) });
    this.#took(performance.now() - startedAt, "a heartbeat of another agent");
    this.#heartbeats += 1;
  }

  #heartbeat(): Uint8Array {
    const number = this.#heartbeats;
    const sequence = [0x10, (number & 0x7f) | 0x80, ((number >> 7) & 0x7f) | 0x80, number >> 14];
    return join(fromHex(`000a10${UID}`), Uint8Array.from(sequence), fromHex("20c550"));
  }

  #took(wallMs: number, what: string): void {
    const ms = Math.max(0, wallMs - this.#lateness.max / 1e6);
    this.#lateness.reset();
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
