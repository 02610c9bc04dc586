import { describe, expect, test } from "vitest";
import { alike, cohorts, items } from "../testing/cohort.js";
import { DEFAULT_GATES } from "./default-gates.js";
import type { GateSpec, GateVerdict, Measure } from "./gate.js";
import { judgeGates } from "./judge.js";
import type { AgentSample, Cohorts } from "./sample.js";

const LOOK = { now: 2_000_000, isSoakOver: false };
const SOAKED = { ...LOOK, isSoakOver: true };

function gateOf(measure: Measure): GateSpec {
  const gate = DEFAULT_GATES.find((one) => one.measure === measure);
  if (gate === undefined) throw new Error(`no default gate for ${measure}`);
  return gate;
}

function judged(
  gate: GateSpec | Measure,
  samples: Cohorts,
  look: typeof LOOK & { verdictsBefore?: readonly GateVerdict[] } = LOOK,
): GateVerdict {
  const [verdict] = judgeGates([typeof gate === "string" ? gateOf(gate) : gate], samples, look);
  if (verdict === undefined) throw new Error("no verdict");
  return verdict;
}

function failing(failed: number, of: number): readonly AgentSample[] {
  return [
    ...alike(failed, "failed-to-apply", 1, null, "failed"),
    ...alike(of - failed, "failed-to-apply", 0, null, "good"),
  ];
}

describe("shares of agents against a limit", () => {
  test("stops at the mock's four of forty", () => {
    expect(judged("failed-to-apply", cohorts(failing(4, 40)))).toMatchObject({
      verdict: "breached",
      wave: 0.1,
      reporting: 40,
      words: "4 of 40 failed to apply (10 %), limit 5 %",
    });
  });

  test("a canary that fails whole is enough, one of four is not", () => {
    expect(judged("failed-to-apply", cohorts(failing(2, 2))).verdict).toBe("breached");
    expect(judged("failed-to-apply", cohorts(failing(1, 4))).verdict).toBe("undecided");
  });
});

describe("items that are lost", () => {
  const rest = alike(20, "send-failures", items(0, 1_000), items(0, 1_000), "rest");

  test("a canary of one whose backend is dead stops the rollout", () => {
    const wave = alike(1, "send-failures", items(100, 100), items(0, 1_000));
    expect(judged("send-failures", cohorts(wave, rest))).toMatchObject({
      verdict: "breached",
      reporting: 1,
    });
    expect(judged("send-failures", cohorts(wave)).verdict).toBe("breached");
  });

  test("too few that report are not judged, in words", () => {
    const wave = [
      ...alike(2, "send-failures", items(0, 100), items(0, 100)),
      ...alike(2, "send-failures", null),
    ];
    expect(judged("send-failures", cohorts(wave, rest), SOAKED)).toMatchObject({
      verdict: "not-judged",
      words: "2 of 4 report send failures; 5 are needed",
    });
  });
});
