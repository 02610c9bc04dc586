import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@fleethub/api";
import { openEmbeddedStorage } from "@fleethub/storage";
import {
  postgresIsMissing,
  runSql,
  startTestPostgres,
  testTemplate,
} from "@fleethub/storage/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startHub } from "../compose.js";
import { type HubStorage, openStorage } from "../open-storage.js";
import { createLogger } from "../platform/logger.js";
import { SETTINGS_DEFAULT, type Settings } from "../settings/index.js";
import { runCommand } from "../testing/run-command.js";
import { adminTokenFile, AS_ADMINISTRATOR, TEST_HUB_KEY } from "../testing/test-hub.js";
import { addAudit } from "./audit.js";

/** Another letter in the place of the first of an entry's action. */
const ONE_BYTE = `update audit set canonical = set_byte(canonical, position('create-' in
  convert_from(canonical, 'UTF8')) - 1, ascii('C')) where action = 'create-configuration'`;

const verify = (...words: readonly string[]) => runCommand(addAudit, ["audit", "verify", ...words]);

/** The embedded one from a packed directory, which takes a second and not ten. */
async function storageFor(settings: Settings): Promise<HubStorage> {
  if (settings.databaseUrl !== null) return openStorage(settings, "test");
  const [directory, template] = [settings.dataDir, await testTemplate()];
  const { storage, problem } = await openEmbeddedStorage({ directory, owner: "test", template });
  if (problem !== undefined) throw new Error(problem.message);
  const place = storage.describe();
  return { ...storage, ports: storage, kind: "pglite", place };
}

/** A hub on a real store, which wrote an entry. */
async function startHubOn(over: Partial<Settings>) {
  const admin = adminTokenFile();
  const settings: Settings = {
    ...SETTINGS_DEFAULT,
    agentsHost: "127.0.0.1",
    agentsPort: 0,
    consolePort: 0,
    adminTokenFile: admin.file,
    ...over,
  };
  const storage = await storageFor(settings);
  const logger = createLogger("error", { write: () => undefined });
  const hub = await startHub(settings, { storage, logger, consoleRoot: null });
  admin.dispose();
  const client = createClient({
    baseUrl: hub.consoleUrl,
    fetch: (url, init) => fetch(url, init),
    headers: AS_ADMINISTRATOR,
  });
  const made = await client.createConfiguration({ body: { name: "edge" } });
  if (!made.ok) throw new Error(made.problem.detail);
  return hub;
}

const folder = mkdtempSync(join(tmpdir(), "fleethub-offline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a data directory verifies once no hub runs on it, names the entry with another byte, and is anchored", {
  timeout: 120_000,
}, async () => {
  const [dataDir, auditAnchorFile] = [join(folder, "data"), join(folder, "anchor.jsonl")];
  const hub = await startHubOn({ dataDir, auditAnchorFile });
  await expect(verify("--data-dir", dataDir)).rejects.toThrow(/another|in use|process/i);
  await hub.stop();

  const whole = await verify("--data-dir", dataDir);
  expect(whole.printed).toMatch(
    /^Intact: entries 1 to \d+, 1 checkpoints, signed by key [0-9a-f]{16}/,
  );
  expect(whole.printed).toContain("A signature covers everything up to entry");
  expect(whole.code).toBe(0);
  const anchored = JSON.parse(readFileSync(auditAnchorFile, "utf8"));
  expect(anchored).toMatchObject({ number: 1, previous: "0".repeat(64) });
  expect(whole.printed).toContain(`entries 1 to ${anchored.sequence}`);

  await runSql({ directory: dataDir }, ONE_BYTE);
  const broken = await verify("--data-dir", dataDir);
  expect(broken.printed).toMatch(/^Broken at entry 2\. /);
  expect(broken.code).toBe(1);
  await expect(verify("--data-dir", join(folder, "none"))).rejects.toThrow("no such folder");
  await expect(verify("--data-dir", folder)).rejects.toThrow("no hub's data");
});

describe.skipIf(postgresIsMissing("audit verify --database-url"))("PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof startTestPostgres>>;
  beforeAll(async () => {
    server = await startTestPostgres();
  }, 90_000);
  afterAll(() => server.dispose());

  test("verifies while a hub runs, and names the entry with another byte", async () => {
    vi.stubEnv("FLEETHUB_KEY", TEST_HUB_KEY);
    const databaseUrl = await server.createDatabase("audit");
    const hub = await startHubOn({ databaseUrl, key: TEST_HUB_KEY });
    expect((await verify("--database-url", databaseUrl)).printed).toContain("Intact: entries 1 to");
    await hub.stop();
    expect((await verify("--database-url", databaseUrl)).printed).toContain("signed by key");
    await runSql({ url: databaseUrl }, ONE_BYTE);
    const broken = await verify("--database-url", databaseUrl);
    expect(broken.printed).toMatch(/^Broken at entry 2\. /);
    expect(broken.code).toBe(1);
    vi.unstubAllEnvs();
  }, 60_000);
});
