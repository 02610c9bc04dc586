import { describe, expect, test } from "vitest";
import { DEFAULT_GATES } from "../../judgement/default-gates.js";
import { GATE, MINUTE, START } from "../../testing/rollout-scene.js";
import { checkSpec } from "./check-spec.js";
import type { SpecFacts } from "./spec-problem.js";
import { WAVES_MAX } from "./limits.js";
import { DEFAULT_ROLLOUT_SPEC, type PartialRolloutSpec, rolloutSpec } from "./rollout-spec.js";
import type { WaveSpec } from "./spec.js";

const FACTS: SpecFacts = {
  now: START,
  members: 40,
  reporting: 40,
  gatesGiven: true,
  settleMs: MINUTE,
};
const HOUR = 60 * MINUTE;

/** "pointer: message" of each problem. */
function problems(spec: PartialRolloutSpec, facts: Partial<SpecFacts> = {}): readonly string[] {
  const found = checkSpec(rolloutSpec(spec), { ...FACTS, ...facts });
  for (const { remedy } of found) expect(remedy).toMatch(/\.$/);
  return found.map(({ pointer, message }) => `${pointer}: ${message}`);
}

function hours(from: string, to: string, timeZone = "UTC") {
  return { timeZone, open: [{ days: ["sat" as const], from, to }] };
}

