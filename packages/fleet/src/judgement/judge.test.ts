import { describe, expect, test } from "vitest";
import { alike, cohorts, gateOf, items, judged, LOOK, SOAKED } from "../testing/cohort.js";
import { STANDS_MS } from "./judge.js";
import type { AgentSample } from "./sample.js";

function counted(harmed: number, of: number): readonly AgentSample[] {
  return [
    ...alike(harmed, "failed-to-apply", 1, null, "failed"),
    ...alike(of - harmed, "failed-to-apply", 0, null, "good"),
  ];
}

describe("shares of agents against a limit", () => {
  test("four of forty stop it, with the share and the limit in words", () => {
    expect(judged("failed-to-apply", cohorts(counted(4, 40)))).toMatchObject({
      verdict: "breached",
      wave: 0.1,
      agents: 40,
      reporting: 40,
      words: "4 of 40 failed to apply (10 %), limit 5 %",
      evidence: { harmed: 4, line: 0.05, falseAlarmRate: 0.001 },
    });
  });

  test("J4 what is observed below the limit never stops it", () => {
    const verdict = judged("failed-to-apply", cohorts(counted(24, 600)));
    expect(verdict.verdict).not.toBe("breached");
    expect(verdict.words).toContain("24 of 600 failed to apply (4 %), limit 5 %");
  });

  test("two of two stop it, one of four does not; without failures it holds when the soak is over", () => {
    expect(judged("failed-to-apply", cohorts(counted(2, 2))).verdict).toBe("breached");
    expect(judged("failed-to-apply", cohorts(counted(1, 4))).verdict).toBe("undecided");
    expect(judged("failed-to-apply", cohorts(counted(0, 4))).verdict).toBe("undecided");
    expect(judged("failed-to-apply", cohorts(counted(0, 4)), SOAKED)).toMatchObject({
      verdict: "holds",
      words: "0 of 4 failed to apply (0 %), limit 5 %; nothing spoke for harm during the soak",
    });
  });

  test("enough agents rule harm out before the soak is over", () => {
    expect(judged("failed-to-apply", cohorts(counted(0, 100)))).toMatchObject({
      verdict: "holds",
      words: "0 of 100 failed to apply (0 %), limit 5 %",
    });
  });

  test("as many as stop it in any case do, however large the wave", () => {
    expect(judged("failed-to-apply", cohorts(counted(25, 5_000)))).toMatchObject({
      verdict: "breached",
      words: "25 of 5,000 failed to apply (0.5 %), limit 5 %; 25 stop it in any case",
    });
  });
});

describe("shares of agents against the rest", () => {
  test("with nobody left to compare with and nothing known of before, what a gate bears stops nothing", () => {
    const restarted = (count: number) =>
      cohorts([...alike(count, "restarts", 1), ...alike(2_000 - count, "restarts", 0, null, "b")]);
    expect(judged("restarts", restarted(12)).verdict).not.toBe("breached");
    expect(judged("restarts", restarted(80))).toMatchObject({
      verdict: "breached",
      words: expect.stringContaining("before not known"),
    });
  });

  test("trouble that the rest has as well is none of the change", () => {
    const wave = [...alike(6, "unhealthy", 1), ...alike(24, "unhealthy", 0)];
    const rest = [...alike(40, "unhealthy", 1), ...alike(160, "unhealthy", 0)];
    expect(judged("unhealthy", cohorts(wave, rest)).verdict).not.toBe("breached");
    expect(judged("unhealthy", cohorts(wave, alike(200, "unhealthy", 0)))).toMatchObject({
      verdict: "breached",
      words: "6 of 30 turned unhealthy (20 %), rest 0 %, holds at 5 % above",
    });
  });

  test("who was unhealthy before is not harmed by the change", () => {
    const wave = [...alike(6, "unhealthy", 1, 1), ...alike(24, "unhealthy", 0, 0)];
    const verdict = judged("unhealthy", cohorts(wave, alike(200, "unhealthy", 0, 0)), SOAKED);
    expect(verdict).toMatchObject({ verdict: "holds", evidence: { harmed: 0 } });
  });
});

test("so many that stop it in any case are counted beyond what is usual", () => {
  const usual = [...alike(10, "restarts", 1, 0), ...alike(1_650, "restarts", 0, 0)];
  const past = alike(10, "restarts", 0, 1, "before");
  expect(judged("restarts", cohorts([...usual, ...past])).verdict).not.toBe("breached");
  expect(judged("restarts", cohorts(usual)).verdict).toBe("breached");
});

test("with nobody to compare with a hub that starts anew is none of the change", () => {
  const lost = alike(3, "disconnects", 1, 0);
  expect(judged("disconnects", cohorts(lost, alike(2, "disconnects", 1)), SOAKED)).toMatchObject({
    verdict: "not-judged",
    words: "2 agents without the revision report disconnects; 5 are needed to compare with",
  });
});

