import type { RolloutPlan } from "@fleethub/api";
import { expect, test } from "vitest";
import { draftOfPlan, emptyGate, planFaults, planOf } from "./plan-draft";

const PLAN: RolloutPlan = {
  waves: [{ count: 1 }, { percent: 25, soakSeconds: 600 }],
  soakSeconds: 900,
  gates: [
    { measure: "failed-to-apply", against: "limit", threshold: 0.05, sampleMin: 4, stopAt: 3 },
    { measure: "drops", against: "rest", threshold: 0.005, stopAt: null },
  ],
  onBreach: "roll-back",
  maxInFlight: 20,
  maxFailures: null,
  maxFailuresPercent: 2.5,
  answerSeconds: 120,
  offline: "on-return",
  window: { timeZone: "Europe/Berlin", open: [{ days: ["mon"], from: "09:00", to: "16:00" }] },
};

test("a plan goes through its form unchanged", () => {
  expect(planOf(draftOfPlan(PLAN))).toEqual(PLAN);
  expect(planOf(draftOfPlan({}))).toEqual({});
  expect(planOf(draftOfPlan({ window: null }))).toEqual({ window: null });
  expect(planFaults(draftOfPlan(PLAN))).toEqual({});
});

test("what cannot be meant is said by its field", () => {
  const draft = draftOfPlan({});
  const faults = planFaults({
    ...draft,
    waves: "120 %",
    soak: "soon",
    maxInFlight: "0",
    maxFailures: "-1",
    maxFailuresPercent: "101",
    gates: [{ ...emptyGate("drops"), threshold: "" }],
    window: { kind: "hours", timeZone: "Europe/Berlin", open: [] },
  });
  expect(Object.keys(faults).sort()).toEqual([
    "gates",
    "maxFailures",
    "maxFailuresPercent",
    "maxInFlight",
    "soakSeconds",
    "waves",
    "window",
  ]);
  expect(faults.waves).toContain("120 %");
  expect(planFaults({ ...draft, maxFailures: "none" })).toEqual({});
  expect(planFaults({ ...draft, maxInFlight: "none" })).toHaveProperty("maxInFlight");
});
