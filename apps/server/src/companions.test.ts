import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { COMPANION_TOKEN } from "@fleethub/control-plane";
import { initTlsFolder, tlsFolderOf } from "./certificates/tls-folder.js";
import { startTestHub, type TestHub } from "./testing/test-hub.js";

const DEMO = 3;

const opened: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function open(settings: Parameters<typeof startTestHub>[0]): Promise<TestHub> {
  const running = await startTestHub({ demo: DEMO, ...settings });
  opened.push(() => running.stop());
  return running;
}

async function connected({ client }: TestHub, query: string): Promise<number> {
  const page = await client.listAgents({ query: { query: `${query} presence:connected` } });
  return page.ok ? page.data.total : -1;
}

const LIMIT = { timeout: 20_000 };

test("agents of a demo come with the hub's own token where nobody comes without one", async () => {
  const running = await open({ admission: "token" });
  const query = `enrolment:${COMPANION_TOKEN}`;
  await expect.poll(() => connected(running, query), LIMIT).toBe(DEMO);
  const token = await running.client.getEnrolmentToken({ params: { name: COMPANION_TOKEN } });
  expect(token.ok && token.data).toMatchObject({ createdBy: "hub", agents: DEMO, state: "valid" });
});

test("where everybody on this machine may come they come so, and no token is made", async () => {
  const running = await open({});
  await expect.poll(() => connected(running, "-enrolment:*"), LIMIT).toBe(DEMO);
  const tokens = await running.client.listEnrolmentTokens();
  expect(tokens.ok && tokens.data.items).toEqual([]);
});

test("they trust the hub's own authority where it has made one, and verify by it", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "fleethub-companions-"));
  opened.push(() => rmSync(dataDir, { recursive: true, force: true }));
  await initTlsFolder(tlsFolderOf(dataDir), ["127.0.0.1"], Date.now());
  const running = await open({ admission: "token", dataDir });
  await expect.poll(() => connected(running, "credential:bearer"), LIMIT).toBeGreaterThan(0);
  const failed = await running.client.listHandshakes();
  expect(failed.ok && failed.data.items).toEqual([]);
});

test("where everybody must show a client certificate they are not started, and the start says why", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "fleethub-companions-"));
  opened.push(() => rmSync(dataDir, { recursive: true, force: true }));
  await initTlsFolder(tlsFolderOf(dataDir), ["127.0.0.1"], Date.now());
  const running = await open({ dataDir, agentsClientCertificates: "required" });
  expect(running.hub.notes).toContainEqual(
    expect.stringMatching(/^Neither --demo nor --collector started agents\..*=required/),
  );
});
