import { rm } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { verifyStore } from "@fleethub/control-plane";
import type { AgentId, BodyDigest, ConfigHash } from "@fleethub/fleet";
import { parseQuery, type Query } from "@fleethub/fleet/query";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { afterEach, expect, test } from "vitest";
import { ChangeHints } from "../change-hints.js";
import { portsOver } from "../ports-over.js";
import {
  AGENT,
  agentRows,
  auditRows,
  CHAIN_CHECK,
  copyMigrations,
} from "../testing/earlier-versions.js";
import { chainEarlierEntries } from "../write/chain-earlier-entries.js";
import { embeddedDatabase } from "./database.js";
import { migrateEmbedded } from "./migrate.js";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** The migrations up to and including this one, until the test ends. */
async function migrationsUntil(tag: string): Promise<string> {
  const folder = await copyMigrations(tag);
  folders.push(folder);
  return folder;
}

const DIGEST = "e".repeat(64);

const EVERYTHING = { kind: "everything" } as const;

function queryOf(text: string): Query {
  const { query } = parseQuery(text);
  if (query === undefined) throw new Error(`${text} is no query.`);
  return query;
}

test("a database of the version before keeps its agents and revisions, which have no layers", async () => {
  const migrationsFolder = await migrationsUntil("0002_leases_and_retention");
  const pglite = await PGlite.create();
  await migrate(drizzle(pglite), { migrationsFolder });
  await pglite.exec(`${agentRows(DIGEST)}
    insert into configurations values ('edge', 'complete', '', 1, 2, 1, 'ada');
    insert into revisions values ('edge', 1, 'a: 1', '', 'f1:1', 'hash', 1, 'ada');`);

  await migrateEmbedded(pglite);
  const ports = portsOver(embeddedDatabase(pglite), new ChangeHints(), () => pglite.close());
  expect(await ports.configurations.revisionByHash("hash" as ConfigHash)).toMatchObject({
    source: "a: 1",
    content: "a: 1",
    layers: [],
    variables: [],
  });
  const agent = await ports.store.agentById(AGENT as AgentId);
  expect(agent).toMatchObject({ instanceUid: "one", variables: {}, breaches: [] });
  const everyone = { query: queryOf(""), now: 1, scope: EVERYTHING };
  expect(await ports.policies.bodies(everyone)).toEqual([
    { body: DIGEST as BodyDigest, agents: 1 },
  ]);
  expect((await ports.agents.facets(everyone))["policy"]).toEqual([]);
  await ports.store.close();
});

test("a database without groups gets them: its agents are in none, and nothing is known of their data", async () => {
  const migrationsFolder = await migrationsUntil("0003_layers_and_policies");
  const pglite = await PGlite.create();
  await migrate(drizzle(pglite), { migrationsFolder });
  await pglite.exec(`${agentRows(DIGEST)}
    update agents set pin = '{"kind":"local"}', labels = '{"env":"prod"}';`);

  await migrateEmbedded(pglite);
  const ports = portsOver(embeddedDatabase(pglite), new ChangeHints(), () => pglite.close());
  expect(await ports.store.agentById(AGENT as AgentId)).toMatchObject({
    pin: { kind: "local" },
    labels: { env: "prod" },
    group: null,
    hold: null,
    assignment: null,
    connection: null,
    flow: "not-reported",
  });
  const nobody = { query: queryOf("-group:* flow:not-reported"), now: 1, scope: EVERYTHING };
  expect(await ports.agents.ids(nobody, 9)).toEqual([AGENT]);
  expect(await ports.groups.counts(EVERYTHING)).toEqual([{ group: null, sync: "x", agents: 1 }]);
  expect(await ports.rollouts.lastNumber()).toBe(0);
  await ports.store.close();
});

test.each([
  ["before the chain", "0005_connection_settings"],
  ["an upgrade that ended before it chained them", "0006_who_may_what"],
])("entries from %s are chained as they were found, and an entry says so", async (_from, tag) => {
  const migrationsFolder = await migrationsUntil(tag);
  const pglite = await PGlite.create();
  await migrate(drizzle(pglite), { migrationsFolder });
  await pglite.exec(auditRows(2));

  await migrateEmbedded(pglite);
  const database = embeddedDatabase(pglite);
  await chainEarlierEntries(database);
  await chainEarlierEntries(database);
  const { audit, store } = portsOver(database, new ChangeHints(), () => pglite.close());
  const { items } = await audit.list({ text: "" }, { limit: 9, cursor: null });
  expect(items.map(({ action }) => action)).toEqual(["begin-chain", "pin", "pin"]);
  expect(items[0]).toMatchObject({ sequence: 3, after: { entries: 2, through: 2 } });
  expect((await audit.list({ text: "", who: ["ada"] }, { limit: 9, cursor: null })).total).toBe(2);
  expect(await verifyStore(audit, CHAIN_CHECK, () => 1)).toMatchObject({
    verdict: "intact",
    entries: 3,
  });
  await store.close();
});
