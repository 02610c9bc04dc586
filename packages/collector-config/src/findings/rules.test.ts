import { expect, test } from "vitest";
import { loadCatalogue } from "../catalogue/load.js";
import { DEFAULT_COLLECTOR_VERSION } from "../catalogue/versions.js";
import { applyEdit } from "../finding.js";
import { checkConfig } from "./check-config.js";
import type { CheckOptions } from "./check-options.js";
import { DOCUMENTED_RULES as RULES } from "./documented-rules.js";

const codesOf = (text: string, options: CheckOptions = {}) =>
  checkConfig(text, options).findings.map((each) => each.code);

const catalogue = (await loadCatalogue(DEFAULT_COLLECTOR_VERSION)) ?? undefined;

test("codes are unique and in kebab-case", () => {
  const codes = RULES.map((rule) => rule.code);
  expect(codes.filter((code) => !/^[a-z]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
});

test.each(RULES.map((rule) => [rule.code, rule] as const))("%s: its example", (code, rule) => {
  const { bad, good } = rule.example;
  const options = { ...(catalogue === undefined ? {} : { catalogue }), ...rule.example.options };
  const found = checkConfig(bad, options).findings.filter((each) => each.code === code);
  expect(found.map((each) => each.severity)).toContain(rule.severity);
  for (const each of found) {
    expect(each.message).toMatch(/[.]$/);
    expect(each.remedy.length).toBeGreaterThan(0);
  }
  const after = checkConfig(good, options).findings;
  expect(after.filter((each) => each.code === code || each.severity === "error")).toEqual([]);
});

test.each(RULES.map((rule) => [rule.code, rule] as const))("%s: its edit repairs", (code, rule) => {
  const { bad } = rule.example;
  const options = { ...(catalogue === undefined ? {} : { catalogue }), ...rule.example.options };
  for (const { edit } of checkConfig(bad, options).findings.filter((each) => each.code === code)) {
    if (edit === undefined) continue;
    const before = checkConfig(bad, options).findings.filter((each) => each.code === code);
    const { findings } = checkConfig(applyEdit(bad, edit), options);
    expect(findings.filter((each) => each.code === code).length).toBeLessThan(before.length);
    expect(findings.filter((each) => each.severity === "error" && each.code !== code)).toEqual([]);
  }
});

const [first] = RULES;

test("a rule is switched off, and its severity set, by code", () => {
  const code = first?.code ?? "";
  const bad = first?.example.bad ?? "";
  expect(codesOf(bad)).toContain(code);
  expect(codesOf(bad, { rules: { [code]: "off" } })).not.toContain(code);
  const { findings } = checkConfig(bad, { rules: { [code]: "info" } });
  expect(findings.filter((each) => each.code === code).map((each) => each.severity)).toEqual([
    "info",
  ]);
});

test("levels choose rules", () => {
  expect(codesOf(first?.example.bad ?? "", { levels: ["practice"] })).not.toContain(first?.code);
});

test("settings that mean nothing are told, with the code that was meant", () => {
  const good = first?.example.good ?? "";
  const { findings } = checkConfig(good, { rules: { "duplicat-id": "off" }, levels: [] });
  expect(findings).toMatchObject([
    { severity: "info", code: "rule-setting", remedy: 'Write "duplicate-id".' },
  ]);
  const settings: CheckOptions = JSON.parse('{"levels": [], "rules": {"duplicate-id": "fatal"}}');
  expect(codesOf(good, settings)).toEqual(["rule-setting"]);
});
