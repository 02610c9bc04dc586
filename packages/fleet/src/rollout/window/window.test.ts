import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MaintenanceWindow, Weekday } from "../spec/spec.js";
import { minutesOf, windowAt } from "./window.js";

const EVERY_DAY: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

function berlin(from: string, to: string, days: readonly Weekday[] = EVERY_DAY): MaintenanceWindow {
  return { timeZone: "Europe/Berlin", open: [{ days, from, to }] };
}

/** Opens and closes between two moments, as ISO texts in UTC. */
function changes(window: MaintenanceWindow, from: string, to: string): readonly string[] {
  const seen: string[] = [];
  let at = Date.parse(from);
  for (;;) {
    const { changesAt } = windowAt(window, at);
    if (changesAt === null || changesAt > Date.parse(to)) return seen;
    const { open } = windowAt(window, changesAt);
    seen.push(`${new Date(changesAt).toISOString().slice(5, 16)} ${open ? "opens" : "closes"}`);
    at = changesAt;
  }
}

describe("a maintenance window", () => {
  test("opens and closes by the clocks of its zone", () => {
    const window = berlin("22:00", "23:30", ["mon"]);
    expect(changes(window, "2026-11-23T00:00Z", "2026-11-30T23:00Z")).toEqual([
      "11-23T21:00 opens",
      "11-23T22:30 closes",
      "11-30T21:00 opens",
      "11-30T22:30 closes",
    ]);
    expect(windowAt(window, Date.parse("2026-11-23T21:00:00Z")).open).toBe(true);
    expect(windowAt(window, Date.parse("2026-11-23T22:30:00Z")).open).toBe(false);
  });

  test("goes over midnight into the day after", () => {
    const window = berlin("22:00", "04:00", ["sat"]);
    expect(changes(window, "2026-11-27T00:00Z", "2026-11-30T00:00Z")).toEqual([
      "11-28T21:00 opens",
      "11-29T03:00 closes",
    ]);
    expect(windowAt(window, Date.parse("2026-11-29T02:59:59Z")).open).toBe(true);
  });

  test("from and to alike is a whole day, and whole days in a row never close", () => {
    expect(changes(berlin("06:00", "06:00", ["tue"]), "2026-11-23T00:00Z", "2026-11-26T00:00Z")) //
      .toEqual(["11-24T05:00 opens", "11-25T05:00 closes"]);
    const always = windowAt(berlin("00:00", "24:00"), Date.parse("2026-11-23T08:00Z"));
    expect(always).toEqual({ open: true, changesAt: null });
  });

  test("stretches that touch or overlap are one", () => {
    const window: MaintenanceWindow = {
      timeZone: "UTC",
      open: [
        { days: ["mon"], from: "08:00", to: "10:00" },
        { days: ["mon"], from: "10:00", to: "11:00" },
        { days: ["mon"], from: "09:00", to: "10:30" },
      ],
    };
    expect(changes(window, "2026-11-23T00:00Z", "2026-11-24T00:00Z")).toEqual([
      "11-23T08:00 opens",
      "11-23T11:00 closes",
    ]);
  });

  test("keeps the time of day when clocks go forward", () => {
    expect(changes(berlin("01:00", "04:00"), "2026-03-27T12:00Z", "2026-03-30T12:00Z")).toEqual([
      "03-28T00:00 opens",
      "03-28T03:00 closes",
      "03-29T00:00 opens",
      "03-29T02:00 closes",
      "03-29T23:00 opens",
      "03-30T02:00 closes",
    ]);
  });

  test("opens an hour later where its time is left out", () => {
    expect(changes(berlin("02:10", "02:40"), "2026-03-28T12:00Z", "2026-03-30T12:00Z")).toEqual([
      "03-29T01:10 opens",
      "03-29T01:40 closes",
      "03-30T00:10 opens",
      "03-30T00:40 closes",
    ]);
  });

  test("takes the first of two times when clocks go back, and opens once", () => {
    expect(changes(berlin("02:10", "02:40"), "2026-10-24T12:00Z", "2026-10-26T12:00Z")).toEqual([
      "10-25T00:10 opens",
      "10-25T00:40 closes",
      "10-26T01:10 opens",
      "10-26T01:40 closes",
    ]);
    expect(changes(berlin("01:00", "03:00"), "2026-10-24T12:00Z", "2026-10-25T12:00Z")).toEqual([
      "10-24T23:00 opens",
      "10-25T02:00 closes",
    ]);
  });

  test("what cannot be read never opens", () => {
    const now = Date.parse("2026-11-23T08:00Z");
    const never = { open: false, changesAt: null };
    expect(windowAt({ ...berlin("00:00", "24:00"), timeZone: "Mars/Base" }, now)).toEqual(never);
    expect(windowAt(berlin("8:00", "24:00"), now)).toEqual(never);
    expect(windowAt(berlin("08:00", "24:01"), now)).toEqual(never);
    expect(windowAt(berlin("08:00", "12:00", []), now)).toEqual(never);
    expect(windowAt({ timeZone: "UTC", open: [] }, now)).toEqual(never);
    expect(["00:00", "24:00", "23:60", "1:00", "24:30"].map(minutesOf)) //
      .toEqual([0, 1440, null, null, null]);
  });

  test("says the moment of its next change truly, in any zone and on any day of the year", () => {
    const zones = [
      "UTC",
      "Europe/Berlin",
      "America/New_York",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
    ];
    const minutes = fc.integer({ min: 0, max: 1439 });
    const story = fc.record({
      timeZone: fc.constantFrom(...zones),
      from: minutes,
      to: minutes,
      days: fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 }),
      at: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
    });
    const text = (of: number) =>
      `${String(Math.floor(of / 60)).padStart(2, "0")}:${String(of % 60).padStart(2, "0")}`;
    fc.assert(
      fc.property(story, ({ timeZone, from, to, days, at }) => {
        const window = { timeZone, open: [{ days, from: text(from), to: text(to) }] };
        const { open, changesAt } = windowAt(window, at);
        if (changesAt === null) {
          expect(open && from === to && days.length === 7).toBe(true);
          return;
        }
        expect(changesAt).toBeGreaterThan(at);
        expect(windowAt(window, changesAt).open).toBe(!open);
        expect(windowAt(window, changesAt - 1)).toEqual({ open, changesAt });
        const between = Math.floor((at + changesAt) / 2);
        expect(windowAt(window, between)).toEqual({ open, changesAt });
      }),
      { seed: 24, numRuns: 150 },
    );
  });
});
