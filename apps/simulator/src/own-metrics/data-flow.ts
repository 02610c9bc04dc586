import type { Faults } from "../agent/faults.js";
import type { CollectorConfig } from "../collector/config.js";
import type { Random } from "../random.js";

/** Requests that an exporter's queue holds, as a Collector has it by default. */
export const QUEUE_CAPACITY = 1000;

/** Items of one request of an exporter. */
const ITEMS_PER_REQUEST = 100;

/** Bytes that a Collector holds after its start, and how much more or less that is by chance. */
const MEMORY_BYTES = 60_000_000;

const ITEMS_OF = new Map([
  ["traces", "spans"],
  ["metrics", "metric_points"],
  ["logs", "log_records"],
]);

/** A count or a value of the moment, under the name and attributes of a real Collector. */
export interface OwnMetric {
  readonly name: string;
  readonly kind: "count" | "value";
  readonly value: number;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Exporter {
  sent: number;
  failed: number;
  dropped: number;
  /** Items that wait. */
  waiting: number;
}

/** What one run of a simulated Collector moved so far: begins anew with every start of the process. */
export class DataFlow {
  readonly startedAt: number;
  readonly #accepted = new Map<string, number>();
  readonly #exporters = new Map<string, Exporter>();
  #at: number;
  #cpuSeconds = 0;
  #memory: number;

  constructor(now: number, random: Random) {
    this.startedAt = now;
    this.#at = now;
    this.#memory = MEMORY_BYTES * (0.8 + 0.4 * random.next());
  }

  /** Lets data move until now, as the configuration and the faults have it. */
  advance(config: CollectorConfig, faults: Faults, itemsPerSecond: number, now: number): void {
    const seconds = (now - this.#at) / 1000;
    this.#at = now;
    const growth = faults.get("grows-memory")?.bytesPerSecond ?? 0;
    this.#memory += growth * seconds;
    this.#cpuSeconds += seconds * (0.005 + itemsPerSecond / 100_000);
    const items = faults.has("no-data") ? 0 : Math.round(itemsPerSecond * seconds);
    for (const { id, receivers, exporters } of config.pipelines) {
      const signal = id.split("/")[0] ?? id;
      if (!ITEMS_OF.has(signal) || receivers.length === 0) continue;
      for (const receiver of receivers) {
        const key = `${signal} ${receiver}`;
        this.#accepted.set(key, (this.#accepted.get(key) ?? 0) + items / receivers.length);
      }
      for (const exporter of exporters) {
        this.#export(
          `${signal} ${exporter}`,
          items,
          config.deadExporters.includes(exporter),
          faults,
        );
      }
    }
  }

  #export(key: string, items: number, isDead: boolean, faults: Faults): void {
    const exporter = this.#exporters.get(key) ?? { sent: 0, failed: 0, dropped: 0, waiting: 0 };
    this.#exporters.set(key, exporter);
    const lost = Math.round(items * (faults.get("drops-data")?.share ?? 0));
    exporter.dropped += lost;
    const backend = faults.get("dead-backend");
    if (backend?.givesUp === true) exporter.failed += items - lost;
    else if (backend !== undefined || isDead) {
      const room = QUEUE_CAPACITY * ITEMS_PER_REQUEST - exporter.waiting;
      const kept = Math.min(room, items - lost);
      exporter.waiting += kept;
      exporter.dropped += items - lost - kept;
    } else {
      exporter.sent += items - lost + exporter.waiting;
      exporter.waiting = 0;
    }
  }

  /** What an export would hold. As in a real Collector a count that never moved is not there. */
  metrics(): readonly OwnMetric[] {
    const count = (name: string, value: number, attributes = {}): OwnMetric => ({
      name: `otelcol_${name}`,
      kind: "count",
      value,
      attributes,
    });
    const value = (name: string, at: number, attributes = {}): OwnMetric => ({
      ...count(name, at, attributes),
      kind: "value",
    });
    const metrics = [
      count("process_cpu_seconds", this.#cpuSeconds),
      count("process_uptime", (this.#at - this.startedAt) / 1000),
      value("process_memory_rss", Math.round(this.#memory)),
    ];
    for (const [key, accepted] of this.#accepted) {
      const [signal = "", receiver = ""] = key.split(" ");
      const name = `receiver_accepted_${ITEMS_OF.get(signal)}`;
      metrics.push(count(name, Math.round(accepted), { receiver, transport: "" }));
    }
    for (const [key, { sent, failed, dropped, waiting }] of this.#exporters) {
      const [signal = "", exporter = ""] = key.split(" ");
      const items = ITEMS_OF.get(signal) ?? "";
      const queue = { exporter, data_type: signal };
      if (sent > 0) metrics.push(count(`exporter_sent_${items}`, sent, { exporter }));
      if (failed > 0) metrics.push(count(`exporter_send_failed_${items}`, failed, { exporter }));
      if (dropped > 0)
        metrics.push(count(`exporter_enqueue_failed_${items}`, dropped, { exporter }));
      metrics.push(value("exporter_queue_size", Math.ceil(waiting / ITEMS_PER_REQUEST), queue));
      metrics.push(value("exporter_queue_capacity", QUEUE_CAPACITY, queue));
    }
    return metrics;
  }
}
