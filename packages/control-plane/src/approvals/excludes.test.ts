import { parseQuery, queryMatcher } from "@fleethub/fleet/query";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { sampleAgent, sampleProjection } from "../contract/samples.js";
import { selectorFacts } from "../groups/group-set.js";
import { excludes } from "./excludes.js";

const SEED = 20_261_123;

const read = (text: string) => {
  const { query, problem } = parseQuery(text, { use: "selector" });
  if (query === undefined) throw new Error(problem.message);
  return query;
};

it.each([
  ["label.env:prod", "label.env:test", true],
  ["label.env:prod", "label.env:test,dev os:linux", true],
  ["label.env:PROD", "label.env:prod", false],
  ["label.env:prod", "-label.env:prod", true],
  ["label.env:prod,test", "-label.env:prod", false],
  ["label.env:prod,test", "-label.env:prod,test,dev", true],
  ["label.env:prod", "-label.env:*", true],
  ["label.env:*", "-label.env:*", true],
  ["label.env:prod", "label.tier:test", false],
  ["label.env:pro*", "label.env:test", false],
  ["name:edge-1", "name:edge-2", true],
  ["-label.env:prod", "-label.env:test", false],
  ["", "label.env:prod", false],
  ["version:<1.0", "version:>2.0", false],
])("%s and %s cannot both hold: %s", (one, other, expected) => {
  expect(excludes(read(one), read(other))).toBe(expected);
  expect(excludes(read(other), read(one))).toBe(expected);
});

const value = fc.constantFrom("a", "b", "A", "a*", "*", "c");
const term = fc
  .record({
    negated: fc.boolean(),
    field: fc.constantFrom("label.env", "label.tier", "os", "name"),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 2 }),
  })
  .map(({ negated, field, values }) => `${negated ? "-" : ""}${field}:${values.join(",")}`);
const query = fc.array(term, { maxLength: 3 }).map((terms) => read(terms.join(" ")));
const word = fc.constantFrom("a", "b", "c");
const agent = fc
  .record({
    labels: fc.record({ env: word, tier: word }, { requiredKeys: [] }),
    os: word,
    name: word,
  })
  .map(({ labels, os, name }) =>
    sampleAgent({ labels, projection: sampleProjection({ os, name }) }),
  );

it("never calls two queries apart that one agent matches", () => {
  fc.assert(
    fc.property(query, query, agent, (one, other, of) => {
      const facts = selectorFacts(of);
      const both = queryMatcher(one)(facts, 0) && queryMatcher(other)(facts, 0);
      expect(both && excludes(one, other)).toBe(false);
    }),
    { seed: SEED, numRuns: 2000 },
  );
});
