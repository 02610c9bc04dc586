// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Hash } from "./hash";
import { Moment } from "./moment";

const AT = "2026-11-23T08:00:00.000Z";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(AT) + 3_000 });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test("a moment follows the clock, and both ways to say it are on hover", () => {
  render(<Moment at={AT} />);
  const time = screen.getByText("3 s ago");
  expect(time.getAttribute("datetime")).toBe(AT);
  expect(time.title).toContain("2026-11-23 08:00:00 UTC");
  act(() => void vi.advanceTimersByTime(2_000));
  expect(time.textContent).toBe("5 s ago");
  act(() => void vi.advanceTimersByTime(3_600_000));
  expect(time.textContent).toMatch(/\d\d:\d\d/);
});

test("a hash is short, and whole on hover", () => {
  const whole = "d0d27f93".repeat(8);
  render(<Hash of={whole} />);
  expect(screen.getByTitle(whole).textContent).toBe("d0d2 7f93");
});
