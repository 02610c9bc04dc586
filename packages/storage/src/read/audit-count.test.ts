import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { embeddedDatabase } from "../embedded/database.js";
import { migrateEmbedded } from "../embedded/migrate.js";
import { auditReader } from "./audit-reader.js";

const ENTRY = `{"action":"pin","actor":{"id":"ada","kind":"operator","requestId":"r","via":"api"},"after":null,"at":1,"before":null,"id":"e","resource":{"id":"one","kind":"agent"}}`;

let pglite: PGlite;
beforeAll(async () => {
  pglite = await PGlite.create();
  await migrateEmbedded(pglite);
  await pglite.exec(`
    insert into audit (sequence, id, at, actor_id, action, resource_kind, resource_id, words, canonical, hash)
    select n, 'e' || n, n * 1000, 'ada', 'pin', 'agent', 'one',
      case when n % 200 = 0 then 'seldom' else 'often' end || chr(10) || n, convert_to('${ENTRY}', 'UTF8'), 'h'
    from generate_series(1, 100200) as n;
    insert into log_head (audit) values (100200) on conflict (single) do update set audit = 100200;`);
}, 60_000);
afterAll(() => pglite.close());

const find = (filter: object, cursor: string | null = null) =>
  auditReader(embeddedDatabase(pglite)).list({ text: "", ...filter }, { limit: 2, cursor });

test("counts 10,000 entries at most among the newest 100,000, and says so", async () => {
  expect(await find({})).toMatchObject({ total: 10_000, atLeast: true });
  expect(await find({ texts: ["seldom"] })).toMatchObject({ total: 500, atLeast: true });
  const last = await find({ texts: ["seldom"] }, (await find({ texts: ["seldom"] })).nextCursor);
  expect(last.items.map(({ sequence }) => sequence)).toEqual([99_800, 99_600]);
});

test("counts exactly what one page shows, however old it is", async () => {
  const { items, ...rest } = await find({ texts: ["often\n1"], until: 2000 });
  expect(items.map(({ sequence }) => sequence)).toEqual([1]);
  expect(rest).toEqual({ total: 1, nextCursor: null });
  await pglite.exec("update log_head set audit_cut = 500");
  expect(await find({ texts: ["seldom"] })).not.toHaveProperty("atLeast");
  await pglite.exec("update log_head set audit_cut = 0");
});

test("begins behind the checkpoint of the day before the moment that is asked for", async () => {
  await pglite.exec(`insert into audit_checkpoints
    (number, sequence, hash, at, previous, key_id, public_key, signature)
    values (1, 50, 'h', 50000, 'p', 'k', 'p', 's'), (2, 100000, 'h', 100000000, 'p', 'k', 'p', 's')`);
  expect(await find({ since: 100_199_000 })).toMatchObject({ total: 2 });
  expect((await find({ since: 40_000, until: 60_000 })).items[0]?.sequence).toBe(59);
});
