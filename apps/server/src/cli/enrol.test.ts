import { tmpdir } from "node:os";
import { sampleAgent } from "@fleethub/control-plane/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../testing/cli.js";
import { AS_SCRIPT, startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

const enrol = (...args: readonly string[]) =>
  runCli(["enrol", ...args, "--server", running.hub.consoleUrl], tmpdir(), "", AS_SCRIPT);

test("a token is made, listed without its text, and revoked with its agents", async () => {
  const made = await enrol("create", "edge", "--label", "site=a", "--uses", "2", "--expires", "7d");
  expect([made.code, made.err]).toEqual([0, ""]);
  expect(made.out).toMatch(/^fhe_[0-9a-f]{16}_[A-Za-z0-9_-]{43}\n$/);
  const agent = sampleAgent({ enrolment: "edge" });
  await running.storage.store.commit({ writes: [{ kind: "add-agent", agent }] });
  const listed = await enrol("tokens");
  expect(listed.out).toMatch(/edge +valid +0 of 2 +1 /);
  expect(listed.out).not.toContain(made.out.trim());
  const shown = await enrol("show", agent.instanceUid);
  expect(shown.out).toContain("Enrolled by  edge");
  const unknown = await enrol("revoke-credential", agent.instanceUid, "beef", "--reason", "leaked");
  expect([unknown.code, unknown.err]).toEqual([3, expect.stringContaining("None of the cred")]);
  const revoked = await enrol("revoke-token", "edge", "--reason", "leaked", "--agents");
  expect(revoked.out).toBe("edge is revoked, and 1 agent with it.\n");
  const readmitted = await enrol("readmit", "--query", "enrolment:edge", "--expected-agents", "1");
  expect(readmitted.out).toContain("1 changed");
});

test("what is written wrongly is named", async () => {
  const label = await enrol("create", "west", "--label", "site");
  expect([label.code, label.err]).toEqual([2, expect.stringContaining("key=value")]);
  const whom = await enrol("rotate");
  expect([whom.code, whom.err]).toEqual([2, expect.stringContaining("--query")]);
  const unknown = await enrol("revoke-token", "nowhere", "--reason", "x");
  expect([unknown.code, unknown.err]).toEqual([3, expect.stringContaining("nowhere")]);
});
