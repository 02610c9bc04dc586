import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyStore } from "@fleethub/control-plane";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbeddedStorage } from "../embedded/open.js";
import { openPostgresStorage } from "../postgres/open.js";
import { makeEarlierDirectory } from "../testing/earlier-directory.js";
import { auditRows, CHAIN_CHECK, copyMigrations } from "../testing/earlier-versions.js";
import { postgresIsMissing, startTestPostgres } from "../testing/postgres.js";
import { testTemplate } from "../testing/template.js";
import { openStoredRecord } from "./open-record.js";

const OLDER = { code: "unsuitable", message: expect.stringContaining("before audit entries were") };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fleethub-record-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every file with its digest. */
async function filesOf(directory: string): Promise<readonly string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const digests = files.map(async (file) => {
    return `${file} ${createHash("sha256")
      .update(await readFile(file))
      .digest("hex")}`;
  });
  return (await Promise.all(digests)).sort();
}

const verdictOf = async (where: Parameters<typeof openStoredRecord>[0]) => {
  const { record, problem } = await openStoredRecord(where);
  if (record === undefined) return problem;
  const found = await verifyStore(record.audit, CHAIN_CHECK, () => 1);
  await record.close();
  return found;
};

describe("the record of a data directory", () => {
  it("from before the chain is a problem, from after it verifies: no file changes", async () => {
    const directory = join(folder, "data");
    await mkdir(directory);
    await makeEarlierDirectory(directory);
    const earlier = await filesOf(directory);
    expect(await verdictOf({ directory })).toMatchObject(OLDER);
    expect(await filesOf(directory)).toEqual(earlier);

    const template = await testTemplate();
    const { storage } = await openEmbeddedStorage({ directory, owner: "hub", template });
    expect(await verdictOf({ directory })).toMatchObject({ code: "directory-locked" });
    await storage?.close();
    const upgraded = await filesOf(directory);
    expect(await verdictOf({ directory })).toMatchObject({ verdict: "intact", entries: 5 });
    expect(await filesOf(directory)).toEqual(upgraded);
  }, 120_000);

  it("is not made where there is none", async () => {
    expect(await verdictOf({ directory: join(folder, "none") })).toMatchObject({
      code: "directory-unusable",
      message: expect.stringContaining("no hub's data"),
    });
    expect(await readdir(folder)).not.toContain("none");
  });
});

describe.skipIf(postgresIsMissing("record of PostgreSQL"))("the record of a PostgreSQL", () => {
  it("from before the chain is a problem, from after it verifies: no row changes", async () => {
    const server = await startTestPostgres();
    const migrationsFolder = await copyMigrations("0005_connection_settings");
    try {
      const url = await server.createDatabase("earlier");
      const where = { url, owner: "test" };
      expect(await verdictOf(where)).toMatchObject({
        message: expect.stringContaining("no hub's data"),
      });
      const sql = postgres(url, { max: 1, onnotice: () => {} });
      const migrations = async () =>
        (await sql.unsafe("select count(*) from drizzle.__drizzle_migrations"))[0]?.["count"];
      await migrate(drizzle(sql), { migrationsFolder });
      await sql.unsafe(auditRows(3));
      const before = await migrations();
      expect(await verdictOf(where)).toMatchObject(OLDER);
      expect(await migrations()).toBe(before);

      const { storage } = await openPostgresStorage(where);
      await storage?.close();
      expect(await migrations()).not.toBe(before);
      expect(await verdictOf(where)).toMatchObject({ verdict: "intact", entries: 4 });
      await sql.unsafe("update audit set hash = '' where sequence = 2");
      expect(await verdictOf(where)).toMatchObject({ broken: { sequence: 2 } });
      await sql.end();
    } finally {
      await rm(migrationsFolder, { recursive: true, force: true });
      await server.dispose();
    }
  }, 90_000);

  it("that cannot be reached is a problem", async () => {
    expect(await verdictOf({ url: "postgres://127.0.0.1:1/none", owner: "test" })).toMatchObject({
      code: "unreachable",
    });
  });
});
