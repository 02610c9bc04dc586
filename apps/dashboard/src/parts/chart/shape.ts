/** Where things are drawn, in units of the view box. */
export const PLOT = { height: 116, left: 42, end: 6, top: 8, bottom: 98 } as const;

/** Widths of the view box. As words scale with the drawing, a wider place wants a wider box. */
export const WIDTHS = { narrow: 292, wide: 392 } as const;

/** One line of a chart: a value for each time, null where nothing is known. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly tone: "s1" | "s2" | "s3" | "s4" | "bad" | "mute";
  readonly dash?: "dash" | "dot";
  readonly values: readonly (number | null)[];
}

/** Everything that a chart draws. Times are milliseconds, oldest first. */
export interface ChartData {
  readonly times: readonly number[];
  readonly series: readonly Series[];
  /** A level that is drawn across, with its word. */
  readonly threshold?: { readonly value: number; readonly label: string } | undefined;
  /** Moments that are drawn from top to bottom. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
  /** No value is above it, so the axis is not either. */
  readonly most?: number;
  /** Round numbers of the axis are multiples of it, such as a MiB. Default 1. */
  readonly unit?: number;
  /** A value as words, for the axis and the table. */
  readonly show: (value: number) => string;
  /** What is to be seen, as a sentence: the name of the drawing. */
  readonly sentence: string;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Shape {
  /** Grid lines from 0 up with their values. */
  readonly ticks: readonly { readonly y: number; readonly value: number }[];
  readonly lines: readonly {
    readonly series: Series;
    /** Runs without a gap; a run of one place is a dot. */
    readonly runs: readonly (readonly Place[])[];
  }[];
  readonly threshold: number | null;
  readonly marks: readonly {
    readonly x: number;
    readonly label: string;
    readonly anchor: Anchor;
  }[];
}

type Anchor = "start" | "end";

/** Room above the highest, for the words at the top. */
const HEADROOM = 1.15;

/** The next of 1, 2, 2.5, 5 and 10 times a power of ten. */
export function niceMax(value: number): number {
  if (value <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((each) => unit * each >= value * (1 - 1e-9)) ?? 10;
  return unit * step;
}

/** Values from 0 up to a little above the highest, times across the whole width. */
export function shapeOf(data: ChartData, width: number): Shape {
  const { times, series, threshold } = data;
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  const highest = Math.max(0, ...values, threshold?.value ?? 0);
  const unit = data.unit ?? 1;
  const nice = niceMax((highest / unit) * HEADROOM) * unit;
  const max = Math.min(nice, data.most ?? nice);
  const right = width - PLOT.end;
  const from = times[0] ?? 0;
  const span = Math.max(1, (times.at(-1) ?? 0) - from);
  const x = (at: number) => round(PLOT.left + ((at - from) / span) * (right - PLOT.left));
  const y = (value: number) => round(PLOT.bottom - (value / max) * (PLOT.bottom - PLOT.top));
  return {
    ticks: [0, max / 2, max].map((value) => ({ y: y(value), value })),
    lines: series.map((one) => ({
      series: one,
      runs: runsOf(one.values, (at) => x(times[at] ?? from), y),
    })),
    threshold: threshold === undefined ? null : y(threshold.value),
    marks: (data.marks ?? []).flatMap(({ at, label }) => {
      if (at < from || at > from + span) return [];
      const place = x(at);
      return [{ x: place, label, anchor: place > right - 64 ? "end" : "start" } as const];
    }),
  };
}

function runsOf(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
): readonly (readonly Place[])[] {
  const runs: Place[][] = [];
  let run: Place[] | null = null;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      run = null;
      continue;
    }
    if (run === null) {
      run = [];
      runs.push(run);
    }
    run.push({ x: x(at), y: y(value) });
  }
  return runs;
}

const round = (value: number) => Math.round(value * 10) / 10;
