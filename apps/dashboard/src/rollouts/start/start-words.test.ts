import type { Gate } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { secondsFrom, secondsText } from "./durations";
import { gateWords, MEASURES, shownThreshold, thresholdFrom, waysOf } from "./gate-words";
import { hoursWords, planWords } from "./plan-words";
import { sizesWords, wavesFrom, wavesText } from "./waves-text";
import { daysWords } from "./window-words";

describe("durations", () => {
  test("are read as people write them, and read back as they are shown", () => {
    expect(["90 s", "15 min", "1h30min", "1 h 30 min", "10", "2 d"].map(secondsFrom)).toEqual([
      90, 900, 5_400, 5_400, 600, 172_800,
    ]);
    expect(["", "soon", "5 miles", "-3 min"].map(secondsFrom)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    for (const seconds of [0, 59, 60, 3_600, 5_400, 93_784])
      expect(secondsFrom(secondsText(seconds))).toBe(seconds);
  });
});

describe("waves", () => {
  test("are read in order, with a soak of their own, and written back the same", () => {
    const read = wavesFrom("4, 10 %; 50% (1 h), rest");
    expect(read).toEqual({
      ok: true,
      waves: [{ count: 4 }, { percent: 10 }, { percent: 50, soakSeconds: 3_600 }],
    });
    expect(read.ok && wavesText(read.waves)).toBe("4, 10 %, 50 % (1 h), rest");
  });

  test("that reach nobody, more than all, or cannot be read are said precisely", () => {
    for (const [text, says] of [
      ["0, rest", "reaches nobody"],
      ["60 %, 50 %", "110 %"],
      ["four", "“four” is no wave"],
      ["1.5", "no number of agents"],
      ["4 (soon)", "“soon” is no duration"],
      ["rest", "At least one wave"],
    ] as const) {
      const read = wavesFrom(text);
      expect(read.ok ? "read" : read.message, text).toContain(says);
    }
  });

  test("are told by their sizes", () => {
    expect(sizesWords([1, 4, 35])).toBe("1 first, then 4, then 35");
    expect(sizesWords([40])).toBe("all 40 at once");
    expect(sizesWords([1])).toBe("the one at once");
    expect(sizesWords([])).toBe("nobody");
  });
});

describe("gates", () => {
  const gate = (over: Partial<Gate>): Gate => ({
    measure: "failed-to-apply",
    against: "limit",
    threshold: 0.05,
    ...over,
  });

  test("say what they hold at", () => {
    expect(gateWords(gate({}))).toBe("Failed to apply, holds at 5 %");
    expect(gateWords(gate({ measure: "drops", against: "rest", threshold: 0.005 }))).toBe(
      "Dropped items, holds 0.5 % above the rest of the group",
    );
    expect(gateWords(gate({ measure: "throughput", against: "past", threshold: 0.2 }))).toBe(
      "Throughput, holds 20 % below their own hour before",
    );
    expect(gateWords(gate({ measure: "time-to-apply", threshold: 90 }))).toBe(
      "Time to apply, holds at 1 min 30 s",
    );
    expect(gateWords(gate({ measure: "memory", threshold: 512 * 1_048_576 }))).toBe(
      "Memory, holds at 512 MiB",
    );
    expect(gateWords(gate({ measure: "throughput", threshold: 50 }))).toBe(
      "Throughput, holds at 50 items/s",
    );
  });

  test("a threshold is shown and read back for every measure and way to compare", () => {
    for (const measure of Object.keys(MEASURES) as Gate["measure"][]) {
      for (const against of waysOf(measure)) {
        for (const threshold of [0.125, 1 / 300, 0.000_001, 7]) {
          const one = gate({ measure, against, threshold });
          expect(thresholdFrom(one, shownThreshold(one))).toBeCloseTo(threshold, 10);
        }
      }
    }
  });
});

describe("a group's plan", () => {
  test("says what is set, and that the rest is the hub's", () => {
    expect(planWords({})).toBe("the hub’s default");
    expect(
      planWords({ waves: [{ count: 4 }, { count: 40 }], gates: [], onBreach: "roll-back" }),
    ).toBe("4, 40, rest; no gates; rolls back by itself");
    expect(hoursWords({ window: null })).toBe("at any time");
    expect(
      hoursWords({
        window: {
          timeZone: "Europe/Berlin",
          open: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "16:00" }],
        },
      }),
    ).toBe("releases Mon to Fri 09:00 to 16:00, Europe/Berlin");
  });

  test("names days by their runs", () => {
    expect(daysWords(["sun", "sat"])).toBe("Sat, Sun");
    expect(daysWords(["mon", "wed", "thu", "fri"])).toBe("Mon, Wed to Fri");
    expect(daysWords(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])).toBe("every day");
  });
});
