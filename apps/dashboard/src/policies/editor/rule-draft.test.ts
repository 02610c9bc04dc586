import { PolicyRule } from "@fleethub/api";
import {
  POLICY_KINDS,
  type PolicyRule as ReadRule,
  READY_POLICIES,
  ruleProblems,
} from "@fleethub/collector-config";
import { describe, expect, it } from "vitest";
import { draftOf, emptyRule, isWritten, ruleOf } from "./rule-draft";
import { KIND_FORMS, PATH_FIELDS } from "./rule-fields";
import { pathOf, pathText, scalarOf, scalarText } from "./written-values";

const WHOLE: readonly ReadRule[] = [
  {
    kind: "path-passes",
    signals: ["traces", "logs"],
    from: ["otlp*"],
    to: ["!otlp/internal"],
    exceptHosts: ["10.0.0.0/8"],
    processors: ["redaction", "attributes/mask"],
    options: [
      { path: ["allow_all_keys"], condition: { op: "equals", value: false }, whenAbsent: false },
      { path: ["a.b", "c"], condition: { op: "one-of", values: ["x", 3, "true", null] } },
    ],
    before: ["batch"],
    after: ["k8s_attributes"],
    first: true,
    each: "pipeline",
  },
  { kind: "destinations", hosts: ["*.internal"], ownTelemetry: true },
  { kind: "tls-required", unverified: true },
  { kind: "sampling", from: ["*/audit*"], atLeastPercent: 0, atMostPercent: 12.5 },
  {
    kind: "attributes-removed",
    attributes: ["gen_ai.prompt*"],
    contexts: ["span", "log"],
    atLeast: "masked",
  },
  { kind: "attributes-set", attributes: ["owner"], context: "log", values: ["team a", "b*"] },
  { kind: "component-required", components: ["extension:health_check"] },
  { kind: "component-forbidden", components: ["exporter:debug"], unused: true },
  {
    kind: "option-required",
    components: ["exporter:otlp*"],
    path: ["sending_queue", "enabled"],
    condition: { op: "at-least", value: "5s" },
    whenAbsent: "80",
  },
  { kind: "secrets-referenced" },
  { kind: "expression", expression: "size(exporters) < 3", message: "too many" },
];

describe("a rule in its fields", () => {
  it("is written back as it was read, of every kind", () => {
    expect(WHOLE.map(({ kind }) => kind)).toEqual(POLICY_KINDS);
    for (const rule of [...WHOLE, ...READY_POLICIES.map(({ rule }) => rule)]) {
      expect(ruleOf(draftOf(rule))).toEqual(rule);
      expect(isWritten(draftOf(rule))).toBe(true);
    }
  });

  it("has a field for everything that its kind can say", () => {
    for (const rule of WHOLE) {
      const { fields, paths } = KIND_FORMS[rule.kind];
      const named = [...fields, ...(paths ? PATH_FIELDS : [])].map(({ name }) => name);
      for (const name of Object.keys(draftOf(rule).values))
        expect(named, rule.kind).toContain(name);
    }
  });

  it("is what the contract takes, and a form left empty is not sent", () => {
    for (const rule of WHOLE) {
      expect(PolicyRule.safeParse(ruleOf(draftOf(rule))).success, rule.kind).toBe(true);
      expect(ruleProblems(rule), rule.kind).toEqual([]);
    }
    const unasked = POLICY_KINDS.filter((kind) => !isWritten(emptyRule(kind)));
    expect(POLICY_KINDS.filter((kind) => !unasked.includes(kind))).toEqual([
      "destinations",
      "tls-required",
      "secrets-referenced",
    ]);
  });
});

describe("values as they are written", () => {
  it.each([true, false, null, 0, -4.5, "5s", "", "80", "true", "a b"])("reads %j back", (value) => {
    expect(scalarOf(scalarText(value))).toBe(value);
  });

  it.each([[["tls", "insecure"]], [["a.b", "*", "c"]]])("reads the path %j back", (path) => {
    expect(pathOf(pathText(path))).toEqual(path);
  });
});
