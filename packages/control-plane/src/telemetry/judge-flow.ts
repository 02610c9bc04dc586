import type { Millis } from "@fleethub/fleet";
import { type FlowPoint, type FlowWord, type Signal, SIGNALS } from "../telemetry-model.js";
import { itemsOf, sayCount, sayRate, sayShare, saySpan } from "./amounts.js";
import { addFlows } from "./flow-window.js";
import type { ComponentFlow } from "./views.js";

/** Above this share of what was to leave, an agent loses data. */
export const LOSING_SHARE = 0.01;

/** The newest points that tell whether data is lost: two intervals. */
export const LOSING_POINTS = 2;

/** Exports without any item, after which a path that usually moves data is silent. */
export const SILENT_POINTS = 5;
/** And at least so long. */
export const SILENT_MS_MIN: Millis = 60_000;

/** Points before the silence that say what is usual, and how many of them must have moved something. */
export const BASELINE_POINTS_MIN = 10;
export const BASELINE_SHARE_MIN = 0.8;

/** Intervals without any export after which nothing is known any more, and at least how long that is. */
export const STALE_INTERVALS = 5;
export const STALE_MS_MIN: Millis = 180_000;

export interface FlowVerdict {
  readonly word: FlowWord;
  readonly reason: string;
}

/** What a verdict is drawn from. */
export interface FlowFacts {
  /** The newest points, oldest first; without a limit all that are kept. */
  newest(limit?: number): readonly FlowPoint[];
  /** Of the newest export; empty where they are not known. */
  readonly components: readonly ComponentFlow[];
  /** The verdict so far. */
  readonly before: FlowVerdict;
}

/** Everything that came in or went out, or tried to. */
export function movedItems(point: FlowPoint): number {
  let items = 0;
  for (const signal of SIGNALS) {
    const flow = point.signals[signal];
    if (flow !== undefined) items += flow.accepted + flow.refused + flow.sent + flow.sendFailed;
  }
  return items;
}

/** What the newest export means, in a word and a line. */
export function judgeFlow({ newest: newestOf, components, before }: FlowFacts): FlowVerdict {
  const latest = newestOf(SILENT_POINTS);
  const newest = latest.at(-1);
  if (newest === undefined) return { word: "not-reported", reason: "" };
  const loss = worstLoss(latest.slice(-LOSING_POINTS), components);
  if (loss !== null) return { word: "losing-data", reason: sayLoss(loss, components) };
  if (SIGNALS.every((signal) => newest.signals[signal] === undefined)) {
    return { word: "idle", reason: "Its own metrics say nothing about the data it moves." };
  }
  if (movedItems(newest) > 0) return { word: "flowing", reason: "" };
  if (before.word === "silent") return before;
  // The whole window is looked at only where the newest of it are quiet.
  const isLong = countQuiet(latest) === latest.length;
  const points = isLong ? newestOf() : latest;
  const quiet = countQuiet(points);
  if (quiet === points.length) return { word: "idle", reason: "It has moved no data so far." };
  return judgeQuiet(points, quiet);
}

/** Nothing came for so long that nothing is known any more; null while something is. */
export function judgeAbsence(
  lastAt: Millis,
  intervalMs: Millis | null,
  now: Millis,
): FlowVerdict | null {
  const absence = now - lastAt;
  if (absence <= staleAfter(intervalMs)) return null;
  // No age: the line stands as it is for as long as nothing comes.
  return { word: "not-reported", reason: "It stopped sending its own metrics." };
}

/** How long an agent may say nothing before {@link judgeAbsence} finds nothing known. */
export function staleAfter(intervalMs: Millis | null): Millis {
  return Math.max(STALE_MS_MIN, (intervalMs ?? 0) * STALE_INTERVALS);
}

function judgeQuiet(points: readonly FlowPoint[], quiet: number): FlowVerdict {
  const still = points.slice(-quiet);
  const usual = points.slice(0, -quiet);
  const stillMs = still.reduce((sum, point) => sum + point.spanMs, 0);
  if (quiet < SILENT_POINTS || stillMs < SILENT_MS_MIN) return { word: "flowing", reason: "" };
  const moving = usual.filter((point) => movedItems(point) > 0).length;
  const isUsual =
    usual.length >= BASELINE_POINTS_MIN && moving >= usual.length * BASELINE_SHARE_MIN;
  if (!isUsual) return { word: "idle", reason: "It moves data from time to time, now none." };
  const baseline = medianRate(usual);
  return {
    word: "silent",
    reason: `Nothing moves, where ${sayRate(baseline)} items/s were usual in ${saySpan(
      usual.reduce((sum, point) => sum + point.spanMs, 0),
    )} before.`,
  };
}

