import { expect, test } from "vitest";
import { applyEdit } from "../../finding.js";
import { checkConfig } from "../check-config.js";

const found = (value: string) => {
  const text = `exporters:\n  debug: {a: ${value}}\n`;
  const { findings } = checkConfig(text, { levels: ["structure"] });
  const [first] = findings.filter(({ code }) => code === "reference-syntax");
  return { first, repaired: first?.edit && applyEdit(text, first.edit) };
};

test("a default gets its scheme where it counts, not where it is escaped", () => {
  expect(found("'$${A:-1} ${A:-1}'").repaired).toContain("'$${A:-1} ${env:A:-1}'");
});

test("what is written by an escape has no edit", () => {
  const { first, repaired } = found('"\\x24{A:-1}"');
  expect(first?.remedy).toBe("A default needs the scheme: write ${env:A:-1}.");
  expect(repaired).toBeUndefined();
});

test.each([
  ["${fleethub:team}", "Write a name such as ${fleethub:NAME}, or $$ for a plain dollar sign."],
  ["${env:A B}", "Write a name such as ${env:NAME}, or $$ for a plain dollar sign."],
])("%s: %s", (value, remedy) => {
  expect(found(`'${value}'`).first?.remedy).toBe(remedy);
});
