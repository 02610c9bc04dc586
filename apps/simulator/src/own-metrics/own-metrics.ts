import type { Faults } from "../agent/faults.js";
import type { World } from "../agent/world.js";
import type { CollectorProcess } from "../agent/collector-process.js";
import type { Random } from "../random.js";
import { DataFlow } from "./data-flow.js";
import { otlpJson } from "./otlp-json.js";

/** The agent whose Collector is measured. */
export interface Measured {
  readonly world: World;
  readonly faults: Faults;
  readonly collector: CollectorProcess;
  readonly random: Random;
  /** Attributes of the resource, the instance UID in force among them. */
  resource(): Readonly<Record<string, string>>;
}

/**
 * Sends a simulated Collector's own metrics where the hub said, at the end of every interval and when the simulation
 * ends. Each start of the Collector begins its counts anew. What cannot be delivered is lost, as with a real one.
 */
export class OwnMetrics {
  readonly #measured: Measured;
  /** Each agent has more or less to do than the others. */
  readonly #itemsPerSecond: number;
  #endpoint: string | null = null;
  #headers: Readonly<Record<string, string>> = {};
  #flow: DataFlow | null = null;
  #disarm = () => {};

  constructor(measured: Measured) {
    this.#measured = measured;
    const { itemsPerSecond } = measured.world.options;
    this.#itemsPerSecond = itemsPerSecond * (0.5 + measured.random.next());
  }

  /** Null while nothing is sent. */
  get endpoint(): string | null {
    return this.#endpoint;
  }

  /** Sends to this URL with these headers from now on; empty or null: nowhere. */
  sendTo(endpoint: string | null, headers: Readonly<Record<string, string>> = {}): void {
    this.#endpoint = endpoint === "" ? null : endpoint;
    this.#headers = headers;
    this.#disarm();
    if (this.#endpoint !== null) this.#later(this.#measured.random.next());
  }

  stop(): void {
    this.#export();
    this.#disarm();
    this.#endpoint = null;
  }

  #later(share = 1): void {
    const { world } = this.#measured;
    this.#disarm = world.after(world.options.ownMetricsSeconds * 1000 * share, () => {
      this.#later();
      this.#export();
    });
  }

  #export(): void {
    const { world, collector, faults, random } = this.#measured;
    if (this.#endpoint === null || faults.has("silent") || faults.has("offline")) return;
    if (collector.state !== "running") {
      this.#flow = null;
      return;
    }
    const now = world.now();
    const isOld = this.#flow?.startedAt !== collector.startedAtMs;
    const flow =
      this.#flow === null || isOld ? new DataFlow(collector.startedAtMs, random) : this.#flow;
    this.#flow = flow;
    flow.advance(collector.shown, faults, this.#itemsPerSecond, now);
    const { resource } = this.#measured;
    const json = otlpJson(resource(), flow.metrics(), flow.startedAt, now);
    world.post(this.#endpoint, json, this.#headers);
  }
}
