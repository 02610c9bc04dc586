import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type Session } from "@fleethub/api";
import { makeEarlierDirectory } from "@fleethub/storage/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningHub, startHub } from "./compose.js";
import { createLogger } from "./platform/logger.js";
import { SETTINGS_DEFAULT } from "./settings/index.js";

const dataDir = mkdtempSync(join(tmpdir(), "fleethub-upgrade-"));
let hub: RunningHub | undefined;

beforeAll(async () => {
  await makeEarlierDirectory(dataDir);
  const ports = { agentsHost: "127.0.0.1", agentsPort: 0, consolePort: 0 };
  const settings = { ...SETTINGS_DEFAULT, ...ports, dataDir, consoleHost: "0.0.0.0" };
  hub = await startHub(settings, { logger: createLogger("silent"), consoleRoot: null });
}, 120_000);
afterAll(async () => {
  await hub?.stop();
  rmSync(dataDir, { recursive: true });
});

test("a hub on the data of a version without people stays on loopback, says why, and has everything", async () => {
  if (hub === undefined) throw new Error("The hub did not start.");
  expect(new URL(hub.consoleUrl).hostname).toBe("127.0.0.1");
  expect(hub.notes[0]).toContain("until there is an administrator");
  const shut = await fetch(`${hub.consoleUrl}/api/v1/agents`);
  expect([shut.status, ((await shut.json()) as { type: string }).type]).toEqual([401, "first-run"]);

  const token = hub.firstRunUrl?.split("token=")[1] ?? "";
  const made = await fetch(`${hub.consoleUrl}/api/v1/first-run`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, name: "ada", password: "four words of mine" }),
  });
  expect(((await made.json()) as Session).grants).toEqual([{ role: "administrator", reach: null }]);
  const cookie = made.headers.getSetCookie().map((one) => one.split(";", 1)[0]);
  // It moves to where it was told.
  const moved = `http://127.0.0.2:${new URL(hub.consoleUrl).port}`;
  const reached = () => fetch(`${moved}/healthz`).catch(() => null);
  await expect.poll(reached, { timeout: 20_000 }).not.toBeNull();
  const client = createClient({
    baseUrl: moved,
    fetch: (url, init) => fetch(url, init),
    headers: { cookie: cookie.join("; ") },
  });
  const agents = await client.listAgents({ query: { limit: 9 } });
  const shown = agents.ok
    ? agents.data.items.map(({ name, configuration }) => [name, configuration])
    : [];
  expect(shown.toSorted()).toEqual([
    ["edge-store-0001", "edge"],
    ["k8s-use1-3-worker-0001", null],
  ]);
  const revision = await client.getRevision({ params: { name: "edge", number: 1 } });
  expect(revision.ok && revision.data.message).toBe("first");
  const audit = await client.listAudit({ query: { query: "who:local", limit: 9 } });
  expect(audit.ok && audit.data.items.map(({ action }) => action)).toEqual([
    "pin",
    "label",
    "create-revision",
    "create-configuration",
  ]);
  const verified = await client.verifyAudit({});
  expect(verified.ok && verified.data.verdict).toBe("intact");
});
