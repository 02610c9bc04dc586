import type { ComponentHealth } from "@fleethub/opamp";
import type { CollectorConfig } from "../collector/config.js";
import {
  collectorHealth,
  exitedHealth,
  idleHealth,
  noHealth,
  type StatusWord,
} from "../collector/health.js";
import type { Faults } from "./faults.js";
import type { World } from "./world.js";

export type CollectorState = "not-started" | "running" | "crashing" | "idle";

/**
 * The Collector under a supervisor: which configuration it has, and what can be said about its
 * health at this moment. It ends and starts as it is told; only its crash loop has a life of its own.
 */
export class CollectorProcess {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #say: (health: ComponentHealth) => void;
  #config: CollectorConfig;
  #state: CollectorState = "not-started";
  #pid: number;
  #startedAtMs = 0;
  #cancelRestart: (() => void) | undefined;

  /** @param say reports health that changed by itself */
  constructor(
    world: World,
    faults: Faults,
    start: { readonly config: CollectorConfig; readonly pid: number },
    say: (health: ComponentHealth) => void,
  ) {
    this.#world = world;
    this.#faults = faults;
    this.#config = start.config;
    this.#pid = start.pid;
    this.#say = say;
  }

  /** When the running process was started. */
  get startedAtMs(): number {
    return this.#startedAtMs;
  }

  get state(): CollectorState {
    return this.#state;
  }

  /** What it was last given. */
  get configured(): CollectorConfig {
    return this.#config;
  }

  /** What it shows: what it was given, unless it drifted from that. */
  get shown(): CollectorConfig {
    const drift = this.#faults.get("drifts");
    if (!drift) return this.#config;
    const read = this.#world.readConfig([drift.config]);
    return read.ok ? read.config : this.#config;
  }

  run(config: CollectorConfig): void {
    this.endLoop();
    this.#config = config;
    this.#pid += 1;
    this.#startedAtMs = this.#world.now();
    this.#state = "running";
  }

  /** Takes a configuration without starting anything yet. */
  take(config: CollectorConfig): void {
    this.#config = config;
  }

  idle(config: CollectorConfig): void {
    this.endLoop();
    this.#config = config;
    this.#state = "idle";
  }

  /** Ends by itself, and again after every restart. The caller reports the first time. */
  crash(): void {
    this.endLoop();
    this.#state = "crashing";
    const again = () => {
      this.#cancelRestart = this.#world.after(this.#world.options.restartDelayMs, () => {
        this.#pid += 1;
        this.#say(this.health());
        again();
      });
    };
    this.#pid += 1;
    again();
  }

  health(): ComponentHealth {
    switch (this.#state) {
      case "not-started":
        return noHealth();
      case "idle":
        return idleHealth();
      case "crashing":
        return exitedHealth(this.#pid);
      case "running": {
        const exporter = this.#faults.get("unhealthy-exporter");
        const whole = this.#faults.get("unhealthy");
        return collectorHealth(this.shown, {
          status: "StatusOK",
          atMs: this.#startedAtMs,
          startedAtMs: this.#startedAtMs,
          ...(exporter && { exporterError: exporter.message ?? "connection refused" }),
          ...(whole && { error: whole.message ?? "simulated failure" }),
        });
      }
    }
  }

  /** The tree on the way to or from StatusOK. */
  passing(status: StatusWord, pipelinesShown?: number): ComponentHealth {
    return collectorHealth(this.shown, {
      status,
      atMs: this.#world.now(),
      ...(pipelinesShown !== undefined && { pipelinesShown }),
    });
  }

  /** No more restarts by itself. */
  endLoop(): void {
    this.#cancelRestart?.();
    this.#cancelRestart = undefined;
  }
}
