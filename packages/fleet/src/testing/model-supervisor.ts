import type { ReplyContent } from "../index.js";
import type { Parts } from "./scene.js";

/** What the model's configurations do; the name's first word tells. */
export type Fate = "good" | "bad" | "refused" | "late" | "local";

export function fateOf(hash: string): Fate {
  const word = hash.split("-")[0];
  return word === "bad" || word === "refused" || word === "late" || word === "local"
    ? word
    : "good";
}

const REFUSED = "configuration validation failed: unknown type";
const EXITED = "Agent exited unexpectedly with exit code 1 while applying configuration";
const APPLY_MS = 5_000;
const CRASH_MS = 5_000;

/**
 * A supervisor as the real one was seen to be: APPLYING, noise, APPLIED after five seconds; a crash loop after a bad
 * config; APPLIED at once, and falsely, when the same bad hash comes again; nothing at all when the same good one does.
 */
export class ModelSupervisor {
  seq = -1n;
  connection = 1;
  lastHash: string | null = null;
  status: readonly [string | null, "unset" | "applied" | "applying" | "failed", string?] = [
    null,
    "unset",
  ];
  running = "own";
  up = true;
  private due: { at: number; run: () => void }[] = [];

  constructor(
    private readonly now: () => number,
    /** Sends one message; it may be lost on the way, which the supervisor does not learn. */
    private readonly send: (parts: Parts) => void,
  ) {}

  say(parts: Parts): void {
    this.seq += 1n;
    this.send(parts);
  }

  full(health: Parts["health"] = this.up ? "ok" : "exited"): Parts {
    return {
      description: true,
      health,
      status: this.status,
      effective: `running ${this.running}`,
    };
  }

  hear(content: ReplyContent): void {
    if (content.fullState) this.say(this.full());
    if (content.offer) this.take(content.offer.hash);
  }

  /** The process ends and starts anew: its sequence too, and the config it was given last. */
  restart(): void {
    this.seq = -1n;
    this.connection += 1;
    this.due = [];
    this.running = this.lastHash ?? "own";
    this.up = !this.isBroken();
    // Where it was applying it says so for ever: nobody finishes that.
    this.say(this.full("{}"));
    if (this.up) this.say({ health: "ok" });
    else this.crashOn();
  }

  nextDue(): number {
    return Math.min(...this.due.map(({ at }) => at));
  }

  runDue(): void {
    const ready = this.due.filter(({ at }) => at <= this.now());
    this.due = this.due.filter(({ at }) => at > this.now());
    for (const { run } of ready) run();
  }

  private take(hash: string): void {
    if (hash === this.lastHash) {
      if (this.isBroken() && this.status[1] === "failed") {
        this.status = [hash, "applied"];
        this.say({ status: this.status });
      }
      return;
    }
    this.lastHash = hash;
    if (fateOf(hash) === "refused") {
      if (this.up) this.due = [];
      this.status = [hash, "failed", REFUSED];
      this.say({ status: this.status });
      return;
    }
    this.due = [];
    this.status = [hash, "applying"];
    this.say({ status: this.status, effective: `running ${this.running}` });
    this.running = hash;
    this.say({ health: "{}" });
    this.say({ health: "starting" });
    this.finish(hash);
  }

  private finish(hash: string): void {
    if (fateOf(hash) === "bad" || fateOf(hash) === "refused") {
      this.up = false;
      this.say({ health: "exited" });
      this.status = [hash, "failed", EXITED];
      this.say({ status: this.status });
      this.crashOn();
      return;
    }
    this.up = true;
    this.say({ health: "ok", effective: `running ${hash}` });
    this.later(APPLY_MS, () => {
      this.status = [hash, "applied"];
      this.say({ status: this.status });
      if (fateOf(hash) !== "late") return;
      this.up = false;
      this.say({ health: "exited" });
      this.crashOn();
    });
  }

  /** Down, restarted every few seconds, for ever. */
  private crashOn(): void {
    this.later(CRASH_MS, () => {
      this.say({ health: "exited" });
      this.crashOn();
    });
  }

  private isBroken(): boolean {
    return fateOf(this.running) !== "good" && fateOf(this.running) !== "local";
  }

  private later(ms: number, run: () => void): void {
    this.due.push({ at: this.now() + ms, run });
  }
}
