import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
const spec = read("../SPEC.md");

/** Names of tests by file. */
const names = new Map<string, readonly string[]>();
for (const path of readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })) {
  if (!path.endsWith(".test.ts")) continue;
  const file = basename(path, ".test.ts");
  names.set(file, [...(names.get(file) ?? []), ...testNames(read(path))]);
}

test("every test that SPEC.md names exists", () => {
  for (const [, file = "", list = ""] of spec.matchAll(/\*([a-z-]+)\*: ((?:(?:, )?"[^"]+")+)/g)) {
    for (const [, quoted = ""] of list.matchAll(/"([^"]+)"/g)) {
      const start = quoted.replace(/…$/, "").trim();
      const isThere = names.get(file)?.some((name) => name.startsWith(start)) ?? false;
      expect(isThere, `${file}: ${quoted}`).toBe(true);
    }
  }
});

test("every invariant of SPEC.md that is decided here has a test of its name", () => {
  const all = [...names.values()].flat();
  const rows = spec.split("\n").filter((line) => /^\| [A-Z]\d+ \|/.test(line));
  const ids = rows
    .filter((row) => /\*[a-z-]+\*:/.test(row))
    .map((row) => row.split(" ", 2)[1] ?? "");
  expect(ids).toEqual(expect.arrayContaining(["F1", "F8", "F9", "F14", "R1"]));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(
      all.some((name) => name.split(" ").includes(id)),
      id,
    ).toBe(true);
  }
});

function testNames(source: string): readonly string[] {
  return [...source.matchAll(/\btest(?:\.each\(\w+\))?\(\s*"([^"]+)"/g)].map(
    ([, name = ""]) => name,
  );
}
