import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseConfig } from "../parse/parse.js";
import { renderVariables } from "../variables/render.js";
import type { VariableDeclaration } from "../variables/variable.js";
import { mergeConfig } from "./merge-config.js";

const page = readFileSync(new URL("../../../../docs/layers.md", import.meta.url), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    (each) => each[1] ?? "",
  );
const [base = "", fragment = "", merged = "", template = "", rendered = ""] = blocks("yaml");

test("the example of docs/layers.md merges as it says", () => {
  const result = mergeConfig({ name: "gateway", text: base }, [
    { name: "privacy r9", text: fragment },
  ]);
  expect(result.findings).toEqual([]);
  expect(result.text).toBe(merged);
});

const operations = [...page.matchAll(/^\| `(\[.*\])` \| `(\{.*\})` \| `(\[.*\])` \|$/gm)].map(
  ([, beneath = "", operation = "", after = ""]) => [beneath, operation, after] as const,
);

test.each(operations)("beneath %s the operation %s makes %s", (beneath, operation, after) => {
  const list = (text: string) => `service: {extensions: ${text}}`;
  const layer = { name: "layer", text: list(`[${operation}]`) };
  const result = mergeConfig({ name: "base", text: list(beneath) }, [layer]);
  expect(result.findings).toEqual([]);
  const names = parseConfig(result.text).config?.extensions.map(({ id }) => id);
  expect(`[${names?.join(", ")}]`).toBe(after);
});

test("the page has a table of operations", () => {
  expect(operations.length).toBeGreaterThan(5);
});

test("the example of docs/layers.md renders as it says", () => {
  const declared: { name: string; default?: unknown }[] = JSON.parse(blocks("json")[0] ?? "[]");
  const declarations = declared.map((each) => ({ default: null, ...each }) as VariableDeclaration);
  const result = renderVariables(template, declarations, { TEAM: "it's: #1" });
  expect(result).toEqual({ text: rendered, missing: [], findings: [], secrets: [] });
  expect(renderVariables(template, declarations, {}).missing).toEqual(["TEAM"]);
});
