import type { Millis } from "@fleethub/fleet";
import {
  FLOW_COUNTS,
  type FlowPoint,
  type Signal,
  type SignalFlow,
  SIGNALS,
} from "../telemetry-model.js";
import { type MetricMeaning, meaningOf } from "./metric-meaning.js";
import type { MetricReading } from "./readings.js";
import { SeriesBook, seriesKey } from "./series-book.js";
import type { ComponentFlow } from "./views.js";

/** A first export counts from the start of its process where that was at most this long ago. */
export const FIRST_SPAN_MS_MAX: Millis = 120_000;

/** What is remembered of an agent from one export to the next. */
export interface ExportMemory {
  readonly book: SeriesBook;
  /** Which part of what comes in each exporter sends, as long as its queue does not grow. */
  readonly usualParts: Map<string, number>;
  /** Time of the newest reading, by the agent's clock; null before the first. */
  lastAt: Millis | null;
}

export const newExportMemory = (): ExportMemory => ({
  book: new SeriesBook(),
  usualParts: new Map(),
  lastAt: null,
});

/** What an exporter sends less than usual while its queue grows counts as held back above this part of it. */
export const HELD_PART_MIN = 0.1;

/** One export, summed up. */
export interface FoldedExport {
  /** Without `at`, which is when it came here. Null: only what later ones are compared with. */
  readonly point: Omit<FlowPoint, "at"> | null;
  readonly components: readonly ComponentFlow[];
  /** Age of the process; null where it does not say. */
  readonly uptimeMs: Millis | null;
  /** It says something about data that is moved. */
  readonly countsItems: boolean;
}

type Counts = { -readonly [K in keyof SignalFlow]: number };

interface Part {
  readonly kind: ComponentFlow["kind"];
  readonly component: string;
  readonly signal: Signal;
  readonly counts: Counts;
  queue: { size: number; capacity: number; before: number | null } | null;
}

const noCounts = (): Counts => ({
  accepted: 0,
  refused: 0,
  sent: 0,
  sendFailed: 0,
  dropped: 0,
  held: 0,
});

/**
 * Sums up one export and remembers its counts. Null where it holds nothing that is followed, or nothing new: a repeated
 * export counts once.
 */
export function foldExport(
  memory: ExportMemory,
  readings: readonly MetricReading[],
): FoldedExport | null {
  const known = readings.flatMap((reading) => {
    const meaning = meaningOf(reading.name);
    return meaning === null ? [] : [{ reading, meaning }];
  });
  if (known.length === 0) return null;
  const at = Math.max(...known.map(({ reading }) => reading.at));
  const spanMs = spanOf(memory, known, at);
  const fold = new Fold(memory.usualParts);
  let isNew = false;
  for (const { reading, meaning } of known) {
    const counts = memory.lastAt !== null || spanMs !== null;
    const step = memory.book.take(seriesKey(reading), reading, counts);
    if (step === null) continue;
    isNew = true;
    fold.take(meaning, reading, step.amount, step.before);
  }
  if (!isNew) return null;
  memory.lastAt = at;
  return fold.result(spanMs);
}

/** Since the export before, or since the start of a process that is young; null: nothing to compare with. */
function spanOf(
  { lastAt }: ExportMemory,
  known: readonly { readonly reading: MetricReading }[],
  at: Millis,
): Millis | null {
  if (lastAt !== null && at >= lastAt) return at - lastAt;
  const starts = known.flatMap(({ reading }) =>
    reading.kind === "cumulative" && reading.startedAt > 0 ? [reading.startedAt] : [],
  );
  if (starts.length === 0) return null;
  const span = at - Math.min(...starts);
  return span >= 0 && span <= FIRST_SPAN_MS_MAX ? span : null;
}

class Fold {
  readonly #parts = new Map<string, Part>();
  readonly #usualParts: Map<string, number>;
  #memory: number | null = null;
  #cpuSeconds: number | null = null;
  #uptimeMs: Millis | null = null;

  constructor(usualParts: Map<string, number>) {
    this.#usualParts = usualParts;
  }

