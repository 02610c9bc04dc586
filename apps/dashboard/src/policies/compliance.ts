import type { PolicyDay } from "@fleethub/api";

/** One day as it is drawn and told. */
export interface ComplianceDay {
  readonly day: string;
  /** Share of the judged agents that kept the policy at the worst moment of the day, from 0 to 100. */
  readonly percent: number;
  readonly judged: number;
  readonly worst: number;
  readonly kept: number;
}

/** Days on which something was judged, oldest first. */
export function complianceOf(days: readonly PolicyDay[]): readonly ComplianceDay[] {
  return days
    .filter(({ judged }) => judged > 0)
    .map(({ day, judged, kept, worst }) => ({
      day,
      judged,
      kept,
      worst,
      percent: (100 * Math.min(worst, judged)) / judged,
    }));
}

/** `100 %`, `99.88 %`: as many digits as tell it from whole, and never 100 where one agent broke it. */
export function percentWords(percent: number): string {
  if (percent === 100 || percent === 0) return `${percent} %`;
  const digits = percent > 99.9 || percent < 0.1 ? 3 : percent > 99 || percent < 1 ? 2 : 1;
  const floor = Math.floor(percent * 10 ** digits) / 10 ** digits;
  return `${floor.toFixed(digits).replace(/\.?0+$/, "")} %`;
}

/** What the chart says to whoever does not see it. */
export function complianceSentence(days: readonly ComplianceDay[]): string {
  const last = days.at(-1);
  if (last === undefined) return "No day has been judged yet.";
  const low = days.reduce((least, one) => (one.percent < least.percent ? one : least), last);
  const now = `${percentWords(last.percent)} of the agents complied at the worst moment of today`;
  if (days.length === 1) return `${now}, the first day.`;
  return low.percent === 100
    ? `Every agent complied on each of ${days.length} days.`
    : `${now}; the lowest of ${days.length} days was ${percentWords(low.percent)} on ${low.day}.`;
}

/** Drawn geometry, in units of the view box. */
export interface ComplianceShape {
  /** Runs of days without a hole; a run of one day is a dot. */
  readonly runs: readonly (readonly { readonly x: number; readonly y: number }[])[];
  readonly lines: readonly { readonly y: number; readonly label: string }[];
}

/** The view box and the margins of the plot in it. */
export const CHART = {
  width: 420,
  height: 112,
  left: 42,
  right: 414,
  top: 14,
  bottom: 96,
} as const;

const DAY_MS = 86_400_000;
const LINES = 2;
/** Ends of the scale, in percent below whole: the first that holds the lowest day. */
const DEPTHS = [0.2, 1, 2, 5, 10, 20, 50, 100];

/** Where each of the last `shown` days until `today` stands; the scale starts near the lowest day. */
export function complianceShape(
  days: readonly ComplianceDay[],
  today: string,
  shown: number,
): ComplianceShape {
  const deepest = Math.max(0, ...days.map(({ percent }) => 100 - percent));
  const depth = DEPTHS.find((one) => one >= deepest) ?? 100;
  const y = (percent: number) => CHART.top + ((100 - percent) / depth) * (CHART.bottom - CHART.top);
  const place = (day: string) => Math.round((Date.parse(today) - Date.parse(day)) / DAY_MS);
  const step = (CHART.right - CHART.left) / Math.max(1, shown - 1);
  const runs: { x: number; y: number }[][] = [];
  let before = Number.POSITIVE_INFINITY;
  for (const { day, percent } of days) {
    const at = place(day);
    if (at < 0 || at >= shown) continue;
    const point = { x: CHART.right - at * step, y: y(percent) };
    if (before - at === 1) runs.at(-1)?.push(point);
    else runs.push([point]);
    before = at;
  }
  const lines = Array.from({ length: LINES + 1 }, (_, line) => {
    const percent = 100 - (depth * line) / LINES;
    return { y: y(percent), label: line === 0 ? "100 %" : `${Number(percent.toFixed(1))}` };
  });
  return { runs, lines };
}
