import type { Preview } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { emptyPreview, NOBODY, sampleRollout } from "../testing/previews";
import {
  leftOutOf,
  leftOutWords,
  obstacleWords,
  restartWords,
  stepWords,
  toneOf,
  whenWords,
} from "./preview-words";

const r = (configuration: string, revision: number) => ({ configuration, revision });
const some = (agents: number) => ({ agents, uids: [] });

describe("a dry run in words", () => {
  test("names the step", () => {
    expect(stepWords({ from: r("gateway", 12), to: r("gateway", 13) })).toBe("gateway r12 to r13");
    expect(stepWords({ from: r("edge", 3), to: r("gateway", 1) })).toBe("edge r3 to gateway r1");
    expect(stepWords({ from: null, to: r("gateway", 1) })).toBe("what they run now to gateway r1");
    expect(stepWords({ from: r("gateway", 1), to: null })).toBe("gateway r1 to their own files");
  });

  test("says when, and who restarts", () => {
    expect(whenWords({ agents: 40, atOnce: 40 })).toBe("at once");
    expect(whenWords({ agents: 40, atOnce: 0 })).toBe("wave by wave");
    expect(whenWords({ agents: 40, atOnce: 3 })).toBe("3 at once, 37 wave by wave");
    const restarts = (now: number, later: number) =>
      restartWords({ restarts: { now: some(now), onReturn: some(later) } });
    expect(restarts(38, 2)).toBe("38 Collectors restart once, 2 more when they are back");
    expect(restarts(1, 0)).toBe("1 Collector restarts once");
    expect(restarts(0, 1)).toBe("1 Collector restarts once, when it is back");
    expect(restarts(0, 0)).toBeNull();
  });

  test("agrees with numbers", () => {
    expect(obstacleWords({ kind: "components", agents: 1 })).toBe("lacks a component");
    expect(obstacleWords({ kind: "components", agents: 2 })).toBe("lack a component");
    expect(leftOutWords({ reason: "pinned", agents: 1 })).toContain("reach it");
    expect(leftOutWords({ reason: "pinned", agents: 2 })).toContain("reach them");
  });

  test("tells who is left out once, whoever told it", () => {
    const notReached = { pinned: some(2), held: some(1) };
    expect(leftOutOf({ ...emptyPreview, notReached }).map(({ reason }) => reason)).toEqual([
      "pinned",
      "held",
    ]);
    const leftOut = { reason: "pinned", agents: 2, uids: [], detail: "" } as const;
    const rollout = { ...sampleRollout, leftOut: [{ ...leftOut, uids: [] }] };
    expect(leftOutOf({ ...emptyPreview, notReached, rollout })).toHaveLength(2);
  });

  test("wants a look where somebody cannot run it, and is calm where nothing changes", () => {
    const obstacle: Preview["obstacles"][number] = {
      ...some(3),
      kind: "components",
      severity: "block",
      type: "otelcol",
      version: "0.149.0",
      to: null,
      words: "",
      findings: [],
    };
    const blocked = { ...emptyPreview, agents: 5, changed: 5, obstacles: [obstacle] };
    expect(toneOf(blocked)).toBe("warn");
    expect(toneOf({ ...emptyPreview, agents: 5, changed: 5 })).toBe("move");
    expect(toneOf({ ...emptyPreview, agents: 5, sameMeaning: some(5) })).toBe("ok");
    expect(toneOf({ ...emptyPreview, keepRunning: NOBODY })).toBe("mute");
  });
});
