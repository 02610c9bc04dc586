import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { difference } from "@fleethub/collector-config";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";
import { toMarkdown } from "./diff/markdown.js";

const BEFORE = `receivers: {otlp: {protocols: {grpc: {}}}}
processors: {redaction: {allow_all_keys: true}, batch: {timeout: 5s}}
exporters: {otlp_http: {endpoint: "https://a.example.com", headers: {authorization: Bearer abcdefgh12345}}}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [redaction, batch], exporters: [otlp_http]}
`;
const AFTER = BEFORE.replace("[redaction, batch]", "[batch]").replace("abcdefgh", "ijklmnop");

let folder: string;
const run = (args: readonly string[], input?: string) => runCli(["diff", ...args], folder, input);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-diff-"));
  const files = {
    "a.yaml": BEFORE,
    "b.yaml": AFTER,
    "same.yaml": `# remark\n${BEFORE.replace("5s", "5000ms")}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("text: what follows, then what changes", async () => {
  const { code, out } = await run(["a.yaml", "b.yaml"]);
  expect(code).toBe(1);
  expect(out).toBe(`What follows
  high   Redaction by redaction no longer runs on traces
         In the pipeline traces, traces reach otlp_http without redaction: what it masked or removed now leaves as it came.
  medium otlp_http has other credentials
         The other side must know them (headers.authorization). Concerns the pipeline traces.
  none   Each Collector that gets it restarts once
         All of it, whatever changed. What waits in memory is lost unless a storage keeps it.

What changes
  ~ otlp_http has other options
    headers.authorization has another value, shown as [REDACTED]. Concerns the pipeline traces.
  - redaction leaves traces
    redaction no longer runs in traces.
`);
});

test("no effect", async () => {
  const [text, json] = await Promise.all([
    run(["a.yaml", "same.yaml"]),
    run(["a.yaml", "-", "-o", "json"], `# other\n${BEFORE}`),
  ]);
  expect([text.code, text.out]).toEqual([0, "No effect: both mean the same to a Collector.\n"]);
  expect([json.code, JSON.parse(json.out)]).toEqual([
    0,
    { effect: false, changes: [], consequences: [] },
  ]);
});

test("JSON: one object with effect, changes and consequences", async () => {
  const { code, out } = await run(["a.yaml", "b.yaml", "-o", "json"]);
  expect([code, out.trim().split("\n").length]).toEqual([1, 1]);
  const { changes, consequences } = difference(BEFORE, AFTER);
  expect(JSON.parse(out)).toEqual({ effect: true, changes, consequences });
});

test("Markdown: the worst first, changes folded, names are text", () => {
  const lines = toMarkdown(difference(BEFORE, AFTER), { before: "a.yaml", after: "b.yaml" });
  expect(lines[0]).toBe("**a.yaml to b.yaml**: 2 changes, severity **high**");
  expect(lines[4]).toMatch(
    /^\| \*\*high\*\* \| \*\*Redaction by redaction no longer runs on traces\.\*\*/,
  );
  expect(lines).toContain("<summary>2 changes</summary>");
  const odd = BEFORE.replaceAll("traces:", '"traces/<b>|@all":');
  const told = toMarkdown(difference(odd, odd.replace("[redaction, batch]", "[batch]")), {
    before: "a",
    after: "b",
  }).join("\n");
  expect(told).not.toMatch(/<b>|@all|[^\\]\|@/);
});

test("a text that cannot be read is named", async () => {
  const { code, out, err } = await run(["a.yaml", "-"], "a: [");
  expect([code, out]).toEqual([1, expect.stringContaining("cannot be read")]);
  expect(err).toMatch(/^fleethub: -:1:\d+ /);
});

test("misuse", async () => {
  const runs = await Promise.all([run(["a.yaml"]), run(["a.yaml", "none.yaml"]), run(["-", "-"])]);
  expect(runs.map(({ code }) => code)).toEqual([2, 2, 2]);
});
