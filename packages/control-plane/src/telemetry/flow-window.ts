import type { Millis } from "@fleethub/fleet";
import {
  FLOW_COUNTS,
  FLOW_POINTS_MAX,
  type FlowPoint,
  type Signal,
  type SignalFlow,
  SIGNALS,
} from "../telemetry-model.js";

/** The newest points stay as they came in; older ones are put together to one a minute. */
export const FLOW_FINE_POINTS = 30;

const MINUTE_MS: Millis = 60_000;
/** Numbers of a row before those of its signals. */
const SPAN = 0;
const MEMORY = 1;
const CPU = 2;
const QUEUE_SIZE = 3;
const QUEUE_CAPACITY = 4;
const HEAD = 5;
const ROWS_AT_FIRST = 8;

/**
 * The rolling window of one agent, packed: ten thousand agents with full windows need megabytes in tens, not in
 * hundreds. Numbers have single precision, which is exact for counts to 16 million a point. Absent is NaN.
 */
export class FlowWindow {
  #at = new Float64Array(ROWS_AT_FIRST);
  #rows = new Float32Array(0);
  #signals: readonly Signal[] = [];
  #count = 0;
  /** Rows from the oldest on that stand for a minute already. */
  #coarse = 0;

  constructor(points: readonly FlowPoint[] = []) {
    this.#rows = new Float32Array(ROWS_AT_FIRST * this.#width);
    for (const point of points) this.add(point);
  }

  get size(): number {
    return this.#count;
  }

  /** Bytes of its arrays. */
  get sizeBytes(): number {
    return this.#at.byteLength + this.#rows.byteLength;
  }

  get #width(): number {
    return HEAD + this.#signals.length * FLOW_COUNTS.length;
  }

  /** Adds a point that is newer than all. One of no length is a part of the point before it. */
  add(point: FlowPoint): void {
    this.#makeRoomFor(point);
    this.#write(this.#count, point);
    this.#count += 1;
    if (point.spanMs === 0 && this.#count > 1) this.#merge(this.#count - 2);
    while (this.#coarse < this.#count - FLOW_FINE_POINTS) {
      const older = this.#coarse - 1;
      if (older >= 0 && this.#minute(older) === this.#minute(this.#coarse)) this.#merge(older);
      else this.#coarse += 1;
    }
    if (this.#count > FLOW_POINTS_MAX) this.#remove(0);
  }

  /** The newest points, oldest first; without `limit` all. */
  newest(limit: number = this.#count): readonly FlowPoint[] {
    const first = Math.max(0, this.#count - limit);
    return Array.from({ length: this.#count - first }, (_, index) => this.#read(first + index));
  }

  #minute(row: number): number {
    return Math.floor((this.#at[row] ?? 0) / MINUTE_MS);
  }

  #makeRoomFor(point: FlowPoint): void {
    const missing = SIGNALS.filter(
      (signal) => point.signals[signal] !== undefined && !this.#signals.includes(signal),
    );
    const isFull = this.#count === this.#at.length;
    if (missing.length === 0 && !isFull) return;
    const points = this.newest();
    const rows = isFull ? Math.min(this.#at.length * 2, FLOW_POINTS_MAX + 1) : this.#at.length;
    this.#signals = [...this.#signals, ...missing];
    this.#at = new Float64Array(rows);
    this.#rows = new Float32Array(rows * this.#width);
    points.forEach((known, row) => this.#write(row, known));
  }

  #write(row: number, { at, spanMs, memory, cpu, queue, signals }: FlowPoint): void {
    const start = row * this.#width;
    this.#at[row] = at;
    this.#rows[start + SPAN] = spanMs;
    this.#rows[start + MEMORY] = memory ?? Number.NaN;
    this.#rows[start + CPU] = cpu ?? Number.NaN;
    this.#rows[start + QUEUE_SIZE] = queue?.size ?? Number.NaN;
    this.#rows[start + QUEUE_CAPACITY] = queue?.capacity ?? Number.NaN;
    this.#signals.forEach((signal, place) => {
      FLOW_COUNTS.forEach((count, offset) => {
        const value = signals[signal]?.[count] ?? Number.NaN;
        this.#rows[start + HEAD + place * FLOW_COUNTS.length + offset] = value;
      });
    });
  }

  #read(row: number): FlowPoint {
    const rows = this.#rows;
    const start = row * this.#width;
    const signals: { [S in Signal]?: SignalFlow } = {};
    let column = start + HEAD;
    for (const signal of this.#signals) {
      const accepted = rows[column] ?? Number.NaN;
      if (!Number.isNaN(accepted)) {
        signals[signal] = {
          accepted,
          refused: rows[column + 1] ?? 0,
          sent: rows[column + 2] ?? 0,
          sendFailed: rows[column + 3] ?? 0,
          dropped: rows[column + 4] ?? 0,
          held: rows[column + 5] ?? 0,
        };
      }
      column += FLOW_COUNTS.length;
    }
    const memory = rows[start + MEMORY] ?? Number.NaN;
    const cpu = rows[start + CPU] ?? Number.NaN;
    const size = rows[start + QUEUE_SIZE] ?? Number.NaN;
    const capacity = rows[start + QUEUE_CAPACITY] ?? Number.NaN;
    return {
      at: this.#at[row] ?? 0,
      spanMs: rows[start + SPAN] ?? 0,
      signals,
      ...(Number.isNaN(memory) ? {} : { memory }),
      ...(Number.isNaN(cpu) ? {} : { cpu }),
      ...(Number.isNaN(size) ? {} : { queue: { size, capacity } }),
    };
  }

  /** Puts a row and the one after it together. */
  #merge(row: number): void {
    this.#write(row, mergedPoint(this.#read(row), this.#read(row + 1)));
    this.#remove(row + 1);
  }

  #remove(row: number): void {
    this.#at.copyWithin(row, row + 1, this.#count);
    this.#rows.copyWithin(row * this.#width, (row + 1) * this.#width, this.#count * this.#width);
    this.#count -= 1;
    if (row < this.#coarse) this.#coarse -= 1;
  }
}

/** Two stretches of time as one: counts are added, what is of the moment is the later one's. */
export function mergedPoint(a: FlowPoint, b: FlowPoint): FlowPoint {
  const signals: { [S in Signal]?: SignalFlow } = {};
  for (const signal of SIGNALS) {
    const [first, second] = [a.signals[signal], b.signals[signal]];
    const sum = first && second ? addFlows(first, second) : (first ?? second);
    if (sum !== undefined) signals[signal] = sum;
  }
  const spanMs = a.spanMs + b.spanMs;
  const memory = b.memory ?? a.memory;
  const queue = b.queue ?? a.queue;
  const cpu = meanCpu(a, b);
  return {
    at: b.at,
    spanMs,
    signals,
    ...(memory === undefined ? {} : { memory }),
    ...(cpu === undefined ? {} : { cpu }),
    ...(queue === undefined ? {} : { queue }),
  };
}

export function addFlows(a: SignalFlow, b: SignalFlow): SignalFlow {
  return {
    accepted: a.accepted + b.accepted,
    refused: a.refused + b.refused,
    sent: a.sent + b.sent,
    sendFailed: a.sendFailed + b.sendFailed,
    dropped: a.dropped + b.dropped,
    held: a.held + b.held,
  };
}

function meanCpu(a: FlowPoint, b: FlowPoint): number | undefined {
  if (a.cpu === undefined || b.cpu === undefined) return b.cpu ?? a.cpu;
  const span = a.spanMs + b.spanMs;
  return span === 0 ? b.cpu : (a.cpu * a.spanMs + b.cpu * b.spanMs) / span;
}
