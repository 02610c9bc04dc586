import { describe, expect, it } from "vitest";
import {
  CHART,
  complianceOf,
  complianceSentence,
  complianceShape,
  percentWords,
} from "./compliance";

const day = (day: string, worst: number, judged = 200) => ({ day, judged, kept: judged, worst });

describe("days of compliance", () => {
  it("never says whole where one agent broke it", () => {
    expect(percentWords(100)).toBe("100 %");
    expect(percentWords(99.9999)).toBe("99.999 %");
    expect(percentWords(99.5)).toBe("99.5 %");
    expect(percentWords(93)).toBe("93 %");
    expect(percentWords(0)).toBe("0 %");
  });

  it("leaves out days on which nothing was judged", () => {
    expect(complianceOf([day("2026-11-22", 0, 0), day("2026-11-23", 190)])).toMatchObject([
      { day: "2026-11-23", percent: 95 },
    ]);
  });

  it("says today, and the lowest day with its date", () => {
    expect(complianceSentence([])).toBe("No day has been judged yet.");
    expect(complianceSentence(complianceOf([day("2026-11-23", 186)]))).toBe(
      "93 % of the agents complied at the worst moment of today, the first day.",
    );
    expect(
      complianceSentence(complianceOf([day("2026-11-22", 100), day("2026-11-23", 186)])),
    ).toContain("the lowest of 2 days was 50 % on 2026-11-22");
    expect(complianceSentence(complianceOf([day("2026-11-22", 200), day("2026-11-23", 200)]))).toBe(
      "Every agent complied on each of 2 days.",
    );
  });

  it("draws a hole where days are missing, today at the right end, whole at the top", () => {
    const days = complianceOf([
      day("2026-11-19", 200),
      day("2026-11-22", 199),
      day("2026-11-23", 200),
    ]);
    const { runs, lines } = complianceShape(days, "2026-11-23", 30);
    expect(runs.map((run) => run.length)).toEqual([1, 2]);
    expect(runs[1]?.[1]).toEqual({ x: CHART.right, y: CHART.top });
    expect(lines.map(({ label }) => label)).toEqual(["100 %", "99.5", "99"]);
  });
});
