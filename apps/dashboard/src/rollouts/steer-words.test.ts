import type { Rollout } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { rollout, rolloutWave } from "../testing/rollouts";
import { rollBackLabel, rollBackWaits, steerVerbs, steerWords, targetWords } from "./steer-words";

const r12 = { configuration: "gateway", revision: 12 };
const returns = (agents: number, to: typeof r12 | null = r12) => ({
  to,
  agents,
  restarts: agents,
  onReturn: 0,
});
const back = (...all: ReturnType<typeof returns>[]): Rollout["goingBack"] => ({
  returns: all,
  alreadyBack: 0,
  untouched: 0,
  words: "35 agents get gateway r12 again, 35 restart once.",
});

describe("what can be asked of a rollout", () => {
  test("every phase offers only what it follows", () => {
    const verbs = (over: Partial<Rollout>) => steerVerbs(rollout(over)).join(" ");
    expect(verbs({})).toBe("abort roll-back pause");
    expect(verbs({ phase: "paused" })).toBe("abort roll-back resume");
    expect(verbs({ phase: "soaking" })).toBe("abort roll-back promote pause");
    expect(verbs({ phase: "soaking", waves: [rolloutWave(0, { promoted: true })] })).toBe(
      "abort roll-back pause",
    );
    expect(verbs({ phase: "rolling-back" })).toBe("abort");
    expect(verbs({ phase: "complete", live: false })).toBe("");
  });

  test("going back names how many, and to what where it is the same for all", () => {
    const label = (goingBack: Rollout["goingBack"]) => rollBackLabel(rollout({ goingBack }));
    expect(label(back(returns(35)))).toBe("Roll back 35 to r12");
    expect(label(back(returns(35), returns(5, { ...r12, revision: 11 })))).toBe("Roll back 40");
    expect(label(back(returns(3, null)))).toBe("Roll back 3");
    expect(label(back())).toBe("Roll back");
    expect(rollBackWaits(rollout())).toBeUndefined();
    expect(rollBackWaits(rollout({ waves: [rolloutWave(0, { openedAt: null })] }))).toContain(
      "Nobody has moved",
    );
  });

  test("several targets are not called by one number", () => {
    expect(targetWords(rollout())).toBe("r13");
    const [target] = rollout().targets;
    if (target === undefined) throw new Error("a target");
    expect(targetWords({ targets: [target, { ...target, configuration: "other" }] })).toBe(
      "the new revisions",
    );
  });

  test("the question says the reach before the act", () => {
    const steps = { settled: 30, acknowledged: 1, offered: 2, failed: 4, waiting: 60 } as const;
    const says = (verb: Parameters<typeof steerWords>[0]) =>
      steerWords(verb, rollout({ steps, goingBack: back(returns(35)) })).says.join(" ");
    expect(says("abort")).toBe(
      "31 agents stay on r13. Nobody is moved. What 2 had not acknowledged is withdrawn: they never get it, also when back later. 60 agents are not reached. It cannot be taken up again; a new rollout can be started.",
    );
    expect(says("pause")).toContain("2 agents not yet acknowledged it: their offer waits.");
    expect(says("resume")).toContain("The failures of 4 agents are accepted");
    expect(says("resume")).toContain("60 agents still to come, wave by wave.");
    expect(says("roll-back")).toContain("35 agents get gateway r12 again, 35 restart once.");
  });

  test("skipping the soak says who is next", () => {
    const waves = [rolloutWave(0), rolloutWave(1, { openedAt: null, members: 40 })];
    expect(steerWords("promote", rollout({ waves })).says[1]).toBe("40 agents of wave 2 are next.");
    expect(steerWords("promote", rollout()).says[1]).toContain("r13 becomes stable");
  });
});
