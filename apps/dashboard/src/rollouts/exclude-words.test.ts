import type { MemberCause } from "@fleethub/api";
import { describe, expect, test } from "vitest";
import { rollout } from "../testing/rollouts";
import { excludable, excludedBy, excludeLabel, excludeSays, failureWords } from "./exclude-words";

const cause = (n: number, agents: number, named = agents): MemberCause => ({
  cause: `crashed: ${n}`,
  kind: "crashed",
  words: `${agents} failed on it`,
  agents,
  uids: Array.from({ length: named }, (_, at) => `uid-${n}-${at}`),
});

describe("excluding those that failed", () => {
  test("is offered where a paused rollout has few causes, all of them named", () => {
    expect(excludable(rollout({ causes: [cause(1, 4)] }))).toBeNull();
    const paused = (...causes: MemberCause[]) => excludable(rollout({ phase: "paused", causes }));
    expect(paused()).toBeNull();
    expect(paused(cause(1, 2), cause(2, 2))?.agents).toBe(4);
    expect(paused(cause(1, 1), cause(2, 1), cause(3, 1), cause(4, 1))).toBeNull();
    expect(paused(cause(1, 200, 100), cause(2, 1))).toBeNull();
    expect(paused(cause(1, 200, 100))?.agents).toBe(200);
  });

  test("one cause is named as such, several as their agents", () => {
    expect(excludedBy({ causes: [cause(1, 200, 100)], agents: 200 })).toEqual({
      cause: "crashed: 1",
    });
    expect(excludedBy({ causes: [cause(1, 1), cause(2, 1)], agents: 2 })).toEqual({
      uids: ["uid-1-0", "uid-2-0"],
    });
  });

  test("the failures of several causes are told by their kind", () => {
    const refused: MemberCause = { ...cause(3, 2), kind: "refused" };
    expect(failureWords([cause(1, 2), refused, cause(2, 1)])).toBe(
      "2 refused it and kept what ran before, 3 failed on it.",
    );
    expect(failureWords([])).toBe("");
  });

  test("says whom, for how long, and who is still to come", () => {
    const whom = { causes: [cause(1, 4)], agents: 4 };
    expect(excludeLabel(whom, true)).toBe("Exclude these 4 and resume");
    expect(excludeLabel({ ...whom, agents: 1 }, false)).toBe("Exclude this agent");
    expect(excludeSays(whom, rollout({ steps: { waiting: 60 } }), true).join(" ")).toContain(
      "60 agents still to come",
    );
  });
});
