import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createMemoryStorage, type MemoryStorage } from "@fleethub/control-plane/memory";
import { startHub } from "../../compose.js";
import { createLogger } from "../../platform/logger.js";
import { SETTINGS_DEFAULT, type Settings } from "../../settings/index.js";
import {
  adminTokenFile,
  AS_ADMINISTRATOR,
  startTestHub,
  TEST_HUB_KEY,
} from "../../testing/test-hub.js";

const NOBODY = { adminTokenFile: null };
const FIRST = { name: "ada", password: "four words of mine" };

const firstRun = (url: string, token: string) =>
  fetch(`${url}/api/v1/first-run`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...FIRST, token }),
  });

/** A hub of its own over rows that others share. */
const startOver = (ports: MemoryStorage, over: Partial<Settings> = {}) =>
  startHub(
    {
      ...SETTINGS_DEFAULT,
      agentsHost: "127.0.0.1",
      agentsPort: 0,
      consolePort: 0,
      key: TEST_HUB_KEY,
      ...over,
    },
    {
      storage: {
        ports,
        kind: "pglite",
        place: "memory",
        reachable: async () => true,
        close: async () => {},
      },
      logger: createLogger("silent"),
      consoleRoot: null,
    },
  );

const tokenOf = (link: string | null) => link?.split("token=")[1] ?? "";

test("a hub without an administrator answers nothing but the first run", async () => {
  const running = await startTestHub(NOBODY);
  const ask = async (path: string) => {
    const answer = await fetch(`${running.hub.consoleUrl}${path}`);
    return [answer.status, ((await answer.json()) as { type?: string }).type];
  };
  expect(await ask("/api/v1/agents")).toEqual([401, "first-run"]);
  expect(await ask("/api/v1/openapi.json")).toEqual([401, "first-run"]);
  expect(await ask("/metrics")).toEqual([401, "first-run"]);
  expect((await ask("/api/v1/sign-in"))[0]).toBe(200);
  await running.stop();
});

test("it stays on loopback, says why, and opens where it was told once there is one", async () => {
  const running = await startTestHub({ ...NOBODY, consoleHost: "0.0.0.0" });
  const { consoleUrl, firstRunUrl, notes } = running.hub;
  expect(notes[0]).toContain("stays on this machine, not on 0.0.0.0");
  const outside = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal);
  const url = `http://${outside?.address ?? "127.0.0.2"}:${new URL(consoleUrl).port}/healthz`;
  await expect(fetch(url)).rejects.toThrow();
  expect((await firstRun(consoleUrl, tokenOf(firstRunUrl))).status).toBe(201);
  const reached = () =>
    fetch(url).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(reached, { timeout: 15_000 }).toBe(200);
  await running.stop();
});

test("an administrator's token of the settings opens it at once, and the link still works", async () => {
  const running = await startTestHub({ consoleHost: "0.0.0.0" });
  expect(running.hub.notes).not.toContainEqual(expect.stringContaining("stays on this machine"));
  const link = tokenOf(running.hub.firstRunUrl);
  expect((await firstRun(running.hub.consoleUrl, link)).status).toBe(201);
  await running.stop();
});

test("the next start has a new link until there is an administrator, then none", async () => {
  const ports = createMemoryStorage();
  const [one, two] = [await startOver(ports), await startOver(ports)];
  expect(two.firstRunUrl).not.toBe(one.firstRunUrl);
  expect((await firstRun(two.consoleUrl, tokenOf(one.firstRunUrl))).status).toBe(201);
  const three = await startOver(ports);
  expect(three.firstRunUrl).toBeNull();
  for (const hub of [one, two, three]) await hub.stop();
});

test("a hub opens as told once there is an administrator, made at another hub of the database", async () => {
  const ports = createMemoryStorage();
  const one = await startOver(ports);
  const two = await startOver(ports, { consoleHost: "127.0.0.3" });
  expect(new URL(two.consoleUrl).hostname).toBe("127.0.0.3");
  const three = await startOver(ports, { consoleHost: "0.0.0.0" });
  const outside = `http://127.0.0.2:${new URL(three.consoleUrl).port}/healthz`;
  await expect(fetch(outside)).rejects.toThrow();
  expect((await firstRun(one.consoleUrl, tokenOf(one.firstRunUrl))).status).toBe(201);
  const reached = () =>
    fetch(outside).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(reached, { timeout: 15_000 }).toBe(200);
  for (const hub of [one, two, three]) await hub.stop();
});

test("a start without the setting says that the token which it made is still valid", async () => {
  const ports = createMemoryStorage();
  const { file, dispose } = adminTokenFile();
  const before = await startOver(ports, { adminTokenFile: file });
  expect(before.notes).toEqual([]);
  await before.stop();
  dispose();
  const after = await startOver(ports);
  expect(after.notes).toEqual([expect.stringContaining("is still valid")]);
  const asked = { headers: AS_ADMINISTRATOR };
  const tokens = `${after.consoleUrl}/api/v1/api-tokens`;
  const { items } = (await (await fetch(`${tokens}?person=*`, asked)).json()) as {
    items: { id: string }[];
  };
  await fetch(`${tokens}/${items[0]?.id ?? ""}`, { ...asked, method: "DELETE" });
  await after.stop();
  const last = await startOver(ports);
  expect(last.notes).toEqual([]);
  await last.stop();
});

test("a token file that is none ends the start with one line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fleethub-first-"));
  const file = join(folder, "token");
  writeFileSync(file, "too short\n");
  await expect(startTestHub({ adminTokenFile: file })).rejects.toThrow(
    /^FLEETHUB_ADMIN_TOKEN_FILE: /,
  );
  const missing = join(folder, "missing");
  await expect(startTestHub({ adminTokenFile: missing })).rejects.toThrow(
    /cannot be read \(ENOENT\)/,
  );
  rmSync(folder, { recursive: true });
});
