import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as library from "../index.js";

test("the README's example of a difference prints what it says", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const section = readme.slice(readme.indexOf("## What an edit means"));
  const [example = "", printed = ""] = [...section.matchAll(/```(?:js)?\n([\s\S]*?)```/g)].map(
    (each) => each[1] ?? "",
  );
  const lines: string[] = [];
  const log = (...words: readonly unknown[]) => lines.push(`${words.join(" ").trim()}\n`);
  const body = example.replace(/^import .*$/m, "");
  new Function("difference", "describeConsequence", "console", body)(
    library.difference,
    library.describeConsequence,
    { log },
  );
  expect(lines.join("")).toBe(printed);
});
