import type { AgentTelemetry, FlowPoint, Signal, SignalFlow } from "@fleethub/api";
import type { ChartData, Series } from "../parts/chart";
import { bytes, percent, rate } from "../words/amounts";

/** Signals in the order of their colours. */
const SIGNALS: readonly Signal[] = ["traces", "metrics", "logs"];
const LINE = {
  traces: { tone: "s1" },
  metrics: { tone: "s2", dash: "dash" },
  logs: { tone: "s3", dash: "dot" },
} as const satisfies Record<Signal, Pick<Series, "tone" | "dash">>;

const MIB = 2 ** 20;

type Count = keyof SignalFlow;
type Marks = NonNullable<ChartData["marks"]>;

/** Signals that any of these points tells of. */
function signalsOf(points: readonly FlowPoint[]): readonly Signal[] {
  return SIGNALS.filter((signal) => points.some(({ signals }) => signals[signal] !== undefined));
}

const timesOf = (points: readonly FlowPoint[]) => points.map(({ at }) => Date.parse(at));

/** What each signal moved a second, counted as any of `counts` says. */
export function rateChart(
  points: readonly FlowPoint[],
  counts: readonly Count[],
  what: string,
  marks: Marks = [],
): ChartData {
  const series = signalsOf(points).map((signal): Series => {
    const values = points.map(({ signals, seconds }) => {
      const flow = signals[signal];
      if (flow === undefined) return null;
      return counts.reduce((sum, count) => sum + flow[count], 0) / seconds;
    });
    return { key: signal, label: labelled(signal, values), ...LINE[signal], values };
  });
  const now = series.map(({ label }) => label).join(", ");
  return {
    times: timesOf(points),
    series,
    marks,
    show: rate,
    sentence: `${what}: ${now || "nothing is known"}`,
  };
}

function labelled(signal: string, values: readonly (number | null)[]): string {
  const last = values.at(-1);
  return last === null || last === undefined ? signal : `${signal} ${rate(last)}`;
}

/** What did not get through, of all signals: failed and held, dropped, refused. */
export function lossChart(points: readonly FlowPoint[], marks: Marks = []): ChartData {
  const all = (counts: readonly Count[]) =>
    points.map(({ signals, seconds }) => {
      const flows = Object.values(signals);
      if (flows.length === 0) return null;
      const sum = flows.reduce(
        (items, flow) => items + counts.reduce((some, count) => some + flow[count], 0),
        0,
      );
      return sum / seconds;
    });
  const lines = [
    { key: "failed", label: "not sent", tone: "bad", values: all(["sendFailed", "held"]) },
    { key: "dropped", label: "dropped", tone: "s4", dash: "dash", values: all(["dropped"]) },
    { key: "refused", label: "refused", tone: "mute", dash: "dot", values: all(["refused"]) },
  ] as const;
  const series = lines.map((line) => ({ ...line, label: labelled(line.label, line.values) }));
  return {
    times: timesOf(points),
    series,
    marks,
    show: rate,
    sentence: `What did not get through: ${series.map(({ label }) => label).join(", ")}`,
  };
}

/** How full the queues of its exporters are together; null where none is told. */
export function queueChart(points: readonly FlowPoint[]): ChartData | null {
  const values = points.map(({ queue }) =>
    queue === null || queue.capacity === 0 ? null : queue.size / queue.capacity,
  );
  return single(
    points,
    values,
    { label: "taken", show: percent, what: "Queue of exporters" },
    { most: 1 },
  );
}

/** Bytes that the process holds; null where none are told. */
export function memoryChart(points: readonly FlowPoint[]): ChartData | null {
  const values = points.map(({ memoryBytes }) => memoryBytes);
  return single(points, values, { label: "held", show: bytes, what: "Memory" }, { unit: MIB });
}

/** Share of one core; null where it is not told. */
export function cpuChart(points: readonly FlowPoint[]): ChartData | null {
  const values = points.map(({ cpu }) => cpu);
  return single(points, values, { label: "of one core", show: percent, what: "Processor" });
}

function single(
  points: readonly FlowPoint[],
  values: readonly (number | null)[],
  words: { readonly label: string; readonly show: ChartData["show"]; readonly what: string },
  axis: Pick<ChartData, "most" | "unit"> = {},
): ChartData | null {
  const last = values.findLast((value) => value !== null);
  if (last === undefined || last === null) return null;
  const label = `${words.show(last)} ${words.label}`;
  return {
    times: timesOf(points),
    series: [{ key: words.label, label, tone: "s1", values }],
    show: words.show,
    sentence: `${words.what}: ${label}`,
    ...axis,
  };
}

/** Items a second of all signals together; null where none is told. */
export function itemsNow({
  itemsPerSecond,
}: Pick<AgentTelemetry, "itemsPerSecond">): number | null {
  const known = Object.values(itemsPerSecond);
  return known.length === 0 ? null : known.reduce((sum, items) => sum + items, 0);
}
