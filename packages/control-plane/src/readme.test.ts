import { readFileSync } from "node:fs";
import { createHash, createHmac, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { createConfigJudge, createControlPlane } from "./index.js";
import { createMemoryStorage } from "./memory/index.js";

it("the README's first example runs", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const body = example.replaceAll(/^import .*\n/gm, "");
  const lines: string[] = [];
  const names = {
    createHash,
    createHmac,
    randomUUID,
    createConfigJudge,
    createControlPlane,
    createMemoryStorage,
    console: { ...console, log: (line: string) => lines.push(line) },
  };
  const run = new Function(...Object.keys(names), `return (async () => {${body}})();`);
  await run(...Object.values(names));
  expect(lines).toEqual([
    expect.stringMatching(
      /errors that no Collector would start with\. Mend what the findings name/,
    ),
  ]);
});
