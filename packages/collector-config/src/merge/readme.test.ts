import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as library from "../index.js";

test("the README's example of layers prints what it says", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const section = readme.slice(readme.indexOf("## Layers and variables"));
  const [example = "", printed = ""] = [...section.matchAll(/```(?:js)?\n([\s\S]*?)```/g)].map(
    (each) => each[1] ?? "",
  );
  const lines: string[] = [];
  const log = (...words: readonly unknown[]) => lines.push(`${words.join(" ").trim()}\n`);
  const body = example.replace(/^import .*$/m, "");
  new Function("mergeConfig", "originOf", "renderVariables", "console", body)(
    library.mergeConfig,
    library.originOf,
    library.renderVariables,
    { log },
  );
  expect(lines.join("")).toBe(printed);
});
