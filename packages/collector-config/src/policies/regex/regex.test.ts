import * as fc from "fast-check";
import { expect, test } from "vitest";
import { globMatches } from "../patterns/glob.js";
import { complement, globLanguage, holds, intersection, union, wordsLanguage } from "./language.js";
import { regexLanguage } from "./regex-language.js";
import { coverage } from "./uncovered.js";

const SEED = 20261123;

const language = (source: string) => {
  const found = regexLanguage(source);
  if (found === undefined) throw new Error(`not modelled: ${source}`);
  return found;
};

test("an expression holds what JavaScript finds a match in", () => {
  const piece = fc.constantFrom(
    ..."a b . ab (a|b) [a-c] [^a] a* b+ a? (ab)* a{2} b{1,3} ^ $ \\. \\w \\d x(?:y|z) a{0,}".split(
      " ",
    ),
  );
  const source = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
  const text = fc.string({ unit: fc.constantFrom(..."abcxyz.1_"), maxLength: 8 });
  fc.assert(
    fc.property(source, text, (pattern, subject) => {
      fc.pre(!/[\^$](\*|\+|\?|\{)/.test(pattern));
      expect(holds(language(pattern), subject)).toBe(new RegExp(pattern, "s").test(subject));
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

test("Go's own syntax is read, what is not modelled is said so", () => {
  expect(holds(language("(?i)GEN_ai\\.Prompt"), "my.gen_ai.prompt")).toBe(true);
  expect(holds(language("^(?P<root>[[:alpha:]_]+)\\.x$"), "gen_ai.x")).toBe(true);
  expect(holds(language("\\Qa.b\\E"), "a.b")).toBe(true);
  expect(holds(language("\\x41"), "A")).toBe(true);
  expect(holds(language("a(?i:b)c"), "aBc")).toBe(true);
  expect(holds(language("a(?i:b)c"), "aBC")).toBe(false);
  for (const source of ["\\bword\\b", "(?m)^a", "\\p{L}", "(", "*a", "[", "a{2000}", "(?=a)"])
    expect(regexLanguage(source), source).toBeUndefined();
});

test("an expression that would take another engine for ever is read in no time", () => {
  expect(holds(language("^(([a-z]+)+)+!$"), "a".repeat(5_000))).toBe(false);
  expect(regexLanguage("((a{0,999}){0,999}){0,999}")).toBeUndefined();
});

test("a glob's language holds what the glob matches", () => {
  const glob = fc.string({ unit: fc.constantFrom(..."ab*"), maxLength: 6 });
  const text = fc.string({ unit: fc.constantFrom(..."abc"), maxLength: 8 });
  fc.assert(
    fc.property(glob, text, (pattern, subject) => {
      const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(subject);
      expect(globMatches(pattern, subject)).toBe(expected);
      expect(holds(globLanguage(pattern), subject)).toBe(expected);
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

test("coverage finds a text that is left, or none", () => {
  const prompts = globLanguage("gen_ai.prompt*");
  const left = (by: string) => coverage(prompts, language(by));
  expect(left("^gen_ai\\.prompt")).toEqual({ kind: "covered" });
  expect(left("^gen_ai\\.prompt.*$")).toEqual({ kind: "covered" });
  expect(left("^gen_ai\\.(prompt|completion)")).toEqual({ kind: "covered" });
  expect(left("^gen_ai\\.prompt$")).toEqual({ kind: "uncovered", text: "gen_ai.prompt." });
  expect(left("^gen_ai\\.prompt\\.")).toEqual({ kind: "uncovered", text: "gen_ai.prompt" });
  const both = union([wordsLanguage(["gen_ai.prompt"]), language("^gen_ai\\.prompt.")]);
  expect(coverage(prompts, both)).toEqual({ kind: "covered" });
  expect(coverage(prompts, complement(wordsLanguage(["model"])))).toEqual({ kind: "covered" });
  const except = intersection([
    complement(wordsLanguage([])),
    complement(wordsLanguage(["gen_ai.prompt"])),
  ]);
  expect(coverage(prompts, except)).toEqual({ kind: "uncovered", text: "gen_ai.prompt" });
});
