import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { paced } from "./use-paced";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first ask runs at once, those that follow once when the pace allows it", () => {
  let runs = 0;
  const pace = paced(() => (runs += 1), 2_500);
  pace.ask();
  expect(runs).toBe(1);
  for (let at = 0; at < 20; at += 1) {
    vi.advanceTimersByTime(100);
    pace.ask();
  }
  expect(runs).toBe(1);
  vi.advanceTimersByTime(500);
  expect(runs).toBe(2);
  vi.advanceTimersByTime(10_000);
  expect(runs).toBe(2);
  pace.ask();
  expect(runs).toBe(3);
});

test("after its end what waited does not run", () => {
  let runs = 0;
  const pace = paced(() => (runs += 1), 1_000);
  pace.ask();
  pace.ask();
  pace.end();
  vi.advanceTimersByTime(5_000);
  expect(runs).toBe(1);
});
