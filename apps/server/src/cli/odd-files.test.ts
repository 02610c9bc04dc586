import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";

const SECRET = "Hunter2Secret";
const FILES = {
  // A renamed component with secrets in its body: the rename is one edit over everything between its places.
  "secret.yaml": `receivers: {otlp: {protocols: {grpc: }}}
exporters: {otlphttp: {endpoint: 'https://x.example.com/?api_key=${SECRET}', headers: {authorization: 'Bearer ${SECRET}'}}}
service: {pipelines: {traces: {receivers: [otlp], exporters: [otlphttp]}}}
`,
  "obeyed.yaml":
    String.raw`receivers: {"\e[31mred\a": {}, "a\u202eb": {}, "a\r::error::b": {}}` + "\n",
  "plain.yaml": "receivers: {otlp: {protocols: {grpc: }}}\n",
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-odd-files-"));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(["text", "json", "sarif", "github"])("no secret is printed as %s", async (format) => {
  const { out, err } = await runCli(["check", "secret.yaml", "-o", format], folder);
  expect(out).toContain("renamed-component");
  expect(out + err).not.toContain(SECRET);
});

test.each([
  ["check", "obeyed.yaml"],
  ["check", "obeyed.yaml", "-o", "github"],
  ["diff", "obeyed.yaml", "plain.yaml"],
  ["check", "no\u001b[31msuch.yaml"],
])("nothing that a terminal would obey is printed: %s %s", async (...args) => {
  const { out, err } = await runCli(args, folder);
  expect(out + err).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(out + err).toContain("\\u{1b}[31m");
});
