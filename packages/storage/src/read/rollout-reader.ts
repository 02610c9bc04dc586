import type { PageRequest, RolloutFilter, RolloutReader } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";
import { isUuid } from "../database/uuid.js";
import { pageOf, startOf } from "./cursor.js";
import {
  ENTRY,
  entryOf,
  judgementOf,
  MEMBER,
  memberOf,
  ROLLOUT,
  rolloutOf,
} from "./rollout-rows.js";

/** Rollouts by number with what belongs to each. */
export function rolloutReader(database: Database): RolloutReader {
  return {
    list: (filter, page) => listRollouts(database, filter, page),
    async get(id) {
      const p = new Params();
      const [row] = await database.query(
        `select ${ROLLOUT} from rollouts where id = ${p.text(id)}`,
        p.values,
      );
      return row === undefined ? null : rolloutOf(row);
    },
    async lastNumber() {
      const [row] = await database.query(
        "select coalesce(max(number), 0)::text as number from rollouts",
      );
      return row === undefined ? 0 : cells.number(row, "number");
    },
    async members(id, after, limit) {
      if (after !== null && !isUuid(after)) return [];
      const p = new Params();
      const of = p.text(id);
      let beyond = "true";
      if (after !== null) {
        const agent = p.as("uuid", after);
        beyond = `(wave, agent) > ((select b.wave from rollout_members b
          where b.rollout = ${of} and b.agent = ${agent}), ${agent})`;
      }
      const rows = await database.query(
        `select ${MEMBER} from rollout_members where rollout = ${of} and ${beyond}
         order by rollout_members.wave, rollout_members.agent limit ${p.as("bigint", limit)}`,
        p.values,
      );
      return rows.map(memberOf);
    },
    entries: (id, page) => listEntries(database, id, page),
    async judgements(id, limit) {
      const p = new Params();
      const rows = await database.query(
        `select j.at::text as at, j.verdicts::text as verdicts from (
           select at, verdicts from rollout_judgements where rollout = ${p.text(id)}
           order by at desc limit ${p.as("bigint", limit)}) j
         order by j.at`,
        p.values,
      );
      return rows.map(judgementOf);
    },
  };
}

function conditionOf({ group, within, live }: RolloutFilter, p: Params): string {
  const conditions = ["true"];
  if (live !== undefined) conditions.push(`live = ${p.as("boolean", live)}`);
  if (group !== undefined) {
    conditions.push(
      `id in (select rollout from rollout_groups where group_name = ${p.text(group)})`,
    );
  }
  if (within !== undefined) {
    conditions.push(
      `not exists (select 1 from rollout_groups g where g.rollout = rollouts.id
        and g.group_name <> all(${p.array("text", within)}))`,
    );
  }
  return conditions.join(" and ");
}

async function listRollouts(
  database: Database,
  filter: RolloutFilter,
  page: PageRequest,
): ReturnType<RolloutReader["list"]> {
  const counted = new Params();
  const [counts] = await database.query(
    `select count(*)::text as total from rollouts where ${conditionOf(filter, counted)}`,
    counted.values,
  );
  const total = counts === undefined ? 0 : cells.number(counts, "total");
  const { after, empty } = startOf(page, ["number"]);
  if (empty) return { items: [], nextCursor: null, total };
  const p = new Params();
  const where = conditionOf(filter, p);
  const beyond = after === null ? "true" : `number < ${p.as("bigint", after[0] ?? 0)}`;
  const rows = await database.query(
    `select ${ROLLOUT} from rollouts where ${where} and ${beyond}
     order by number desc limit ${p.as("bigint", page.limit + 1)}`,
    p.values,
  );
  return pageOf(rows, page.limit, total, rolloutOf, (row) => [cells.number(row, "number")]);
}

async function listEntries(
  database: Database,
  id: string,
  page: PageRequest,
): ReturnType<RolloutReader["entries"]> {
  const counted = new Params();
  const [counts] = await database.query(
    `select count(*)::text as total from rollout_entries where rollout = ${counted.text(id)}`,
    counted.values,
  );
  const total = counts === undefined ? 0 : cells.number(counts, "total");
  const { after, empty } = startOf(page, ["number", "string"]);
  if (empty) return { items: [], nextCursor: null, total };
  const p = new Params();
  const of = p.text(id);
  const beyond =
    after === null
      ? "true"
      : `(rollout_entries.at, id) < (${p.as("bigint", after[0] ?? 0)}, ${p.text(String(after[1]))})`;
  const rows = await database.query(
    `select ${ENTRY} from rollout_entries where rollout = ${of} and ${beyond}
     order by rollout_entries.at desc, id desc limit ${p.as("bigint", page.limit + 1)}`,
    p.values,
  );
  return pageOf(rows, page.limit, total, entryOf, (row) => [
    cells.number(row, "at"),
    cells.text(row, "id"),
  ]);
}
