import type {
  AuditFilter,
  AuditReader,
  AuditVisibility,
  ChainedEntry,
  Page,
  PageRequest,
} from "@fleethub/control-plane";
import { NO_HASH } from "@fleethub/control-plane";
import { foldCase } from "@fleethub/fleet/query";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";
import {
  CHECKPOINT_COLUMNS,
  checkpointOf,
  ENTRY_COLUMNS,
  entryOf,
  STORED_COLUMNS,
  storedOf,
} from "./audit-rows.js";
import { pageOf, startOf } from "./cursor.js";
import { sqlOfVisibility } from "./sql-of-visibility.js";

/** Newest first: in the order of commits, not of clocks. */
export function auditReader(database: Database): AuditReader {
  const one = async (visibleTo: AuditVisibility | undefined, is: (p: Params) => string) => {
    const p = new Params();
    const [row] = await database.query(
      `select ${ENTRY_COLUMNS} from audit where ${is(p)} and ${sqlOfVisibility(visibleTo, p)}`,
      p.values,
      "varies",
    );
    return row === undefined ? null : entryOf(row);
  };
  return {
    list: (filter, page) => listEntries(database, filter, page),
    get: (sequence, visibleTo) =>
      one(visibleTo, (p) => `audit.sequence = ${p.as("bigint", sequence)}`),
    byId: (id, visibleTo) => one(visibleTo, (p) => `audit.id = ${p.text(id)}`),
    async head() {
      const [row] = await database.query(
        "select audit::text as audit, audit_hash, audit_cut::text as audit_cut from log_head",
      );
      if (row === undefined) return { sequence: 0, hash: NO_HASH, cutThrough: 0 };
      return {
        sequence: cells.number(row, "audit"),
        hash: cells.text(row, "audit_hash"),
        cutThrough: cells.number(row, "audit_cut"),
      };
    },
    async walk(after, limit) {
      const p = new Params();
      const rows = await database.query(
        `select ${STORED_COLUMNS} from audit where sequence > ${p.as("bigint", after)}
         order by audit.sequence limit ${p.as("bigint", limit)}`,
        p.values,
      );
      return rows.map(storedOf);
    },
    async checkpoints(after, limit, beyond = 0) {
      const p = new Params();
      const rows = await database.query(
        `select ${CHECKPOINT_COLUMNS} from audit_checkpoints
         where number > ${p.as("bigint", after)} and sequence > ${p.as("bigint", beyond)}
         order by audit_checkpoints.number limit ${p.as("bigint", limit)}`,
        p.values,
      );
      return rows.map(checkpointOf);
    },
    async lastCheckpoint() {
      const [row] = await database.query(
        `select ${CHECKPOINT_COLUMNS} from audit_checkpoints
         order by audit_checkpoints.number desc limit 1`,
      );
      return row === undefined ? null : checkpointOf(row);
    },
  };
}

/** Entries that a count answers with at most, and the newest ones that it looks at. */
const COUNTED_MAX = 10_000;
const LOOKED_AT_MAX = 100_000;

/** Clocks of hubs differ by less than this. */
const CLOCKS_APART_MS = 86_400_000;

async function listEntries(
  database: Database,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<ChainedEntry>> {
  const { after, empty } = startOf(page, ["number"]);
  if (empty) return { items: [], nextCursor: null, ...(await countEntries(database, filter)) };
  const p = new Params();
  const where = conditionOf(filter, p);
  const beyond = after === null ? "true" : `audit.sequence < ${p.as("bigint", after[0] ?? 0)}`;
  const rows = await database.query(
    `select ${ENTRY_COLUMNS} from audit where ${where} and ${beyond}
     order by audit.sequence desc limit ${p.as("bigint", page.limit + 1)}`,
    p.values,
    "varies",
  );
  const isWhole = after === null && rows.length <= page.limit;
  const counted = isWhole ? { total: rows.length } : await countEntries(database, filter);
  const total = Math.max(counted.total, rows.length);
  const found = pageOf(rows, page.limit, total, entryOf, (row) => [cells.number(row, "sequence")]);
  return { ...counted, ...found };
}

/** Bounded, so that no count reads a record of millions of entries. */
async function countEntries(
  database: Database,
  filter: AuditFilter,
): Promise<Pick<Page<ChainedEntry>, "total" | "atLeast">> {
  const p = new Params();
  const [row] = await database.query(
    `select count(*)::text as total,
       (select audit - audit_cut > ${LOOKED_AT_MAX} from log_head)::text as is_long
     from (select 1 from (select * from audit order by audit.sequence desc limit ${LOOKED_AT_MAX}) as audit
       where ${conditionOf(filter, p)} limit ${COUNTED_MAX}) as counted`,
    p.values,
    "varies",
  );
  if (row === undefined) return { total: 0 };
  const total = cells.number(row, "total");
  const isLeast = total >= COUNTED_MAX || row["is_long"] === "true";
  return isLeast ? { total, atLeast: true } : { total };
}

/** A condition over `audit`. */
function conditionOf(filter: AuditFilter, p: Params): string {
  const { resource, who, actorKinds, did, kinds, agents, since, until, hash, follows } = filter;
  const conditions = [sqlOfVisibility(filter.visibleTo, p)];
  const anyPart = (column: string, parts: readonly string[]) =>
    conditions.push(
      `exists (select 1 from unnest(${p.array("text", parts.map(foldCase))}) as part(text)
         where strpos(${column}, part.text) > 0)`,
    );
  const anyOf = (column: string, values: readonly string[]) =>
    conditions.push(`${column} = any(${p.array("text", values)})`);
  for (const text of [filter.text, ...(filter.texts ?? [])]) {
    if (text !== "") conditions.push(`strpos(words, ${p.text(foldCase(text))}) > 0`);
  }
  if (resource !== undefined) {
    conditions.push(`resource_kind = ${p.text(resource.kind)}`);
    conditions.push(`resource_id = ${p.text(resource.id)}`);
  }
  if (who !== undefined) anyPart("lower(actor_id)", who);
  if (actorKinds !== undefined) anyOf("actor_kind", actorKinds);
  if (did !== undefined) anyPart("action", did);
  if (kinds !== undefined) anyOf("resource_kind", kinds);
  if (agents !== undefined) {
    const quoted = agents.map((uid) => JSON.stringify(uid));
    conditions.push(
      `exists (select 1 from unnest(${p.array("text", quoted)}) as part(text)
         where position(convert_to(part.text, 'UTF8') in canonical) > 0)`,
    );
  }
  if (since !== undefined) {
    conditions.push(`at >= ${p.as("bigint", since)}`);
    // What a checkpoint of long before covers is older: the entries up to it need no look.
    conditions.push(
      `audit.sequence > coalesce((select max(c.sequence) from audit_checkpoints c
         where c.at < ${p.as("bigint", since - CLOCKS_APART_MS)}), 0)`,
    );
  }
  if (until !== undefined) conditions.push(`at < ${p.as("bigint", until)}`);
  if (hash !== undefined) conditions.push(`starts_with(hash, ${p.text(hash)})`);
  if (follows !== undefined) conditions.push(`follows = ${p.text(follows)}`);
  return conditions.join(" and ");
}