function countQuiet(points: readonly FlowPoint[]): number {
  let quiet = 0;
  while (quiet < points.length) {
    const point = points[points.length - 1 - quiet];
    if (point === undefined || movedItems(point) > 0) break;
    quiet += 1;
  }
  return quiet;
}

/** Items a second, of what came in, or went out where nothing comes in. */
function medianRate(points: readonly FlowPoint[]): number {
  const rates = points.flatMap((point) =>
    point.spanMs > 0 ? [(throughputOf(point) * 1000) / point.spanMs] : [],
  );
  rates.sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)] ?? 0;
}

/** What came in, per signal; what went out where nothing did. */
export function throughputOf(point: FlowPoint): number {
  let items = 0;
  for (const signal of SIGNALS) {
    const flow = point.signals[signal];
    if (flow !== undefined) items += flow.accepted > 0 ? flow.accepted : flow.sent;
  }
  return items;
}

interface Loss {
  readonly signal: Signal;
  readonly share: number;
  readonly spanMs: Millis;
  readonly sendFailed: number;
  readonly dropped: number;
  readonly held: number;
  /** Everything that was to leave. */
  readonly of: number;
}

function worstLoss(
  points: readonly FlowPoint[],
  components: readonly ComponentFlow[],
): Loss | null {
  let worst: Loss | null = null;
  for (const signal of SIGNALS) {
    const loss = lossOf(signal, points, components);
    if (loss !== null && loss.share > LOSING_SHARE && loss.share > (worst?.share ?? 0)) {
      worst = loss;
    }
  }
  return worst;
}

function lossOf(
  signal: Signal,
  points: readonly FlowPoint[],
  components: readonly ComponentFlow[],
): Loss | null {
  const flows = points.flatMap((point) => point.signals[signal] ?? []);
  const [first, ...others] = flows;
  if (first === undefined) return null;
  const { sent, sendFailed, dropped, held } = others.reduce(addFlows, first);
  // One interval may be a batch under way, or a slow moment: then something left. Two in a row, the newest without
  // anything, are a destination that does not answer.
  const isStuck = components.some(
    (each) => each.signal === signal && each.held > 0 && each.sent === 0,
  );
  const isHeld = isStuck && flows.length >= LOSING_POINTS && flows.every((flow) => flow.held > 0);
  const heldBack = isHeld ? held : 0;
  const lost = sendFailed + dropped + heldBack;
  const of = lost + sent;
  if (of === 0) return null;
  const spanMs = points.reduce((sum, point) => sum + point.spanMs, 0);
  return { signal, share: lost / of, spanMs, sendFailed, dropped, held: heldBack, of };
}

function sayLoss(loss: Loss, components: readonly ComponentFlow[]): string {
  const { signal, share, spanMs, of, sendFailed, dropped, held } = loss;
  const items = itemsOf(signal);
  const lost = Math.max(sendFailed, dropped, held);
  const names = blamed(loss, components);
  const amounts = `${sayCount(sendFailed + dropped + held)} of ${sayCount(of)} ${items}`;
  const within = `${amounts} (${sayShare(share)}) in ${saySpan(spanMs)}`;
  if (lost === sendFailed) return `${names ?? "An exporter"} fails to send: ${within}.`;
  if (lost === dropped) return `${names ?? "A component"} drops data: ${within}.`;
  const queue = components.find(({ held: kept, signal: of_ }) => kept > 0 && of_ === signal)?.queue;
  const waiting =
    queue === null || queue === undefined
      ? ""
      : `; ${sayCount(queue.size)} of ${sayCount(queue.capacity)} places of its queue are taken`;
  return `${names ?? "An exporter"} sends nothing and holds ${amounts} back in ${saySpan(spanMs)}${waiting}.`;
}

/** Ids of the components of the newest export that lose the most, such as `otlp/edge`. */
function blamed(
  { signal, sendFailed, dropped, held }: Loss,
  components: readonly ComponentFlow[],
): string | null {
  const count =
    sendFailed >= dropped && sendFailed >= held
      ? "sendFailed"
      : dropped >= held
        ? "dropped"
        : "held";
  const names = components
    .filter((each) => each.signal === signal && each[count] > 0 && each.component !== "")
    .toSorted((a, b) => b[count] - a[count])
    .map(({ component }) => component);
  const [first, second, ...more] = [...new Set(names)];
  if (first === undefined) return null;
  if (second === undefined) return first;
  return more.length === 0 ? `${first} and ${second}` : `${first} and ${more.length + 1} more`;
}
