import { rm } from "node:fs/promises";
import { verifyStore } from "@fleethub/control-plane";
import type { AgentId } from "@fleethub/fleet";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import {
  AGENT,
  agentRows,
  auditRows,
  CHAIN_CHECK,
  copyMigrations,
} from "../testing/earlier-versions.js";
import { postgresIsMissing, startTestPostgres } from "../testing/postgres.js";
import { openPostgresStorage } from "./open.js";

/** More than two statements chain. */
const ENTRIES = 1_200;

const GROUP_ROW = `insert into groups values
  ('edge', 'name:edge-*', '', null, null, '{}', 1, 1, 1, 'ada', 1);
  update agents set group_name = 'edge', admission = 'awaiting-approval', labels = '{"env":"prod"}';`;

describe.skipIf(postgresIsMissing("upgrade of PostgreSQL"))("PostgreSQL", () => {
  it("of the version before sign-in keeps its fleet, and hubs that open it at once chain its entries once", async () => {
    const server = await startTestPostgres();
    const folder = await copyMigrations("0005_connection_settings");
    try {
      const url = await server.createDatabase("earlier");
      const sql = postgres(url, { max: 1, onnotice: () => {} });
      await migrate(drizzle(sql), { migrationsFolder: folder });
      await sql.unsafe(agentRows("e".repeat(64)) + GROUP_ROW + auditRows(ENTRIES));
      await sql.end();

      const opened = await Promise.all(
        ["hub-1", "hub-2"].map((owner) => openPostgresStorage({ url, owner })),
      );
      for (const { storage, problem } of opened) {
        if (problem !== undefined) throw new Error(problem.message);
        const { store, groups, people, audit } = storage;
        expect(await store.agentById(AGENT as AgentId)).toMatchObject({
          admission: "awaiting-approval",
          labels: { env: "prod" },
          group: "edge",
          enrolment: null,
          access: { comesWith: "none", credentials: [], mayEnrolAnew: false, revoked: null },
        });
        expect(await groups.list()).toMatchObject([{ name: "edge", protection: null }]);
        expect(await people.administrators()).toBe(0);
        const [last] = (await audit.list({ text: "" }, { limit: 1, cursor: null })).items;
        expect(last).toMatchObject({ action: "begin-chain", after: { entries: ENTRIES } });
        expect(await verifyStore(audit, CHAIN_CHECK, () => 1)).toMatchObject({
          verdict: "intact",
          entries: ENTRIES + 1,
        });
        await storage.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
      await server.dispose();
    }
  });
});
