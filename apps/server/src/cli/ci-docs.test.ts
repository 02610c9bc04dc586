import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAIN, SOURCE_FLAGS } from "../testing/cli.js";

const page = readFileSync(new URL("../../../../docs/ci.md", import.meta.url), "utf8");
const blocks = (kind: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );

const CONFIG = `receivers: {otlp: {protocols: {grpc: {}}}}
processors: {memory_limiter: {check_interval: 1s, limit_percentage: 80}, redaction: {allow_all_keys: true}}
exporters: {otlp_http: {endpoint: "https://a.example.com"}}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter, redaction], exporters: [otlp_http]}
`;

let folder: string;
let env: NodeJS.ProcessEnv;
const shell = (script: string) =>
  execFileSync("bash", ["-e", "-o", "pipefail", "-c", script], {
    cwd: folder,
    env,
    encoding: "utf8",
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-ci-"));
  for (const name of ["bin", "collectors", "fragments", "policies"]) mkdirSync(join(folder, name));
  const words = [process.execPath, ...SOURCE_FLAGS, MAIN].map((word) => `'${word}'`).join(" ");
  writeFileSync(join(folder, "bin/fleethub"), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  env = {
    ...process.env,
    PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
    GITHUB_BASE_REF: "main",
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
  };
  writeFileSync(join(folder, "collectors/edge.yaml"), CONFIG);
  writeFileSync(join(folder, "fragments/privacy.yaml"), "processors: {batch: {}}\n");
  const policies = blocks("yaml").find((text) => text.startsWith("# policies/house.yaml"));
  writeFileSync(join(folder, "policies/house.yaml"), policies ?? "");
  writeFileSync(join(folder, "before.yaml"), CONFIG);
  writeFileSync(join(folder, "after.yaml"), `# remark\n${CONFIG}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("the commands of the page run", () => {
  // Nothing is found, and grep says so by its exit code.
  for (const block of blocks("sh"))
    for (const line of block.trim().split("\n"))
      shell(line.includes("| grep") ? `${line} || [ $? -eq 1 ]` : line);
  const log = JSON.parse(readFileSync(join(folder, "findings.sarif"), "utf8"));
  expect(log.version).toBe("2.1.0");
});

test("the workflow checks, and says what changes", () => {
  const [workflow = ""] = blocks("yaml");
  const runs = [...workflow.matchAll(/^( +)(?:- )?run: (?:\|\n((?:\1 +.*\n)+)|(.*)\n)/gm)].map(
    ([, , block, line]) => block ?? line ?? "",
  );
  const [install, check, say] = runs;
  expect([runs.length, install]).toEqual([3, "npm install --global @fleethub/server"]);
  const git = "git -c user.name=ci -c user.email=ci@example.com -c init.defaultBranch=work";
  shell(`${git} init -q && git add collectors && ${git} commit -q -m base
    git update-ref refs/remotes/origin/main HEAD`);
  writeFileSync(
    join(folder, "collectors/edge.yaml"),
    CONFIG.replace("[memory_limiter, redaction]", "[memory_limiter]"),
  );
  shell(check ?? "");
  shell(say ?? "");
  const summary = readFileSync(join(folder, "summary.md"), "utf8");
  expect(summary).toContain("severity **high**");
  expect(summary).toContain("Redaction by redaction no longer runs on traces");
});
