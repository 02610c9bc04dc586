import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as storagePackage from "@fleethub/storage";
import { testTemplate } from "../src/testing/template.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "fleethub-readme-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it("the first example of the README does what its comments say", async () => {
  const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");
  const code = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const body = code
    .replace(/^import .*\n/m, "")
    .replace('"./.fleethub"', "directory")
    .replace("owner:", "template, owner:");
  const printed: unknown[] = [];
  const parts = ["openEmbeddedStorage", "directory", "template", "console"];
  const run = new Function(...parts, `return (async () => {${body}})()`);
  await run(storagePackage.openEmbeddedStorage, directory, await testTemplate(), {
    log: (value: unknown) => printed.push(value),
  });
  const said = [...code.matchAll(/\/\/ (.*)$/gm)].map((match) => match[1] ?? "");
  expect(printed).toHaveLength(2);
  expect(said.map((text) => new Function(`return ${text}`)())).toEqual(printed);
});
