import { READY_POLICIES } from "@fleethub/collector-config";
import { describe, expect, it } from "vitest";
import { faultsOf, fromReady, nameFrom, OWN_POLICY, writtenOf } from "./policy-draft";
import { emptyRule } from "./rule-draft";

describe("a policy while it is written", () => {
  it("begins with a ready-made one that can be saved as it stands", () => {
    for (const ready of READY_POLICIES) {
      const draft = fromReady(ready, []);
      expect(faultsOf(draft, []), ready.name).toEqual({});
      expect(writtenOf(draft)).toMatchObject({ title: ready.title, rule: ready.rule });
    }
  });

  it("gives a taken name a number", () => {
    const [ready] = READY_POLICIES;
    if (ready === undefined) throw new Error("no ready-made policy");
    expect(fromReady(ready, [ready.name, `${ready.name}-2`]).name).toBe(`${ready.name}-3`);
  });

  it("says for each field what is wrong, and asks the hub for nothing until then", () => {
    expect(Object.keys(faultsOf(OWN_POLICY, [])).sort()).toEqual(["name", "rule", "title"]);
    const faults = faultsOf(
      {
        ...OWN_POLICY,
        name: "mine",
        title: "x",
        scope: "presence:connected",
        rule: { ...emptyRule("component-required"), values: { components: "a b c" } },
      },
      ["mine"],
    );
    expect(faults.name).toBe("This name is taken");
    expect(faults.scope).toContain("presence");
    expect(faults.rule).toContain("no component pattern");
  });

  it("makes a name of a title", () => {
    expect(nameFrom("Prompts are masked, before they leave!")).toBe(
      "prompts-are-masked-before-they-leave",
    );
    expect(nameFrom("Ärger — 2")).toBe("a-rger-2");
  });
});
