import type { AgentFilter, AgentReader, AgentSort, PageRequest } from "@fleethub/control-plane";
import type { AgentId } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";
import { isUuid } from "../database/uuid.js";
import { firstKey } from "./agent-order.js";
import { AGENT_COLUMNS, AGENT_TABLES, agentOf } from "./agent-rows.js";
import { pageOf, startOf } from "./cursor.js";
import { facetsOf } from "./facets.js";
import { sqlOfFilter, sqlOfScope } from "./sql-of-scope.js";

/** Answers inventory questions in SQL. Pages are cut by key, never by offset. */
export function agentReader(database: Database): AgentReader {
  return {
    list: (filter, sort, page) => listAgents(database, filter, sort, page),
    facets: (filter) => facetsOf(database, filter),
    async get(uid, scope) {
      const p = new Params();
      const [row] = await database.query(
        `select ${AGENT_COLUMNS} from agent_uids u join (${AGENT_TABLES}) on a.id = u.agent_id
         where u.uid = ${p.text(uid)} and ${sqlOfScope(scope, p)}`,
        p.values,
      );
      return row === undefined ? null : agentOf(row);
    },
    async ids(filter, limit) {
      const p = new Params();
      const where = sqlOfFilter(filter, p);
      const rows = await database.query(
        `select a.id::text as id from agents a where ${where} order by a.id limit ${p.as("bigint", limit)}`,
        p.values,
        "varies",
      );
      return rows.map((row) => cells.text(row, "id") as AgentId);
    },
    async walk(filter, after, limit) {
      if (after !== null && !isUuid(after)) return [];
      const p = new Params();
      const where = sqlOfFilter(filter, p);
      const beyond = after === null ? "true" : `a.id > ${p.as("uuid", after)}`;
      const rows = await database.query(
        `select ${AGENT_COLUMNS} from ${AGENT_TABLES} where (${where}) and ${beyond}
         order by a.id limit ${p.as("bigint", limit)}`,
        p.values,
        "varies",
      );
      return rows.map(agentOf);
    },
    async byIds(ids) {
      const some = ids.filter(isUuid);
      if (some.length === 0) return [];
      const p = new Params();
      const rows = await database.query(
        `select ${AGENT_COLUMNS} from ${AGENT_TABLES} where a.id = any(${p.array("uuid", some)})`,
        p.values,
      );
      return rows.map(agentOf);
    },
    timeline: (id, page) => listTimeline(database, id, page),
  };
}

async function listAgents(
  database: Database,
  filter: AgentFilter,
  sort: { readonly by: AgentSort; readonly descending: boolean },
  page: PageRequest,
): ReturnType<AgentReader["list"]> {
  const counting = countAgents(database, filter);
  // Whoever fails first is heard; the other failure must not go unhandled.
  counting.catch(() => {});
  const p = new Params();
  const first = firstKey(sort.by, p, filter.now);
  const { after, empty } = startOf(page, [
    first.type === "text" ? "string" : "number",
    "string",
    "string",
  ]);
  if (empty || (after !== null && !isUuid(String(after[2]))))
    return { items: [], nextCursor: null, total: await counting };
  const where = sqlOfFilter(filter, p);
  const direction = sort.descending ? "desc" : "asc";
  const byName = sort.by === "name";
  const key = byName ? "a.name_sort, a.id" : `${first.sql}, a.name_sort, a.id`;
  let beyond = "true";
  if (after !== null) {
    const rest = `${p.text(String(after[1]))}, ${p.as("uuid", String(after[2]))}`;
    const start = byName ? rest : `${p.as(first.type, after[0] ?? "")}, ${rest}`;
    beyond = `(${key}) ${sort.descending ? "<" : ">"} (${start})`;
  }
  const ordered = (columns: string) =>
    columns
      .split(", ")
      .map((column) => `${column} ${direction}`)
      .join(", ");
  const rows = await database.query(
    `with page as materialized (
       select a.id, ${first.sql} as k, a.name_sort as n from agents a where (${where}) and ${beyond}
       order by ${byName ? ordered("a.name_sort, a.id") : ordered("k, n, id")}
       limit ${p.as("bigint", page.limit + 1)})
     select page.k::text as sort_key, page.n as sort_name, ${AGENT_COLUMNS}
     from page join (${AGENT_TABLES}) on a.id = page.id
     order by ${ordered("page.k, page.n, page.id")}`,
    p.values,
    "varies",
  );
  return pageOf(rows, page.limit, await counting, agentOf, (row) => [
    first.type === "text" ? cells.text(row, "sort_key") : cells.number(row, "sort_key"),
    cells.text(row, "sort_name"),
    cells.text(row, "id"),
  ]);
}

async function countAgents(database: Database, filter: AgentFilter): Promise<number> {
  const p = new Params();
  const where = sqlOfFilter(filter, p);
  const [row] = await database.query(
    `select count(*)::text as total from agents a where ${where}`,
    p.values,
    "varies",
  );
  return row === undefined ? 0 : cells.number(row, "total");
}

async function listTimeline(
  database: Database,
  id: AgentId,
  page: PageRequest,
): ReturnType<AgentReader["timeline"]> {
  const { after, empty } = startOf(page, ["number", "string"]);
  const counted = new Params();
  const [counts] = await database.query(
    `select count(*)::text as total from timeline where agent_id = ${counted.as("uuid", id)}`,
    counted.values,
  );
  const total = counts === undefined ? 0 : cells.number(counts, "total");
  if (empty) return { items: [], nextCursor: null, total };
  const p = new Params();
  const agent = p.as("uuid", id);
  const beyond =
    after === null
      ? "true"
      : `(at, id) < (${p.as("bigint", after[0] ?? 0)}, ${p.text(String(after[1]))})`;
  const rows = await database.query(
    `select id, at::text as at, kind, summary, detail::text as detail from timeline
     where agent_id = ${agent} and ${beyond}
     order by at desc, id desc limit ${p.as("bigint", page.limit + 1)}`,
    p.values,
  );
  return pageOf(
    rows,
    page.limit,
    total,
    (row) => ({
      id: cells.text(row, "id"),
      at: cells.number(row, "at"),
      kind: cells.text(row, "kind"),
      summary: cells.text(row, "summary"),
      detail: cells.json<Readonly<Record<string, string | number | boolean | null>>>(row, "detail"),
    }),
    (row) => [cells.number(row, "at"), cells.text(row, "id")],
  );
}
