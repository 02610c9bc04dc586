import type { AgentFilter, Facets } from "@fleethub/control-plane";
import { FACET_FIELDS, FACET_VALUES_MAX } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";
import { presenceSql } from "./presence.js";
import { sqlOfFilter } from "./sql-of-scope.js";

/** The column that each facet counts, besides those that count lists. */
const COLUMNS = {
  os: "os",
  arch: "arch",
  version: "agent_version",
  type: "type",
  presence: "presence",
  sync: "sync",
  health: "health",
  flow: "flow",
  group: "group_name",
  enrolment: "enrolment",
  pinned: "pinned",
} as const satisfies Record<Exclude<(typeof FACET_FIELDS)[number], "policy">, string>;

/** Counts per value in one statement; empty values are left out, equals stand in order of the value. */
export async function facetsOf(database: Database, filter: AgentFilter): Promise<Facets> {
  const p = new Params();
  const where = sqlOfFilter(filter, p);
  const presence = presenceSql(p, filter.now);
  const sets = Object.values(COLUMNS).map((column) => `(${column})`);
  const limit = p.as("bigint", FACET_VALUES_MAX);
  const names = Object.keys(COLUMNS).map((field) => `'${field}'`);
  const rows = await database.query(
    `with m as materialized (
       select a.os, a.arch, a.agent_version, a.type, (${presence}) collate "C" as presence, a.sync,
         a.health, coalesce(a.group_name, '') as group_name, coalesce(a.enrolment, '') as enrolment,
         coalesce(a.pinned_configuration, '') as pinned, a.flow, a.labels, a.policies from agents a where ${where}),
     g as (
       select grouping(${Object.values(COLUMNS).join(", ")}) as bits,
         coalesce(${Object.values(COLUMNS).join(", ")}) as value, count(*) as count
       from m group by grouping sets (${sets.join(", ")})),
     counted as (
       select case bits ${names.map((name, index) => `when ${bitsOf(index)} then ${name}`).join(" ")} end as field,
         value, count from g
       union all
       select 'label.' || l.key, l.value collate "C", count(*)
       from m, json_each_text(m.labels) as l group by l.key, l.value
       union all
       select 'policy', b.name collate "C", count(*)
       from m, unnest(m.policies) as b(name) group by b.name),
     placed as (
       select field, value, count,
         row_number() over (partition by field order by count desc, value) as place
       from counted where value <> '')
     select field, value, count::text as count from placed where place <= ${limit}
     order by field, place`,
    p.values,
    "varies",
  );
  const facets = new Map<string, { value: string; count: number }[]>();
  for (const field of FACET_FIELDS) facets.set(field, []);
  for (const row of rows) {
    const field = cells.text(row, "field");
    const values = facets.get(field) ?? [];
    values.push({ value: cells.text(row, "value"), count: cells.number(row, "count") });
    facets.set(field, values);
  }
  return Object.fromEntries(facets);
}

/** `grouping(…)` sets the bit of every column that is not grouped by; the first column has the highest. */
function bitsOf(index: number): number {
  const count = Object.keys(COLUMNS).length;
  return (1 << count) - 1 - (1 << (count - 1 - index));
}
