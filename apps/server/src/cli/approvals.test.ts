import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleAgent } from "@fleethub/control-plane/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";
import { addPerson, type TestPerson } from "../testing/people.js";
import { GOOD_CONFIG, startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
let folder: string;
let otto: TestPerson;
let grace: TestPerson;

const run = (who: TestPerson, ...args: readonly string[]) =>
  runCli([...args, "--server", running.hub.consoleUrl], folder, "", { FLEETHUB_TOKEN: who.token });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fleethub-approvals-"));
  running = await startTestHub();
  otto = await addPerson(running, "otto", [{ role: "operator", reach: null }]);
  grace = await addPerson(running, "grace", [{ role: "approver", reach: null }]);
  const { client, storage } = running;
  const params = { name: "edge" };
  await client.createConfiguration({ body: { name: "edge" } });
  await client.createRevision({ params, body: { content: GOOD_CONFIG } });
  await client.createGroup({
    body: { name: "prod", query: "label.env:prod", configuration: "edge" },
  });
  const content = GOOD_CONFIG.replaceAll("debug", "debug/two");
  await client.createRevision({ params, body: { content } });
  const agent = sampleAgent({ labels: { env: "prod" }, group: "prod" });
  const report = { ...agent.report, capabilities: 0x7fffn };
  await storage.store.commit({ writes: [{ kind: "add-agent", agent: { ...agent, report } }] });
  await client.protectGroup({ params: { name: "prod" }, body: { approvals: 1 } });
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

const START = ["rollout", "start", "--group", "prod", "--revision", "2", "--no-gates"];

test("a rollout to a protected group is refused with the way to ask, and asked for", async () => {
  const refused = await run(otto, ...START);
  expect(refused.code).toBe(3);
  expect(refused.err).toContain("prod");
  expect(refused.err).toContain('--request "message"');
  const asked = await run(otto, ...START, "--request", "For the new backend");
  expect([asked.code, asked.err]).toEqual([0, ""]);
  expect(asked.out).toContain("Request 1: Release edge r2 to prod");
  expect(asked.out).toContain("grace");
});

test("requests are listed, looked at, and approved as they were looked at", async () => {
  const list = await run(grace, "approvals", "--for-me");
  expect(list.out).toMatch(/1 +Release edge r2 to prod +waiting +prod +1/);
  const shown = await run(grace, "approvals", "show", "1");
  expect(shown.out).toContain("For the new backend");
  expect(shown.out).toContain("It releases edge r2 to prod.");
  const [, hash = ""] = /--hash (\S+)/.exec(shown.out) ?? [];
  await run(otto, "approvals", "comment", "1", "Canary first");
  const done = await run(grace, "approvals", "approve", "1", "--hash", hash);
  expect([done.code, done.err]).toEqual([0, ""]);
  expect(done.out).toMatch(/Request 1: .* \(approved\)\nIt led to rollout /);
  const again = await run(grace, "approvals", "reject", "1", "--reason", "No");
  expect(again.code).toBe(3);
  expect(again.err).toContain("takes no answer any more");
});
