import type { Policy } from "@fleethub/api";
import { describe, expect, it } from "vitest";
import { barOf, inOrder, isBroken, judgedMost, keptInPlace, standingOf } from "./standing";

const of = (parts: Partial<Policy["standing"]>) => ({
  agents: 200,
  judged: 200,
  kept: 200,
  broken: 0,
  excepted: 0,
  cannotTell: 0,
  ...parts,
});

const policy = (name: string, parts: Partial<Policy> = {}): Policy => ({
  name,
  title: name,
  description: "",
  rule: { kind: "secrets-referenced" },
  scope: "",
  severity: "block",
  enabled: true,
  exceptions: [],
  standing: of({}),
  drafts: 0,
  since: null,
  version: 1,
  createdAt: "2026-11-23T01:00:00.000Z",
  createdBy: "local",
  changedAt: "2026-11-23T01:00:00.000Z",
  ...parts,
});

const broken = of({ kept: 186, broken: 14 });

describe("how a policy stands", () => {
  it.each([
    [policy("a", { standing: broken }), "14 broken", "bad"],
    [policy("a", { standing: broken, severity: "warn" }), "14 warned", "warn"],
    [policy("a", { standing: broken, enabled: false }), "Off", "mute"],
    [policy("a", { standing: of({ judged: 0, kept: 0 }) }), "Nothing judged", "mute"],
    [policy("a", { standing: of({ kept: 197, cannotTell: 3 }) }), "3 cannot be told", "warn"],
    [policy("a", { standing: of({ kept: 197, excepted: 3 }) }), "Holds, 3 accepted", "ok"],
    [policy("a"), "Holds", "ok"],
  ] as const)("says it by shape, colour and word (%#)", (one, words, tone) => {
    expect(standingOf(one)).toMatchObject({ words, tone });
  });

  it("counts as broken only what is enforced and in force", () => {
    expect(isBroken(policy("a", { standing: broken }))).toBe(true);
    expect(isBroken(policy("a", { standing: broken, severity: "warn" }))).toBe(false);
    expect(isBroken(policy("a", { standing: broken, enabled: false }))).toBe(false);
  });

  it("draws one breach among many wide enough to be seen", () => {
    const parts = barOf(policy("a", { standing: of({ judged: 10_000, kept: 9_999, broken: 1 }) }));
    expect(parts.map(({ tone }) => tone)).toEqual(["ok", "bad"]);
    expect(parts[1]?.share).toBeGreaterThanOrEqual(0.05);
  });

  it("shows trouble first, and lets no row move once it was seen", () => {
    const bad = policy("z", { standing: broken });
    const all = [policy("a"), policy("b"), bad];
    expect(inOrder(all).map(({ name }) => name)).toEqual(["z", "a", "b"]);
    expect(keptInPlace(all, ["a", "z"]).map(({ name }) => name)).toEqual(["b", "a", "z"]);
    expect(judgedMost(all)).toBe(200);
  });
});