describe("checking a spec", () => {
  test("the default suits a fleet of any size", () => {
    for (const members of [1, 2, 3, 40, 10_000]) {
      expect(problems({}, { members, reporting: 0, gatesGiven: false })).toEqual([]);
    }
  });

  test("parts that are said stand for themselves, the rest is the default", () => {
    const spec = rolloutSpec(
      { soakMs: 1 },
      { limits: { inFlight: 7 } },
      { limits: { failures: 2 } },
    );
    expect(spec.limits).toEqual({ inFlight: 7, failures: 2, failuresPercent: 5 });
    expect(spec).toEqual({ ...DEFAULT_ROLLOUT_SPEC, soakMs: 1, limits: spec.limits });
  });

  const waves: readonly (readonly [string, readonly WaveSpec[], readonly string[]])[] = [
    [
      "a share above 100",
      [{ percent: 120 }],
      ["/waves/0/percent: 120 % is no share of the members."],
    ],
    ["a share of nothing", [{ percent: 0 }], ["/waves/0/percent: 0 % is no share of the members."]],
    ["nobody", [{ count: 0 }], ["/waves/0/count: A wave of 0 agents is none."]],
    ["half an agent", [{ count: 1.5 }], ["/waves/0/count: A wave of 1.5 agents is none."]],
    [
      "shares that are more than all",
      [{ percent: 60 }, { percent: 50 }],
      ["/waves/1/percent: The waves up to here take 110 % of the members."],
    ],
    [
      "a wave after all of them",
      [{ percent: 100 }, { count: 1 }],
      ["/waves/1: Wave 2 reaches nobody: the waves before it take 100 % of the members."],
    ],
    [
      "a number after all of them",
      [{ count: 40 }, { count: 1 }],
      ["/waves/1/count: Wave 2 reaches nobody: the waves before it take all of 40 agents."],
    ],
    ["no wave", [], ["/waves: 0 waves cannot be gone through."]],
    [
      "a soak of a month",
      [{ count: 1, soakMs: 30 * 24 * HOUR }],
      ["/waves/0/soakMs: 2,592,000,000 ms is no time to watch a wave for."],
    ],
  ];
  test.each(waves)("waves: %s", (_, given, expected) => {
    expect(problems({ waves: given })).toEqual(expected);
  });

  test("waves: too many", () => {
    const many = Array.from({ length: WAVES_MAX + 1 }, () => ({ percent: 1 }));
    expect(problems({ waves: many })).toEqual(["/waves: 21 waves cannot be gone through."]);
  });

  test("nobody to reach", () => {
    expect(problems({}, { members: 0 })).toEqual([": It reaches no agent."]);
  });

  test("limits", () => {
    const limits = { inFlight: 0, failures: -1, failuresPercent: 101 };
    expect(problems({ limits, answerMs: 1 })).toEqual([
      "/limits/inFlight: At most 0 agents in flight is no limit that can be kept.",
      "/limits/failures: -1 is no number of agents.",
      "/limits/failuresPercent: 101 % is no share of the members that were reached.",
      "/answerMs: 0 s is no time to answer.",
    ]);
    expect(problems({ answerMs: 30_000 })).toEqual([
      "/answerMs: An agent settles 1 min after it applied a revision, so within 30 s each would count as failed.",
    ]);
    expect(problems({ limits: { inFlight: Number.NaN }, answerMs: Number.NaN })).toHaveLength(2);
  });

  test("gates that can never be met, or never speak", () => {
    const gate = (change: object) => problems({ gates: [{ ...GATE, ...change }] });
    expect(gate({ threshold: 0 })).toEqual([
      "/gates/0/threshold: 0 is no size of harm: the gate would stop what harms nobody.",
    ]);
    expect(gate({ threshold: 5 })).toEqual([
      "/gates/0/threshold: The gate on disconnects could never stop anything: 5 stands for 500 %, and no share is above it.",
    ]);
    expect(gate({ measure: "throughput", against: "past", threshold: 1 })).toEqual([
      "/gates/0/threshold: The gate on throughput could never stop anything: 1 stands for 100 %, and nothing can fall by more than all of it.",
    ]);
    expect(gate({ measure: "memory", against: "past", threshold: 1.5 })).toEqual([]);
    expect(gate({ measure: "time-to-apply", threshold: 60 })).toEqual([]);
    expect(gate({ stopAt: 0 })).toEqual([
      "/gates/0/stopAt: 0 agents that show harm would stop the rollout before it began.",
    ]);
    expect(gate({ sampleMin: 0 })).toEqual(["/gates/0/sampleMin: 0 agents are no sample."]);
    expect(gate({ sampleMin: 41 })).toEqual([
      "/gates/0/sampleMin: The gate on disconnects could never be judged: it needs 41 agents, and it reaches 40 agents.",
    ]);
    expect(problems({ gates: [GATE, GATE] })).toEqual([
      "/gates/1: The gate on disconnects is judged against the same as gate 1.",
    ]);
  });

  test("gates on own telemetry that too few send", () => {
    const gates = [{ ...GATE, measure: "send-failures" as const, sampleMin: 5 }];
    expect(problems({ gates }, { reporting: 1 })).toEqual([
      "/gates/0/sampleMin: The gate on send failures could never be judged: it needs 5 agents, and 1 agent of the 40 that it reaches reports own telemetry.",
    ]);
    expect(problems({ gates: DEFAULT_GATES }, { reporting: 0, gatesGiven: false })).toEqual([]);
  });

  test("windows that never open", () => {
    expect(problems({ window: { timeZone: "Mars/Base", open: [] } })).toEqual([
      "/window/timeZone: “Mars/Base” is no time zone that is known.",
      "/window/open: The window never opens: it has no hours.",
    ]);
    const open = [{ days: [], from: "24:00", to: "9:00" }];
    expect(problems({ window: { timeZone: "UTC", open } })).toEqual([
      "/window/open/0/days: These hours never come: they have no day.",
      "/window/open/0/from: “24:00” is no time of day.",
      "/window/open/0/to: “9:00” is no time of day.",
    ]);
  });

  test("deadlines that cannot be kept", () => {
    expect(problems({ deadline: START - 1 })).toEqual([
      "/deadline: The deadline is past: 23 Nov 2026, 07:59 UTC.",
    ]);
    expect(problems({ startAt: START + 2 * HOUR, deadline: START + HOUR })).toEqual([
      "/deadline: The deadline, 23 Nov 2026, 09:00 UTC, is not after the start, 23 Nov 2026, 10:00 UTC.",
    ]);
    expect(problems({ deadline: START + 30 * MINUTE })).toEqual([
      "/deadline: The waves are watched for 40 min together, so the rollout cannot be over before 23 Nov 2026, 08:40 UTC; the deadline is 23 Nov 2026, 08:30 UTC.",
    ]);
    expect(problems({ deadline: START + 10 * MINUTE }, { members: 1 })).toEqual([]);
    expect(problems({ window: hours("01:00", "02:00"), deadline: START + 24 * HOUR })).toEqual([
      "/deadline: The maintenance window opens first at 28 Nov 2026, 01:00 UTC, and the deadline is 24 Nov 2026, 08:00 UTC: nobody would be reached.",
    ]);
    expect(problems({ deadline: START + 9_000 * HOUR })).toEqual([
      "/deadline: The deadline is more than a year ahead.",
    ]);
    expect(problems({ startAt: START + 9_000 * HOUR })).toEqual([
      "/startAt: The start is more than a year ahead.",
    ]);
  });
});
