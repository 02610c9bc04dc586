import { expect, test } from "vitest";
import { PROBLEMS_MAX } from "./limits.js";
import { parseConfig } from "./parse.js";

/** Long enough that work of more than linear growth would not end in the time of a test. */
const LENGTH = 200_000;

test.each([
  ["tags", "", "!a "],
  ["anchors", "a: [", "&a "],
  ["commas", "a: [", ","],
  ["open quotes", "a: [", "'\n"],
  ["dashes and tabs", "a: [", "-\ta\n"],
  ["directives", "", "%a\n"],
])("a flood of %s is refused with as many problems as are told", (_name, start, token) => {
  const { config, problems } = parseConfig(start + token.repeat(LENGTH / token.length));
  expect(config).toBeNull();
  expect(problems.length).toBeGreaterThan(0);
  // Directives and the rest are two kinds.
  expect(problems.length).toBeLessThanOrEqual(2 * PROBLEMS_MAX);
});

test("a dash with blanks behind it is read in one go", () => {
  const { problems } = parseConfig(`- ${" ".repeat(LENGTH)}`);
  expect(problems.map(({ code }) => code)).toEqual(["config-not-a-map"]);
});

test("errors elsewhere keep their stacks after a text with faults was read", () => {
  const before = Error.stackTraceLimit;
  expect(parseConfig("a: [").problems).toHaveLength(1);
  expect(Error.stackTraceLimit).toBe(before);
});
