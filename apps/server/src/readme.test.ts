import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSettings, startHub } from "./index.js";

test("the README's first example runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fleethub-readme-"));
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const body = example
    .replace(/^import .*\n/m, "")
    .replace("./fleet-data", join(folder, "data").replaceAll("\\", "/"));
  const lines: string[] = [];
  const run = new Function(
    "readSettings",
    "startHub",
    "console",
    `return (async () => {${body}})();`,
  );
  await run(readSettings, startHub, { log: (line: string) => lines.push(line) });
  expect(lines[0]).toMatch(
    /^console at http:\/\/127\.0\.0\.1:\d+, agents at ws:\/\/127\.0\.0\.1:\d+\/v1\/opamp$/,
  );
  rmSync(folder, { recursive: true });
});
