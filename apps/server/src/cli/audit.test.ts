import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommand } from "../testing/run-command.js";
import { AS_SCRIPT, startTestHub, type TestHub } from "../testing/test-hub.js";
import { addAudit } from "./audit.js";

let hub: TestHub;
const folder = mkdtempSync(join(tmpdir(), "fleethub-audit-"));
const file = join(folder, "audit.jsonl");
beforeAll(async () => {
  hub = await startTestHub();
  vi.stubEnv("FLEETHUB_TOKEN", AS_SCRIPT.FLEETHUB_TOKEN);
  await hub.client.createConfiguration({ body: { name: "edge" } });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  await hub.stop();
});

const run = (...words: readonly string[]) => {
  const isOffline = words[1] === "verify" && words.length > 2;
  return runCommand(addAudit, isOffline ? words : [...words, "--server", hub.hub.consoleUrl]);
};

test("lists entries by a query, and verifies what the hub keeps", async () => {
  const { printed } = await run("audit", "list", "did:create-configuration");
  expect(printed).toContain("create-configuration  configuration edge");
  expect(printed).toContain("1 of 1 entries");
  expect((await run("audit", "verify")).printed).toContain("Intact: entries 1 to");
});

test("calls API tokens by name", async () => {
  const grants = [{ role: "viewer", reach: null }] as const;
  const made = await hub.client.createApiToken({ body: { name: "ci", grants: [...grants] } });
  expect(made.ok).toBe(true);
  const { printed } = await run("audit", "list", "did:create-api-token");
  expect(printed).toMatch(/ {2}create-api-token {2}api-token ci {2}/);
});

test("exports a file that verifies without the hub, until a byte of it is another", async () => {
  await run("audit", "export", "--out", file);
  const found = await run("audit", "verify", file);
  expect(found.printed).toContain("A signature covers everything");
  expect(found.code).toBe(0);
  writeFileSync(file, readFileSync(file, "utf8").replace('"edge"', '"edgy"'));
  const broken = await run("audit", "verify", file);
  expect(broken.printed).toContain("Broken at entry 2.");
  expect(broken.code).toBe(1);
});