  take(
    meaning: MetricMeaning,
    reading: MetricReading,
    amount: number,
    before: number | null,
  ): void {
    const { attributes, value } = reading;
    if (meaning.kind === "items") {
      const id = attributes[meaning.component] ?? "";
      this.#part(meaning.component, id, meaning.signal).counts[meaning.count] += amount;
    } else if (meaning.kind === "memory") this.#memory = value;
    else if (meaning.kind === "cpu-seconds") this.#cpuSeconds = (this.#cpuSeconds ?? 0) + amount;
    else if (meaning.kind === "uptime-seconds") {
      if (reading.kind !== "delta") this.#uptimeMs = value * 1000;
    } else this.#takeQueue(meaning.kind, reading, before);
  }

  #takeQueue(kind: "queue-size" | "queue-capacity", reading: MetricReading, before: number | null) {
    const signal = SIGNALS.find((each) => each === reading.attributes["data_type"]);
    if (signal === undefined) return;
    const part = this.#part("exporter", reading.attributes["exporter"] ?? "", signal);
    part.queue ??= { size: 0, capacity: 0, before: null };
    if (kind === "queue-capacity") part.queue.capacity = reading.value;
    else {
      part.queue.size = reading.value;
      part.queue.before = before;
    }
  }

  #part(kind: Part["kind"], component: string, signal: Signal): Part {
    const key = `${kind} ${signal} ${component}`;
    const known = this.#parts.get(key);
    if (known !== undefined) return known;
    const made: Part = { kind, component, signal, counts: noCounts(), queue: null };
    this.#parts.set(key, made);
    return made;
  }

  result(spanMs: Millis | null): FoldedExport {
    const parts = [...this.#parts.values()];
    this.#holdBack(parts);
    const queues = parts.flatMap(({ queue }) => queue ?? []);
    const size = queues.reduce((sum, queue) => sum + queue.size, 0);
    const capacity = queues.reduce((sum, queue) => sum + queue.capacity, 0);
    const cpu = this.#cpuSeconds;
    const point =
      spanMs === null
        ? null
        : {
            spanMs,
            signals: bySignal(parts),
            ...(this.#memory === null ? {} : { memory: this.#memory }),
            ...(cpu === null || spanMs === 0 ? {} : { cpu: (cpu * 1000) / spanMs }),
            ...(queues.length === 0 ? {} : { queue: { size, capacity } }),
          };
    return {
      point,
      components: parts.map((part) => componentOf(part, spanMs ?? 0)),
      uptimeMs: this.#uptimeMs,
      countsItems: parts.length > 0,
    };
  }

  /**
   * An exporter whose queue grows while it sends less than usual, or whose queue does not get shorter while nothing
   * leaves it in either way.
   */
  #holdBack(parts: readonly Part[]): void {
    for (const { kind, component, signal, counts, queue } of parts) {
      if (kind !== "exporter" || queue === null) continue;
      const accepted = parts
        .filter((other) => other.kind === "receiver" && other.signal === signal)
        .reduce((sum, other) => sum + other.counts.accepted, 0);
      const key = `${signal} ${component}`;
      const left = counts.sent + counts.sendFailed;
      const usual = this.#usualParts.get(key);
      const before = queue.before ?? 0;
      if (left === 0 && queue.size > 0 && queue.size >= before) {
        counts.held = accepted * (usual ?? 1);
      } else if (queue.size > before && usual !== undefined) {
        const missing = accepted * usual - left;
        if (missing > accepted * usual * HELD_PART_MIN) counts.held = missing;
      } else if (accepted > 0 && left > 0) this.#usualParts.set(key, left / accepted);
    }
  }
}

function bySignal(parts: readonly Part[]): FlowPoint["signals"] {
  const signals: { [S in Signal]?: Counts } = {};
  for (const signal of SIGNALS) {
    for (const part of parts) {
      if (part.signal !== signal) continue;
      const sum = (signals[signal] ??= noCounts());
      for (const count of FLOW_COUNTS) sum[count] += part.counts[count];
    }
  }
  return signals;
}

function componentOf({ kind, component, signal, counts, queue }: Part, spanMs: Millis) {
  const held = queue === null ? null : { size: queue.size, capacity: queue.capacity };
  return { kind, component, signal, ...counts, spanMs, queue: held };
}
