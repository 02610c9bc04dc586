import type { Retention } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Database } from "../database/database.js";
import { Params } from "../database/params.js";
import { trimLog } from "./append-log.js";

/** Rows that one statement drops at most, so that none takes long. */
const ROWS_MAX = 10_000;

/** Agents whose surplus one statement drops. */
const AGENTS_MAX = 100;

export function retention(database: Database): Retention {
  return {
    trimChanges: (sequence) => database.transaction((session) => trimLog(session, sequence)),
    trimTimelines: async (before, entriesMax) =>
      (await dropOld(database, before)) + (await dropSurplus(database, entriesMax)),
    async trimBodies(keptBefore) {
      const p = new Params();
      return await countDropped(
        database,
        `delete from bodies b where b.kind <> 'remote-config'
           and b.kept_at < ${p.as("bigint", keptBefore)}
           and not exists (select 1 from used where used.digest = b.digest)
         returning 1`,
        p,
        `used as materialized (
           select (report -> 'health' ->> 'digest') collate "C" as digest from agent_documents
           union select (report -> 'effective' ->> 'digest') collate "C" from agent_documents
           union select (report -> 'components' ->> 'listed') collate "C" from agent_documents),`,
      );
    },
    async trimVerdicts() {
      return await countDropped(
        database,
        `delete from policy_verdicts v
         where not exists (select 1 from policies p where p.digest = v.rule)
           or not exists (select 1 from bodies b where b.digest = v.body)
         returning 1`,
        new Params(),
      );
    },
    async trimJudgements(before) {
      const p = new Params();
      return await countDropped(
        database,
        `delete from rollout_judgements j using rollouts r
         where r.id = j.rollout and not r.live and
           coalesce(r.moved -> 'status' -> 'ended' ->> 'at', r.moved -> 'status' ->> 'rolledBackAt')::bigint
             < ${p.as("bigint", before)}
         returning 1`,
        p,
      );
    },
    async trimSecretValues(before) {
      const p = new Params();
      return await countDropped(
        database,
        `delete from secret_values v
         where exists (select 1 from secret_values n where n.secret = v.secret and n.id <> v.id
             and n.created_at >= v.created_at and n.created_at < ${p.as("bigint", before)})
           and not exists (select 1 from secrets s where s.value = v.id)
           and not exists (select 1 from named where named.id = v.id)
         returning 1`,
        p,
        `used as materialized (
           select (report -> 'remoteConfig' ->> 'hash') collate "C" as hash from agent_documents
           union select (outcome ->> 'lastGood') collate "C" from agent_documents
           union select (outcome -> 'window' ->> 'hash') collate "C" from agent_documents
           union select (outcome -> 'returning' ->> 'to') collate "C" from agent_documents),
         named as materialized (
           select ids.value as id from named_secrets n join used on used.hash = n.hash,
             json_each_text(n.ids) as ids),`,
      );
    },
    async trimApprovals(now, endedBefore) {
      const p = new Params();
      const rows = await database.query(
        `update approvals set value_sealed = null
         where value_sealed is not null and expires_at <= ${p.as("bigint", now)} returning 1`,
        p.values,
      );
      if (endedBefore === null) return rows.length;
      const q = new Params();
      const deletion = `delete from approvals where not unacknowledged
        and coalesce((summary -> 'outcome' ->> 'at')::bigint, expires_at) < ${q.as("bigint", endedBefore)}
        and number < (select max(number) from approvals) returning 1`;
      return rows.length + (await countDropped(database, deletion, q));
    },
    async trimCompliance(beforeDay) {
      const p = new Params();
      const deletion = `delete from policy_days where day < ${p.text(beforeDay)} returning 1`;
      return await countDropped(database, deletion, p);
    },
  };
}

async function dropOld(database: Database, before: number): Promise<number> {
  let all = 0;
  for (;;) {
    const p = new Params();
    const dropped = await countDropped(
      database,
      `delete from timeline where (agent_id, id) in (
         select agent_id, id from timeline where at < ${p.as("bigint", before)}
         limit ${p.as("bigint", ROWS_MAX)})
       returning 1`,
      p,
    );
    all += dropped;
    if (dropped < ROWS_MAX) return all;
  }
}

async function dropSurplus(database: Database, entriesMax: number): Promise<number> {
  let all = 0;
  for (;;) {
    const p = new Params();
    const max = p.as("bigint", entriesMax);
    const dropped = await countDropped(
      database,
      `delete from timeline t using (
         select agent_id, id, row_number() over (partition by agent_id order by at desc, id desc) as place
         from timeline where agent_id in (
           select agent_id from timeline group by agent_id having count(*) > ${max}
           limit ${p.as("bigint", AGENTS_MAX)})) surplus
       where surplus.place > ${max} and t.agent_id = surplus.agent_id and t.id = surplus.id
       returning 1`,
      p,
    );
    all += dropped;
    if (dropped === 0) return all;
  }
}

async function countDropped(
  database: Database,
  deletion: string,
  params: Params,
  tables = "",
): Promise<number> {
  const [row] = await database.query(
    `with ${tables} dropped as (${deletion}) select count(*)::text as dropped from dropped`,
    params.values,
  );
  return row === undefined ? 0 : cells.number(row, "dropped");
}
