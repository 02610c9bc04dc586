import { MemberStep } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { atSteps, eventDrawing, eventWords, phaseWord, STEP, STEPS } from "./rollouts";

describe("words about rollouts", () => {
  test("every step has a word of its own and is looked at with others exactly once", () => {
    const words = MemberStep.options.map((step) => STEP[step].word);
    expect(new Set(words).size).toBe(words.length);
    expect(Object.values(STEPS).flat().toSorted()).toEqual(MemberStep.options.toSorted());
    expect(atSteps({ settled: 3, healthy: 2, failed: 1 }, STEPS.applied)).toBe(5);
  });

  test("what stopped it stands with its phase", () => {
    const act = { actor: null, measure: "drops", reason: "", at: "2026-11-23T08:00:00.000Z" };
    const none = { paused: null, rollingBack: null } as const;
    expect(phaseWord({ ...none, phase: "paused", paused: { ...act, by: "gate" } })).toBe(
      "Paused by a gate",
    );
    expect(phaseWord({ ...none, phase: "paused", paused: { ...act, by: "operator" } })).toBe(
      "Paused",
    );
    expect(phaseWord({ ...none, phase: "rolling" })).toBe("Rolling");
  });

  test("an event is told by its first clause", () => {
    expect(eventWords("wave-opened", "Wave 2 began: 40 agents.")).toEqual([
      "Wave 2 began",
      "40 agents.",
    ]);
    expect(eventWords("started", "ada started rollout 3, edge: gateway r1 to r3.")).toEqual([
      "ada started rollout 3",
      "edge: gateway r1 to r3.",
    ]);
    expect(eventWords("paused", "7 of 7 fail to send.")).toEqual([
      "Paused",
      "7 of 7 fail to send.",
    ]);
    expect(eventWords("member-failed", "exit code 1: no such file", "gw-1")).toEqual([
      "gw-1 failed",
      "exit code 1: no such file",
    ]);
    expect(eventDrawing("something-new")).toEqual({ icon: "info", tone: "mute" });
  });
});
