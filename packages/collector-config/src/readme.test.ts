import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { applyEdit, checkConfig } from "./index.js";

test("the README's first example prints what it says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [example = "", printed = ""] = [...readme.matchAll(/```(?:js)?\n([\s\S]*?)```/g)].map(
    (each) => each[1] ?? "",
  );
  const text = /`(receivers:[\s\S]*?)`;/.exec(example)?.[1] ?? "";
  const { findings } = checkConfig(text);
  const lines = findings.map(
    ({ line, column, code, message, remedy }) =>
      `${line}:${column} ${code}: ${message} ${remedy}\n`,
  );
  expect(lines.join("")).toBe(printed);
  const [first] = findings;
  expect(first?.edit === undefined ? "" : applyEdit(text, first.edit)).toContain(
    "exporters: [debug]",
  );
});
