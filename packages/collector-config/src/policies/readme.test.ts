import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { evaluatePolicy } from "./evaluate.js";

test("the README's example of a policy prints what it says", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const section = readme.slice(readme.indexOf("## Policies"));
  const [example = "", printed = ""] = [...section.matchAll(/```(?:js)?\n([\s\S]*?)```/g)].map(
    (each) => each[1] ?? "",
  );
  const lines: string[] = [];
  const log = (...words: readonly unknown[]) => lines.push(`${words.join(" ").trim()}\n`);
  const body = example.replace(/^import .*$/m, "");
  new Function("evaluatePolicy", "console", body)(evaluatePolicy, { log });
  expect(lines.join("")).toBe(printed);
});
