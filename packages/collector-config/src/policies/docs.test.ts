import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createExpressionEvaluator } from "../expressions/index.js";
import { ruleProblems } from "./check-rule.js";
import { evaluatePolicy } from "./evaluate.js";
import { POLICY_KINDS, type PolicyRule } from "./policy.js";

const text = readFileSync(new URL("../../../../docs/policies.md", import.meta.url), "utf8");
const expressions = createExpressionEvaluator();

const VERDICTS = { Broken: "broken", Kept: "kept", Cannot: "cannot-tell" } as const;

test.each(POLICY_KINDS)("the examples of %s are as docs/policies.md says", (kind) => {
  const [, section = ""] = new RegExp(`\n### ${kind}\n([^]*?)(?=\n##)`).exec(text) ?? [];
  const [, json = ""] = /```json\n([^]*?)```/.exec(section) ?? [];
  const rule = JSON.parse(json) as PolicyRule;
  expect(rule.kind).toBe(kind);
  expect(ruleProblems(rule, expressions)).toEqual([]);
  const examples = [...section.matchAll(/\n(Broken|Kept|Cannot)[^\n]*:\n\n```yaml\n([^]*?)```/g)];
  expect(examples.length).toBeGreaterThan(0);
  for (const [, word, yaml = ""] of examples) {
    const expected = VERDICTS[word as keyof typeof VERDICTS];
    expect(evaluatePolicy(rule, yaml, { expressions }).verdict, yaml).toBe(expected);
  }
});
