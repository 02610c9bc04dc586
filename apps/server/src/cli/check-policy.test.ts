import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";

const CONFIG = `receivers:
  otlp: {protocols: {grpc: {endpoint: "127.0.0.1:4317"}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80}
exporters:
  otlp_http: {endpoint: "https://partner.example.com"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter], exporters: [otlp_http]}
`;
const REDACTED = {
  name: "redacted",
  title: "What leaves is redacted",
  severity: "block",
  rule: { kind: "path-passes", processors: ["redaction"], exceptHosts: ["*.internal"] },
};
const FILES: Readonly<Record<string, string>> = {
  "gateway.yaml": CONFIG,
  "redacted.json": JSON.stringify(REDACTED),
  "page.json": JSON.stringify({
    items: [{ ...REDACTED, version: 3, scope: "os:linux", exceptions: [], drafts: 0 }],
    nextCursor: null,
    total: 1,
  }),
  "off.json": JSON.stringify({ ...REDACTED, enabled: false }),
  "house.yaml": `# ours
- title: Nothing leaves
  rule: {kind: destinations, hosts: [localhost, "*.internal"]}
- title: Traces are batched
  severity: block
  rule:
    kind: expression
    expression: paths.all(p, p.signal != "traces" || "batch" in p.processors)
`,
  "batch.yaml": `processors: {batch: {}}
service: {pipelines: {traces: {processors: [{append: batch}]}}}
`,
  "kind.json": JSON.stringify({ ...REDACTED, rule: { kind: "path-pases" } }),
  "field.json": JSON.stringify({ ...REDACTED, severty: "warn" }),
  "pattern.json": JSON.stringify([{ ...REDACTED, rule: { kind: "sampling" } }]),
  "broken.json": "{",
  "cel.json": JSON.stringify({
    title: "a",
    rule: { kind: "expression", expression: "paths.all(" },
  }),
};

let folder: string;
const run = (...args: string[]) => runCli(["check", "gateway.yaml", ...args], folder);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-policy-"));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const policyFindings = (out: string) =>
  JSON.parse(out).findings.filter(({ code }: { code: string }) => code === "policy");

describe("what breaks a policy", () => {
  test("that blocks is an error at its line, that warns a warning, expressions included", async () => {
    const { code, out } = await run(
      "--policy",
      "redacted.json",
      "--policy",
      "house.yaml",
      "-o",
      "json",
    );
    expect(code).toBe(1);
    expect(policyFindings(out)).toMatchObject([
      { severity: "error", line: 1, message: expect.stringMatching(/^Traces are batched: /) },
      { severity: "warning", line: 6, message: expect.stringMatching(/^Nothing leaves: /) },
      {
        severity: "error",
        line: 9,
        path: "service.pipelines.traces",
        message: expect.stringMatching(/^What leaves is redacted: .*skips redaction\.$/),
      },
    ]);
  });

  test("is told in text, SARIF and annotations", async () => {
    const told = ["--policy", "redacted.json", "-o"];
    const [text, sarif, github] = await Promise.all([
      run(...told, "text"),
      run(...told, "sarif"),
      run(...told, "github"),
    ]);
    expect(text.out).toContain("gateway.yaml:9:5 error policy\n  What leaves is redacted: ");
    expect(github.out).toContain("::error file=gateway.yaml,line=9,col=5,title=policy::What");
    const [{ results, tool }] = JSON.parse(sarif.out).runs;
    const found = results.find(({ ruleId }: { ruleId: string }) => ruleId === "policy");
    expect(found.level).toBe("error");
    expect(tool.driver.rules[found.ruleIndex]).toEqual({
      id: "policy",
      helpUri: "urn:fleethub:docs/rules/policy.md",
    });
    expect([text.code, sarif.code, github.code]).toEqual([1, 1, 1]);
  });

  test("is judged with the layers laid over", async () => {
    const wanted = ["--policy", "house.yaml"];
    const [alone, layered] = await Promise.all([
      run(...wanted),
      run(...wanted, "--layer", "batch.yaml"),
    ]);
    expect(alone.out).toContain("Traces are batched");
    expect(layered.out).not.toContain("Traces are batched");
    expect(layered.out).toContain("Nothing leaves");
  });
});

test("ready-made policies, as a hub answers them, and switched off", async () => {
  const [ready, page, off] = await Promise.all([
    run("--policy", "ready:outside-redacted"),
    run("--policy", "page.json"),
    run("--policy", "off.json"),
  ]);
  expect(ready.out).toContain("What leaves passes redaction: ");
  expect(page.out).toContain("What leaves is redacted: ");
  expect([off.code, off.out]).toEqual([0, "gateway.yaml: nothing found\n"]);
});

test.each([
  ["ready:outside-redactd", "did you mean outside-redacted?"],
  ["ready:nothing-of-the-kind", "there are gen-ai-content, "],
  ["missing.json", "there is no such file"],
  ["broken.json", "broken.json is neither YAML nor JSON: "],
  ["kind.json", "rule.kind: there is no such kind of rule; did you mean path-passes?"],
  ["field.json", "field.json: there is no field severty"],
  ["pattern.json", "atLeastPercent or atMostPercent is needed"],
  ["cel.json", "the policy a: rule.expression: "],
  ["batch.yaml", "batch.yaml: "],
])("misuse: --policy %s", async (wanted, message) => {
  const { code, err } = await run("--policy", wanted);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});