describe("items that are lost", () => {
  const fine = items(0, 1_000);
  const rest = alike(20, "send-failures", fine, fine, "rest");

  test("J5 one agent whose backend is dead stops the rollout, with and without a rest", () => {
    const wave = alike(1, "send-failures", items(100, 100), fine);
    expect(judged("send-failures", cohorts(wave, rest))).toMatchObject({
      verdict: "breached",
      reporting: 1,
      words: "1 of 1 loses more than half of what it sends (together 100 %, rest 0 %, before 0 %)",
    });
    expect(judged("send-failures", cohorts(wave)).verdict).toBe("breached");
    const two = [...wave, ...alike(1, "send-failures", fine, fine, "other")];
    expect(judged("send-failures", cohorts(two, rest)).verdict).toBe("breached");
  });

  test("one export is not enough for that, nor is an agent that lost as much before", () => {
    const short = alike(1, "send-failures", items(100, 100, 1), fine);
    const old = alike(1, "send-failures", items(100, 100), items(800, 1_000));
    expect(judged("send-failures", cohorts(short, rest)).verdict).toBe("not-judged");
    expect(judged("send-failures", cohorts(old, rest)).verdict).toBe("not-judged");
  });

  test("a backend that is away for everybody is none of the change", () => {
    const away = alike(20, "send-failures", items(900, 1_000), fine, "rest");
    const wave = alike(10, "send-failures", items(900, 1_000), fine);
    expect(judged("send-failures", cohorts(wave, away), SOAKED).verdict).toBe("holds");
  });

  test("J6 too few that report are not judged, and never hold", () => {
    const wave = [
      ...alike(2, "send-failures", fine, fine),
      ...alike(2, "send-failures", null, null, "silent"),
    ];
    expect(judged("send-failures", cohorts(wave, rest), SOAKED)).toMatchObject({
      verdict: "not-judged",
      agents: 4,
      reporting: 2,
      words: "2 of 4 report send failures; 5 are needed",
    });
  });

  test("a few percent of every agent are seen, although each agent loses little", () => {
    const wave = alike(10, "send-failures", items(30, 1_000), fine);
    expect(judged("send-failures", cohorts(wave, rest))).toMatchObject({
      verdict: "breached",
      wave: 0.03,
      evidence: { harmed: 10 },
    });
  });

  test("one agent in eight that loses everything is seen, although most lose nothing", () => {
    const wave = [
      ...alike(5, "send-failures", items(1_000, 1_000), fine, "dead"),
      ...alike(35, "send-failures", fine, fine, "fine"),
    ];
    const many = alike(300, "send-failures", fine, fine, "rest");
    expect(judged("send-failures", cohorts(wave, many)).verdict).toBe("breached");
  });

  test("an agent is compared once it was seen as long as the rest", () => {
    const long = alike(20, "send-failures", items(0, 1_000, 5), fine, "rest");
    const short = alike(10, "send-failures", items(30, 1_000, 2), fine);
    expect(judged("send-failures", cohorts(short, long)).verdict).toBe("not-judged");
  });
});

describe("rates and amounts", () => {
  const rate = (perSecond: number) => ({ part: perSecond * 300, of: 300, points: 5 });

  test("J7 a day's load that moves everybody harms nobody", () => {
    const wave = alike(20, "throughput", rate(50), rate(100));
    const rest = alike(50, "throughput", rate(500), rate(1_000), "rest");
    expect(judged("throughput", cohorts(wave, rest))).toMatchObject({
      verdict: "holds",
      evidence: { harmed: 0, typicalOfRest: 0.5 },
    });
  });

  test("less than the rest in the same time is harm", () => {
    const wave = alike(20, "throughput", rate(70), rate(100));
    const rest = alike(50, "throughput", rate(1_000), rate(1_000), "rest");
    const first = judged("throughput", cohorts(wave, rest));
    expect(first).toMatchObject({ verdict: "undecided", evidence: { shownSince: LOOK.now } });
    const later = { ...LOOK, now: LOOK.now + STANDS_MS, verdictsBefore: [first] };
    expect(judged("throughput", cohorts(wave, rest), SOAKED).verdict).toBe("breached");
    expect(judged("throughput", cohorts(wave, rest), later)).toMatchObject({
      verdict: "breached",
      wave: 70,
      rest: 1_000,
      past: 100,
      words:
        "20 of 20 take in over 20 % less than before and than the rest, of the rest 0 of 50 (median 70/s, rest 1k/s, before 100/s)",
    });
  });

  test("agents that moved nothing before and after do not report", () => {
    const wave = alike(20, "throughput", rate(0), rate(0));
    const rest = alike(50, "throughput", rate(10), rate(10), "rest");
    expect(judged("throughput", cohorts(wave, rest), SOAKED)).toMatchObject({
      verdict: "not-judged",
      reporting: 0,
    });
  });

  test("with nobody left to compare with, what held goes on to hold, and nothing else does", () => {
    const wave = alike(20, "throughput", rate(50), rate(100));
    const rest = alike(50, "throughput", rate(50), rate(100), "rest");
    const held = judged("throughput", cohorts(wave, rest));
    expect(held.verdict).toBe("holds");
    const kept = judged("throughput", cohorts(wave), { ...SOAKED, verdictsBefore: [held] });
    expect(kept).toMatchObject({ verdict: "holds", evidence: { kept: 1 } });
    const again = judged("throughput", cohorts(wave), { ...SOAKED, verdictsBefore: [kept] });
    expect(again.verdict).toBe("holds");
    expect(judged("throughput", cohorts(wave), SOAKED)).toMatchObject({
      verdict: "not-judged",
      words: "0 agents without the revision report throughput; 5 are needed to compare with",
    });
  });

  test("seconds are held against the limit alone", () => {
    const slow = alike(8, "time-to-apply", 90);
    expect(judged("time-to-apply", cohorts(slow))).toMatchObject({
      verdict: "breached",
      words: "8 of 8 take more than 60 s (median 90 s)",
    });
    const gate = { ...gateOf("memory"), against: "limit", threshold: 2 ** 30 } as const;
    expect(judged(gate, cohorts(alike(8, "memory", 2 ** 20)), LOOK).verdict).toBe("undecided");
  });
});
