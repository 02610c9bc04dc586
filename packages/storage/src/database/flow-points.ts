import { type FlowPoint, SIGNALS, type Signal, type SignalFlow } from "@fleethub/control-plane";
import { PackedReader, PackedWriter } from "./packed-numbers.js";

/** The first number of what is packed. Anything else is of another version, and its points are left out. */
const FORMAT = 1;

const FLOW_FIELDS = ["accepted", "refused", "sent", "sendFailed", "dropped", "held"] as const;

/** Bits of what a point reports: one for each signal, then these. */
const [MEMORY, CPU, QUEUE] = [8, 16, 32] as const;

/** Points column by column, without loss: about 15 bytes for a point of one signal. */
export function packPoints(points: readonly FlowPoint[]): Uint8Array {
  const writer = new PackedWriter();
  writer.natural(FORMAT);
  writer.natural(points.length);
  writer.column(points.map(({ at }) => at));
  writer.column(points.map(({ spanMs }) => spanMs));
  writer.column(points.map(reportedBy));
  for (const signal of SIGNALS) {
    const flows = given(points, ({ signals }) => signals[signal]);
    const accepted = flows.map((flow) => flow.accepted);
    for (const field of FLOW_FIELDS) {
      const values = field === "accepted" ? accepted : flows.map((flow) => flow[field]);
      writer.column(values, field === "sent" ? accepted : undefined);
    }
  }
  writer.column(given(points, ({ memory }) => memory));
  writer.column(given(points, ({ cpu }) => cpu));
  const queues = given(points, ({ queue }) => queue);
  writer.column(queues.map(({ size }) => size));
  writer.column(queues.map(({ capacity }) => capacity));
  return writer.bytes();
}

/** What those points report that report it. */
function given<T>(
  points: readonly FlowPoint[],
  read: (point: FlowPoint) => T | undefined,
): readonly T[] {
  const found: T[] = [];
  for (const point of points) {
    const value = read(point);
    if (value !== undefined) found.push(value);
  }
  return found;
}

/** The points that {@link packPoints} was given. */
export function unpackPoints(bytes: Uint8Array): readonly FlowPoint[] {
  const reader = new PackedReader(bytes);
  if (reader.natural() !== FORMAT) return [];
  const count = reader.natural();
  const times = reader.column(count);
  const spans = reader.column(count);
  const masks = reader.column(count);
  const counted = (bit: number) => masks.filter((mask) => (mask & bit) !== 0).length;
  const flows = SIGNALS.map((_signal, place) => flowsOf(reader, counted(1 << place)).values());
  const memories = reader.column(counted(MEMORY)).values();
  const cpus = reader.column(counted(CPU)).values();
  const sizes = reader.column(counted(QUEUE));
  const capacities = reader.column(counted(QUEUE));
  const queues = sizes.map((size, place) => ({ size, capacity: capacities[place] ?? 0 })).values();
  return times.map((at, place): FlowPoint => {
    const mask = masks[place] ?? 0;
    const next = <T>(bit: number, from: Iterator<T>): T | undefined =>
      (mask & bit) === 0 ? undefined : from.next().value;
    const signals: { [S in Signal]?: SignalFlow } = {};
    for (const [index, signal] of SIGNALS.entries()) {
      const flow = next(1 << index, flows[index] ?? [].values());
      if (flow !== undefined) signals[signal] = flow;
    }
    const memory = next(MEMORY, memories);
    const cpu = next(CPU, cpus);
    const queue = next(QUEUE, queues);
    return {
      at,
      spanMs: spans[place] ?? 0,
      signals,
      ...(memory === undefined ? {} : { memory }),
      ...(cpu === undefined ? {} : { cpu }),
      ...(queue === undefined ? {} : { queue }),
    };
  });
}

function reportedBy({ signals, memory, cpu, queue }: FlowPoint): number {
  let mask = 0;
  for (const [place, signal] of SIGNALS.entries()) {
    if (signals[signal] !== undefined) mask |= 1 << place;
  }
  if (memory !== undefined) mask |= MEMORY;
  if (cpu !== undefined) mask |= CPU;
  return queue === undefined ? mask : mask | QUEUE;
}

function flowsOf(reader: PackedReader, count: number): readonly SignalFlow[] {
  const columns: { -readonly [F in keyof SignalFlow]?: readonly number[] } = {};
  for (const field of FLOW_FIELDS) {
    columns[field] = reader.column(count, field === "sent" ? columns.accepted : undefined);
  }
  const at = (field: keyof SignalFlow, place: number) => columns[field]?.[place] ?? 0;
  return Array.from({ length: count }, (_item, place) => ({
    accepted: at("accepted", place),
    refused: at("refused", place),
    sent: at("sent", place),
    sendFailed: at("sendFailed", place),
    dropped: at("dropped", place),
    held: at("held", place),
  }));
}
