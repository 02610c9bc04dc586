import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createClient, type FetchInit } from "./index.js";

test("the README's first example runs", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const body = example.replace(/^import .*\n/m, "");
  const lines: string[] = [];
  const fetch = async (_url: string, _init: FetchInit) => ({
    status: 200,
    headers: { get: () => null },
    text: async () =>
      JSON.stringify({
        items: [{ name: "edge-1", reason: "unknown exporter kafka" }],
        nextCursor: null,
        total: 1,
      }),
  });
  const run = new Function("createClient", "fetch", "console", `return (async () => {${body}})();`);
  await run(createClient, fetch, {
    log: (line: string) => lines.push(line),
    error: (line: string) => lines.push(line),
  });
  expect(lines).toEqual(["edge-1: unknown exporter kafka"]);
});
