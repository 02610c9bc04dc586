import { describe, expect, test } from "vitest";
import { type ChartData, niceMax, PLOT, shapeOf, WIDTHS } from "./shape";

const data = (over: Partial<ChartData>): ChartData => ({
  times: [0, 1_000, 2_000],
  series: [],
  show: String,
  sentence: "",
  ...over,
});
const line = (values: readonly (number | null)[]) =>
  ({ key: "a", label: "a", tone: "s1", values }) as const;
const drawn = (over: Partial<ChartData>) => shapeOf(data(over), WIDTHS.narrow);

describe("the shape of a chart", () => {
  test("the axis ends at a round number above all values and the threshold", () => {
    expect([0, 0.03, 1, 1.2, 240, 6_000].map(niceMax)).toEqual([1, 0.05, 1, 2, 250, 10_000]);
    const { ticks, threshold } = drawn({
      series: [line([0, 2, 4])],
      threshold: { value: 8, label: "holds" },
    });
    expect(ticks.map(({ value }) => value)).toEqual([0, 5, 10]);
    expect(threshold).toBe(PLOT.bottom - ((PLOT.bottom - PLOT.top) * 8) / 10);
  });

  test("a share does not go above all of it, and bytes are round in MiB", () => {
    expect(drawn({ series: [line([1])], most: 1 }).ticks.at(-1)?.value).toBe(1);
    const mib = 2 ** 20;
    expect(drawn({ series: [line([64 * mib])], unit: mib }).ticks.at(-1)?.value).toBe(100 * mib);
  });

  test("a line breaks where nothing is known, and stays inside", () => {
    const { lines } = drawn({ series: [line([1, null, 3])] });
    expect(lines[0]?.runs.map((run) => run.length)).toEqual([1, 1]);
    const places = lines.flatMap(({ runs }) => runs.flat());
    expect(places.map(({ x }) => x)).toEqual([PLOT.left, WIDTHS.narrow - PLOT.end]);
    for (const { y } of places) expect(y).toBeGreaterThanOrEqual(PLOT.top);
  });

  test("moments outside of what is shown are left out; late ones have their words before them", () => {
    const { marks } = drawn({
      marks: [
        { at: -1, label: "before" },
        { at: 100, label: "r2" },
        { at: 2_000, label: "r3" },
      ],
    });
    expect(marks.map(({ label, anchor }) => [label, anchor])).toEqual([
      ["r2", "start"],
      ["r3", "end"],
    ]);
  });

  test("nothing to draw is an empty chart", () => {
    expect(shapeOf(data({ times: [] }), WIDTHS.wide).lines).toEqual([]);
  });
});
