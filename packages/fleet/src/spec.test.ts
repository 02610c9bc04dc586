import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(join(import.meta.dirname, path), "utf8");
const names = new Map(
  readdirSync(join(import.meta.dirname, "agent"))
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => [file.replace(".test.ts", ""), testNames(read(`agent/${file}`))]),
);

test("every test that SPEC.md names exists", () => {
  const spec = read("../SPEC.md");
  for (const [, file = "", list = ""] of spec.matchAll(/\*([a-z]+)\*: ((?:(?:, )?"[^"]+")+)/g)) {
    for (const [, quoted = ""] of list.matchAll(/"([^"]+)"/g)) {
      const start = quoted.replace(/…$/, "").trim();
      const isThere = names.get(file)?.some((name) => name.startsWith(start)) ?? false;
      expect(isThere, `${file}: ${quoted}`).toBe(true);
    }
  }
});

test("every invariant that is decided here has a test of its name", () => {
  const all = [...names.values()].flat();
  for (const id of ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F10", "F12", "F13", "F14"]) {
    expect(
      all.some((name) => name.startsWith(`${id} `)),
      id,
    ).toBe(true);
  }
});

function testNames(source: string): readonly string[] {
  return [...source.matchAll(/\btest\("([^"]+)"/g)].map(([, name = ""]) => name);
}
