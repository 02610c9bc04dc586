import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { verifyStore } from "@fleethub/control-plane";
import type { AgentId, BodyDigest, ConfigHash } from "@fleethub/fleet";
import { parseQuery, type Query } from "@fleethub/fleet/query";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { afterEach, expect, test } from "vitest";
import { ChangeHints } from "../change-hints.js";
import { MIGRATIONS_FOLDER } from "../database/migrations.js";
import { portsOver } from "../ports-over.js";
import { chainEarlierEntries } from "../write/chain-earlier-entries.js";
import { embeddedDatabase } from "./database.js";
import { migrateEmbedded } from "./migrate.js";

let folder = "";
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The migrations up to and including this one. */
async function migrationsUntil(tag: string): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), "fleethub-migrations-"));
  await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
  const file = join(folder, "meta", "_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8")) as { entries: { tag: string }[] };
  const last = journal.entries.findIndex((entry) => entry.tag === tag);
  const entries = journal.entries.slice(0, last + 1);
  await writeFile(file, JSON.stringify({ ...journal, entries }));
  return folder;
}

const AGENT = "01990000-0000-7000-8000-000000000001";
const DIGEST = "e".repeat(64);

const COLUMNS =
  "reported_name reported_name_folded host host_folded os os_folded arch arch_folded type type_folded agent_version agent_version_folded sync verified health configuration_folded reason".split(
    " ",
  );
const REPORT = JSON.stringify({ description: null, effective: { digest: DIGEST } });

/** One agent, as every version so far can hold it. */
const AGENT_ROWS = `
  insert into agents (id, instance_uid, former_uids, created_at, version, labels, labels_folded,
    admission, outcome_version, epoch, remote_address, capabilities, reports_heartbeat,
    last_seen_at, attributes_folded, ${COLUMNS.join(", ")})
  values ('${AGENT}', 'one', '[]', 1, 1, '{}', '{}', 'admitted', 1, 0, '', 0, 0, 1, '{}',
    ${COLUMNS.map(() => "'x'").join(", ")});
  insert into agent_documents (agent_id, outcome, report) values ('${AGENT}', '{}', '${REPORT}');
  insert into agent_uids (uid, agent_id) values ('one', '${AGENT}');`;

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
  await pglite.exec(`${AGENT_ROWS}
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
  await pglite.exec(`${AGENT_ROWS}
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
  const entry = (id: string) =>
    `{"action":"pin","actor":{"id":"Ada","kind":"operator","requestId":"r","via":"api"},"after":null,"at":1,"before":null,"id":"${id}","resource":{"id":"one","kind":"agent"}}`;
  await pglite.exec(`
    insert into log_head (audit) values (2) on conflict (single) do update set audit = 2;
    insert into audit (sequence, id, at, resource_kind, resource_id, words, entry, canonical)
    select n, 'e' || n, 1, 'agent', 'one', 'pin', '{}'::json,
      convert_to(replace('${entry("e#")}', 'e#', 'e' || n), 'UTF8') from generate_series(1, 2) as n;`);

  await migrateEmbedded(pglite);
  const database = embeddedDatabase(pglite);
  await chainEarlierEntries(database);
  await chainEarlierEntries(database);
  const { audit, store } = portsOver(database, new ChangeHints(), () => pglite.close());
  const { items } = await audit.list({ text: "" }, { limit: 9, cursor: null });
  expect(items.map(({ action }) => action)).toEqual(["begin-chain", "pin", "pin"]);
  expect(items[0]).toMatchObject({ sequence: 3, after: { entries: 2, through: 2 } });
  expect((await audit.list({ text: "", who: ["ada"] }, { limit: 9, cursor: null })).total).toBe(2);
  const digest = {
    sha256: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex") as BodyDigest,
  };
  const check = { digest, signatures: { verify: () => false }, trustedKeys: null };
  expect(await verifyStore(audit, check, () => 1)).toMatchObject({ verdict: "intact", entries: 3 });
  await store.close();
});
