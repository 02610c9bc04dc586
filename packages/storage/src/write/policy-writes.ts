import type { PolicyRecord } from "@fleethub/control-plane";
import { BREACH_COLUMNS, breachCells } from "../database/agent-columns.js";
import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { rowsOf } from "./update-agents.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

const changed = (id: string, version: number): readonly PendingChange[] => [
  { kind: "policy.changed", id, version },
];

/** What people change of a policy: column and value. */
function writtenCells(p: Params, policy: PolicyRecord): readonly (readonly [string, string])[] {
  return [
    ["title", p.text(policy.title)],
    ["description", p.text(policy.description)],
    ["rule", p.as("json", toDocument(policy.rule))],
    ["digest", p.text(policy.digest)],
    ["scope", p.text(policy.scope)],
    ["severity", p.text(policy.severity)],
    ["enabled", p.as("boolean", policy.enabled)],
    ["exceptions", p.as("json", toDocument(policy.exceptions))],
    ["changed_at", p.as("bigint", policy.changedAt)],
  ];
}

export async function addPolicy(
  session: Session,
  { kind, policy }: WriteOf<"add-policy">,
): Promise<readonly PendingChange[]> {
  const { name, version } = policy;
  const p = new Params();
  const written = writtenCells(p, policy);
  const rows = await session.query(
    `insert into policies (${written.map(([column]) => column).join(", ")},
       name, version, created_at, created_by)
     values (${written.map(([, value]) => value).join(", ")}, ${p.text(name)},
       ${p.as("bigint", version)}, ${p.as("bigint", policy.createdAt)}, ${p.text(policy.createdBy)})
     on conflict do nothing returning 1`,
    p.values,
  );
  if (rows.length === 0) throw conflict(kind, name, "exists");
  return changed(name, version);
}

export async function setPolicy(
  session: Session,
  { kind, expect, policy }: WriteOf<"set-policy">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const sets = writtenCells(p, policy).map(([column, value]) => `${column} = ${value}`);
  const rows = await session.query(
    `update policies set ${sets.join(", ")}, version = version + 1
     where name = ${p.text(policy.name)} and version = ${p.as("bigint", expect)} returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, policy.name);
  return changed(policy.name, expect + 1);
}

export async function removePolicy(
  session: Session,
  { kind, name, expect }: WriteOf<"remove-policy">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `delete from policies where name = ${p.text(name)} and version = ${p.as("bigint", expect)}
     returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, name);
  return [{ kind: "policy.removed", id: name, version: expect }];
}

/** Stores verdicts that are not stored yet. */
export async function addVerdicts(
  session: Session,
  writes: readonly WriteOf<"add-verdicts">[],
): Promise<readonly PendingChange[]> {
  const verdicts = writes.flatMap((write) => write.verdicts);
  if (verdicts.length === 0) return [];
  const p = new Params();
  const arrays = [
    p.each("text", verdicts, ({ rule }) => rule),
    p.each("text", verdicts, ({ body }) => body),
    p.verbatim(
      "text",
      verdicts.map(({ verdict }) => toDocument(verdict)),
    ),
  ];
  await session.query(
    `insert into policy_verdicts (rule, body, verdict)
     select d.rule, d.body, d.verdict::json
     from unnest(${arrays.join(", ")}) with ordinality as d(rule, body, verdict, place)
     order by d.rule, d.body, d.place
     on conflict do nothing`,
    p.values,
  );
  return [];
}

/** Replaces what agents break, in one statement, unless they run something else by now or it is so already. */
export async function setBreaches(
  session: Session,
  writes: readonly WriteOf<"set-breaches">[],
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = writes.map((write) => breachCells(write.breaches));
  const arrays = [
    `unnest(${p.each("uuid", writes, (write) => write.id)})`,
    `unnest(${p.each("integer", writes, ({ ifBody }) => (ifBody === undefined ? 0 : 1))})`,
    `unnest(${p.each("text", writes, ({ ifBody }) => ifBody ?? null)})`,
    ...BREACH_COLUMNS.map((column, index) =>
      rowsOf(
        p,
        column,
        rows.map((row) => row[index] ?? null),
      ),
    ),
  ];
  const updated = await session.query(
    `with d as materialized (
       select d.* from rows from (${arrays.join(", ")}) as d(id, guarded, body, policies, breaches)
       join agent_documents t on t.agent_id = d.id where t.breaches::text <> d.breaches),
     updated as (
       update agents a set policies = d.policies::text[] from d
       where a.id = d.id and (d.guarded = 0 or a.effective_digest is not distinct from d.body)
       returning a.id, a.instance_uid, a.version, d.breaches),
     documented as (
       update agent_documents t set breaches = u.breaches::json from updated u where t.agent_id = u.id)
     select instance_uid, version::text as version from updated`,
    p.values,
  );
  return updated.map((row) => ({
    kind: "agent.changed",
    id: cells.text(row, "instance_uid"),
    version: cells.number(row, "version"),
  }));
}

/** The day's last values and its lowest `kept`. */
export async function setCompliance(
  session: Session,
  write: WriteOf<"set-compliance">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const kept = p.as("integer", write.kept);
  await session.query(
    `insert into policy_days (policy, day, judged, kept, worst)
     select name, ${p.text(write.day)}, ${p.as("integer", write.judged)}, ${kept}, ${kept}
     from policies where name = ${p.text(write.policy)}
     on conflict (policy, day) do update set judged = excluded.judged, kept = excluded.kept,
       worst = least(policy_days.worst, excluded.worst)`,
    p.values,
  );
  return [];
}

async function refusal(
  session: Session,
  kind: "set-policy" | "remove-policy",
  name: string,
): Promise<Error> {
  const p = new Params();
  const rows = await session.query(`select 1 from policies where name = ${p.text(name)}`, p.values);
  return conflict(kind, name, rows.length === 0 ? "missing" : "version");
}
