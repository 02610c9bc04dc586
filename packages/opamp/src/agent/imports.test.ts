import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const HERE = import.meta.dirname;

/** Every module that comes along with this one when it is loaded; types alone bring nothing. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [statement, source = ""] of text.matchAll(
    /^(?:import|export) [^;]*?from "([^"]+)";/gm,
  )) {
    if (/^(?:import|export) type /.test(statement)) continue;
    if (source.startsWith(".")) reached(join(dirname(file), source.replace(/\.js$/, ".ts")), seen);
    else seen.add(source);
  }
  return seen;
}

test("an agent without offered connections and packages does not carry their code", () => {
  const modules = [...reached(join(HERE, "agent.ts"))].map((file) => relative(HERE, file));
  expect(modules).toContain("outbox.ts");
  expect(modules).not.toContain("connection-settings.ts");
  expect(modules.filter((file) => file.startsWith("packages/"))).toEqual([]);
});

test("the agent half loads nothing but protobuf, and nothing of a platform", () => {
  const packages = [...reached(join(HERE, "index.ts"))].filter((file) => !file.startsWith("/"));
  expect(new Set(packages)).toEqual(
    new Set(["@bufbuild/protobuf", "@bufbuild/protobuf/codegenv2"]),
  );
});
