import { describe, expect, test } from "vitest";
import { CELLS_MAX, type CellRun, cellsOf } from "./agent-cells";

const run = (agents: number, word: string): CellRun => ({
  agents,
  word,
  mark: "done",
  tone: "ok",
});

describe("marks of agents", () => {
  test("one each while they fit", () => {
    const { perCell, cells } = cellsOf([run(31, "applied"), run(0, "failed"), run(5, "applying")]);
    expect(perCell).toBe(1);
    expect(cells.map(({ cells }) => cells)).toEqual([31, 5]);
  });

  test("bounded for any number, and nobody disappears", () => {
    for (const agents of [481, 1_700, 10_000, 123_456]) {
      const { perCell, cells } = cellsOf([run(agents, "applied"), run(1, "failed")]);
      const all = cells.reduce((sum, one) => sum + one.cells, 0);
      expect(all).toBeLessThanOrEqual(CELLS_MAX + cells.length);
      expect(cells.map(({ cells }) => cells).at(-1)).toBe(1);
      expect(perCell * CELLS_MAX).toBeGreaterThanOrEqual(agents);
    }
  });
});
