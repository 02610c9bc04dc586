import { describe, expect, test } from "vitest";
import { rolloutSpec } from "../../index.js";
import { FACTS, MINUTE, memberOf, openUpTo, START } from "../../testing/rollout-scene.js";
import type { MemberFacts, MemberMark, MemberStep, RolloutMember } from "../member.js";
import type { RolloutStatus } from "../status.js";
import { isFailure, isGone, isInFlight, stepOf } from "./step.js";

interface Case {
  readonly member?: Partial<RolloutMember>;
  readonly facts: MemberFacts | null;
  readonly status?: Partial<RolloutStatus>;
  readonly after?: number;
}

const marked = (kind: MemberMark["kind"]) => ({ mark: { kind, at: START } });
const LATE = 6 * MINUTE;

/** Every step, with all that leads to it. A step without a case does not compile. */
const CASES: { readonly [Step in MemberStep]: Readonly<Record<string, Case>> } = {
  waiting: { "not assigned": { member: { assignedAt: null }, facts: FACTS.waiting } },
  assigned: {
    "not offered": { facts: FACTS.assigned },
    "not offered for long: the clock runs from the offer": { facts: FACTS.assigned, after: LATE },
    "held back": { facts: { ...FACTS.assigned, suspended: true } },
    away: { facts: { ...FACTS.assigned, presence: "disconnected" } },
  },
  offered: {
    "a moment ago": { facts: FACTS.offered },
    "suspended before its time was over": {
      facts: { ...FACTS.offered, suspended: true },
      status: { paused: { at: START + MINUTE, cause: { by: "hub", reason: "" } } },
      after: LATE,
    },
    "long ago, and the pause ended a moment ago": {
      facts: FACTS.offered,
      status: { judgedSince: START + LATE - 1 },
      after: LATE,
    },
  },
  acknowledged: {
    "it says APPLYING": { facts: FACTS.acknowledged },
    "applied and restarting": { facts: { ...FACTS.healthy, health: "restarting" } },
    "applied and unhealthy": { facts: { ...FACTS.healthy, health: "unhealthy" } },
  },
  healthy: {
    "applied and well": { facts: FACTS.healthy },
    "health is not reported": { facts: { ...FACTS.healthy, health: "unknown" } },
    "a component was not well before": { facts: { ...FACTS.healthy, health: "degraded" } },
  },
  settled: {
    "it stood": { facts: FACTS.settled },
    "it stood long ago": { facts: FACTS.settled, after: 100 * LATE },
    "it ran the revision before its turn": { facts: { ...FACTS.assigned, runsIt: true } },
    "it ran the revision, offered earlier": {
      facts: { ...FACTS.offered, runsIt: true, offeredAt: START - MINUTE },
    },
  },
  failed: {
    "it said so": { facts: FACTS.failed },
    "it settled before": { facts: { ...FACTS.settled, failedAt: START } },
    "it cannot run the revision": { facts: { ...FACTS.assigned, withheld: true } },
  },
  "not-answering": {
    "no word since the offer": { facts: FACTS.offered, after: LATE },
    "APPLYING for too long": { facts: FACTS.acknowledged, after: LATE },
    "never stood": { facts: FACTS.healthy, after: LATE },
    "its time was over before the pause": {
      facts: { ...FACTS.offered, suspended: true },
      status: { paused: { at: START + LATE, cause: { by: "hub", reason: "" } } },
      after: 2 * LATE,
    },
  },
  departed: {
    marked: { member: marked("departed"), facts: FACTS.settled },
    forgotten: { facts: null },
    "in another group, pinned or held": { facts: { ...FACTS.offered, belongs: false } },
  },
  excluded: { marked: { member: marked("excluded"), facts: FACTS.failed } },
  skipped: { marked: { member: marked("skipped"), facts: FACTS.away } },
  withdrawn: { marked: { member: marked("withdrawn"), facts: FACTS.offered } },
  returning: { "not back": { member: marked("returned"), facts: FACTS.settled } },
  returned: {
    back: { member: marked("returned"), facts: { ...FACTS.settled, isBack: true } },
    forgotten: { member: marked("returned"), facts: null },
  },
};

describe("how far a member has come", () => {
  const cases = Object.entries(CASES).flatMap(([step, of]) =>
    Object.entries(of).map(([why, it]) => ({ step, why, it })),
  );
  test.each(cases)("$step: $why", ({ step, it }) => {
    const { member = {}, facts, status = {}, after = 0 } = it;
    const whole = memberOf("a", { assignedAt: START, ...member });
    const now = START + after;
    expect(stepOf(whole, facts, rolloutSpec(), openUpTo(0, status), now)).toBe(step);
  });

  test("each step is on its way, at its end, or out", () => {
    const words = (step: MemberStep) => [
      isInFlight(step, FACTS.assigned) && "in flight",
      isFailure(step) && "failure",
      isGone(step) && "gone",
    ];
    const all = Object.keys(CASES) as MemberStep[];
    const told = Object.fromEntries(
      all.map((step) => [
        step,
        words(step)
          .filter((word) => word !== false)
          .join(),
      ]),
    );
    expect(told).toEqual({
      waiting: "",
      assigned: "in flight",
      offered: "in flight",
      acknowledged: "in flight",
      healthy: "in flight",
      settled: "",
      failed: "failure",
      "not-answering": "failure",
      departed: "gone",
      excluded: "gone",
      skipped: "gone",
      withdrawn: "gone",
      returning: "gone",
      returned: "gone",
    });
    expect(isInFlight("assigned", { ...FACTS.assigned, suspended: true })).toBe(false);
  });
});
