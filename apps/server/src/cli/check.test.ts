import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";

const BAD = `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80}
exporters:
  otlp_http: {endpoint: "https://x.example.com", headers: {authorization: Bearer abcdefgh12345}, compresion: gzip}
service:
  pipelines:
    traces: {receivers: [otpl], processors: [memory_limiter], exporters: [otlp_http]}
`;
/** Nothing to say at all. */
const CLEAN = `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 127.0.0.1:4317
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80}
exporters:
  debug:
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter]
      exporters: [debug]
`;
const WITHOUT_LIMITER = CLEAN.replace("      processors: [memory_limiter]\n", "").replace(
  /processors:\n.*\n/,
  "",
);

let folder: string;
const run = (args: readonly string[], input?: string) => runCli(["check", ...args], folder, input);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-check-"));
  const files = { "good.yaml": CLEAN, "bad.yaml": BAD, "warn.yaml": WITHOUT_LIMITER };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "layer.yaml"), "exporters:\n  logging:\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("text", () => {
  test("place, line with a caret, remedy, a count; secrets masked, no colour", async () => {
    const { code, out, err } = await run(["bad.yaml", "good.yaml"]);
    expect([code, err]).toEqual([1, ""]);
    expect(out).toContain(`bad.yaml:9:26 error undefined-reference
  The pipeline "traces" names the receiver "otpl", which is not defined in receivers or connectors.
  9 |     traces: {receivers: [otpl], processors: [memory_limiter], exporters: [otlp_http]}
    |                          ^
  Name "otlp", or define "otpl".
`);
    expect(out).toMatch(/bad\.yaml: 2 errors/);
    expect(out).toContain("good.yaml: nothing found");
    expect(out).not.toContain("abcdefgh12345");
    expect(out).not.toContain("\u001b");
    const lines = out.split("\n");
    const caret = lines[lines.findIndex((line) => line.includes("unknown-option")) + 3] ?? "";
    const source = lines[lines.findIndex((line) => line.includes("unknown-option")) + 2] ?? "";
    expect(source.slice(caret.indexOf("^"))).toMatch(/^compresion/);
  });

  test("standard input", async () => {
    const { code, out } = await run(["-"], CLEAN);
    expect([code, out]).toEqual([0, "-: nothing found\n"]);
  });
});

test("JSON: one object per file and line", async () => {
  const { code, out } = await run(["good.yaml", "bad.yaml", "-o", "json"]);
  const objects = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(code).toBe(1);
  expect(objects.map(({ file }) => file)).toEqual(["good.yaml", "bad.yaml"]);
  expect(objects[0]).toEqual({ file: "good.yaml", findings: [] });
  expect(objects[1].findings).toContainEqual({
    severity: "error",
    code: "undefined-reference",
    line: 9,
    column: 26,
    path: "service.pipelines.traces.receivers.0",
    message: expect.stringContaining("otpl"),
    remedy: expect.stringContaining("otlp"),
  });
});

test("SARIF with rules, places and fixes", async () => {
  const { out } = await run([
    "bad.yaml",
    "-o",
    "sarif",
    "--rules-url",
    "https://docs.example/rules/",
  ]);
  const log = JSON.parse(out);
  expect([log.version, log.runs.length]).toEqual(["2.1.0", 1]);
  const [{ tool, results, columnKind }] = log.runs;
  expect(columnKind).toBe("utf16CodeUnits");
  for (const result of results) {
    expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(["error", "warning", "note"]).toContain(result.level);
    const { artifactLocation, region } = result.locations[0].physicalLocation;
    expect(artifactLocation.uri).toBe("bad.yaml");
    expect(region.startLine).toBeGreaterThan(0);
    expect(region.startColumn).toBeGreaterThan(0);
  }
  const rule = tool.driver.rules.find((each: { id: string }) => each.id === "undefined-reference");
  expect(rule).toMatchObject({
    helpUri: "https://docs.example/rules/undefined-reference.md",
    defaultConfiguration: { level: "error" },
  });
  const result = results.find((each: { ruleId: string }) => each.ruleId === "undefined-reference");
  expect(result.fixes[0].artifactChanges[0].replacements[0]).toEqual({
    deletedRegion: { charOffset: BAD.indexOf("otpl"), charLength: 4 },
    insertedContent: { text: "otlp" },
  });
  const plain = JSON.parse((await run(["bad.yaml", "-o", "sarif"])).out);
  for (const { helpUri } of plain.runs[0].tool.driver.rules)
    if (helpUri !== undefined) expect(URL.canParse(helpUri)).toBe(true);
});

test("GitHub annotations, one line each", async () => {
  const { code, out } = await run(["bad.yaml", "-o", "github"]);
  expect(code).toBe(1);
  for (const line of out.trim().split("\n"))
    expect(line).toMatch(
      /^::(error|warning|notice) file=bad\.yaml,line=\d+,col=\d+,title=[a-z-]+::/,
    );
  expect(out).toContain(
    '::error file=bad.yaml,line=9,col=26,title=undefined-reference::The pipeline "traces"',
  );
  expect(out).toContain("%0A");
});

describe("what counts", () => {
  test("warnings alone end well, unless they are to count", async () => {
    const weigh = ["--rule", "memory-limiter-missing=warning"];
    const [plain, strict] = await Promise.all([
      run(["warn.yaml", ...weigh]),
      run(["warn.yaml", ...weigh, "--strict"]),
    ]);
    expect(plain.out).toContain(" warning ");
    expect([plain.code, strict.code]).toEqual([0, 1]);
  });

  test("rules are switched and weighed", async () => {
    const { code, out } = await run([
      "bad.yaml",
      "--rule",
      "undefined-reference=off",
      "--rule",
      "unknown-option=warning",
    ]);
    expect(code).toBe(0);
    expect(out).not.toContain("undefined-reference");
    expect(out).toContain("warning unknown-option");
  });

  test("a Collector version without catalogue makes faults of options advice", async () => {
    const { out } = await run(["bad.yaml", "--collector-version", "v0.170.0"]);
    expect(out).toContain("warning unknown-option");
  });

  test("layers are laid over, their findings told at their own place", async () => {
    const { code, out } = await run(["good.yaml", "--layer", "layer.yaml"]);
    expect(code).toBe(1);
    expect(out).toContain("layer.yaml:2:3 error removed-component");
  });
});

test.each([
  [["missing.yaml"], "missing.yaml cannot be read: there is no such file"],
  [["."], "it is a directory"],
  [["-", "-"], "name it once"],
  [["good.yaml", "--rule", "unknwon-option=off"], "did you mean unknown-option?"],
  [["good.yaml", "--rule", "unknown-option=loud"], "=warning"],
  [["good.yaml", "--collector-version", "new"], "write it as 0.159.0"],
  [["good.yaml", "-o", "yaml"], "Allowed choices are"],
  [[], "missing required argument"],
])("misuse: %j", async (args, message) => {
  const { code, err } = await run(args);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
