import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Difference } from "./change.js";
import { difference } from "./difference.js";
import { worstImpact } from "./severity.js";
import { describeChange } from "./words/change.js";
import { describeConsequence } from "./words/consequence.js";

const FOLDER = join(process.env["COLLECTOR_CORPUS"] ?? "", "diff");
const pairs =
  process.env["COLLECTOR_CORPUS"] !== undefined && existsSync(FOLDER)
    ? readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, "expected.json")))
    : [];

interface Fact {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** What people say of a step, by the kind of fact: words that must stand beside the names that it is about. */
const SAID: Readonly<Record<string, RegExp>> = {
  "processor-removed-from-pipeline": /leaves/,
  "data-now-unprotected": /no longer runs|without/,
  "processors-reordered": /another order/,
  "memory-limiter-no-longer-first": /no longer first/,
  "option-changed": /, was /,
  "option-removed": /no longer set/,
  "destination-changed": /now go to/,
  "pipeline-added": /is new/,
  "new-path-without": /without any/,
  "component-renamed": /now called/,
  "affected-pipelines": /Concerns/,
  "volume-up": /times as much/,
  "transport-encryption-lost": /no longer encrypts/,
};

/** Every name and value of a fact; notes and reasons are for people. */
function namesOf(fact: Fact): readonly string[] {
  return Object.entries(fact)
    .filter(([key]) => !["kind", "note", "because", "class"].includes(key))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .map(String);
}

function sentences({ changes, consequences }: Difference): readonly string[] {
  const words = [...changes.flatMap(describeChange), ...consequences.map(describeConsequence)];
  return words.map(({ title, detail, where }) => `${title}. ${detail} (${where})`);
}

describe.skipIf(pairs.length === 0)("pairs of the corpus", () => {
  test.each(pairs)("%s", (pair) => {
    const text = (name: string) => readFileSync(join(FOLDER, pair, name), "utf8");
    const expected = JSON.parse(text("expected.json"));
    const found = difference(text("before.yaml"), text("after.yaml"));
    expect(found.effect).toBe(!expected.no_change);
    const said = sentences(found);
    for (const fact of expected.facts as readonly Fact[]) {
      const pattern = SAID[fact.kind] ?? /^$/;
      const names = namesOf(fact);
      const states = (sentence: string) =>
        pattern.test(sentence) && names.every((name) => sentence.includes(name));
      expect(said.some(states), `${JSON.stringify(fact)} in\n${said.join("\n")}`).toBe(true);
    }
    if (expected.risk !== undefined)
      expect(worstImpact(found.consequences), said.join("\n")).toBe(expected.risk);
  });
});

test("pairs of the corpus are compared where there are some", () => {
  expect(pairs.length === 0 || pairs.length >= 10).toBe(true);
});
