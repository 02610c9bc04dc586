import {
  Flow,
  GateMeasure,
  MemberStep,
  PREVIEW_VERBS,
  RolloutPhase,
  RolloutPlan,
  ROUTES,
  Signal,
} from "@fleethub/api";
import { isReadOnly, isVerbName, SIGNALS, VERBS } from "@fleethub/control-plane";
import { DEFAULT_ROLLOUT_SPEC, MEASURES, rolloutSpec } from "@fleethub/fleet";
import { FLOWS } from "@fleethub/fleet/query";
import { expect, test } from "vitest";
import { rolloutPlanOf } from "./inputs/rollout-plan.js";
import { presentPlan, presentSpec } from "./present/rollout-plan.js";

test("the contract has the words of those who decide", () => {
  expect(GateMeasure.options).toEqual(MEASURES);
  expect(Signal.options).toEqual(SIGNALS);
  expect(Flow.options.toSorted()).toEqual([...FLOWS].toSorted());
  expect(RolloutPhase.options).toContain("rolling-back");
  expect(MemberStep.options).toContain("not-answering");
});

test("every verb that writes can be previewed, and no other", () => {
  // Answers to requests change nothing that could be shown before, and secrets are told to nobody.
  const never = new Set(ROUTES.flatMap(({ verb, noPreview }) => (noPreview ? [verb] : [])));
  const writes = Object.keys(VERBS).filter(
    (name) => isVerbName(name) && !isReadOnly(name) && !never.has(name),
  );
  expect([...PREVIEW_VERBS].toSorted()).toEqual(writes.toSorted());
});

test("a plan is kept as it was written", () => {
  const written = RolloutPlan.parse({
    waves: [{ count: 2, soakSeconds: 30 }, { percent: 12.5 }],
    soakSeconds: 600,
    gates: [{ measure: "drops", against: "rest", threshold: 0.01, sampleMin: 5, stopAt: null }],
    onBreach: "roll-back",
    maxInFlight: 7,
    maxFailures: null,
    maxFailuresPercent: 2.5,
    answerSeconds: 90,
    offline: "wait",
    window: { timeZone: "UTC", open: [{ days: ["sat"], from: "00:00", to: "24:00" }] },
  });
  expect(presentPlan(rolloutPlanOf(written))).toEqual(written);
  const spec = presentSpec(rolloutSpec(rolloutPlanOf(written)));
  expect(spec).toMatchObject(written);
  expect(presentPlan(rolloutPlanOf({}))).toEqual({});
});

test("the hub's default can be written as a request", () => {
  const { startAt, deadline, ...plan } = presentSpec(DEFAULT_ROLLOUT_SPEC);
  expect([startAt, deadline]).toEqual([null, null]);
  expect(RolloutPlan.parse(plan)).toEqual(plan);
});
