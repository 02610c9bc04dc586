import type { GroupRecord } from "@fleethub/control-plane";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

const changed = (id: string, version: number): readonly PendingChange[] => [
  { kind: "group.changed", id, version },
];

/** What changes of a group: column and value. */
function writtenCells(p: Params, group: GroupRecord): readonly (readonly [string, string])[] {
  const { stable, protection } = group;
  return [
    ["query", p.text(group.query)],
    ["description", p.text(group.description)],
    ["configuration", p.text(group.configuration)],
    ["stable", p.as("json", stable === null ? null : toDocument(stable))],
    ["plan", p.as("json", toDocument(group.plan))],
    ["protection", p.as("json", protection === null ? null : toDocument(protection))],
    ["position", p.as("integer", group.position)],
    ["changed_at", p.as("bigint", group.changedAt)],
  ];
}

export async function addGroup(
  session: Session,
  { kind, group }: WriteOf<"add-group">,
): Promise<readonly PendingChange[]> {
  const { name, version } = group;
  const p = new Params();
  const written = writtenCells(p, group);
  const rows = await session.query(
    `insert into groups (${written.map(([column]) => column).join(", ")},
       name, version, created_at, created_by)
     values (${written.map(([, value]) => value).join(", ")}, ${p.text(name)},
       ${p.as("bigint", version)}, ${p.as("bigint", group.createdAt)}, ${p.text(group.createdBy)})
     on conflict do nothing returning 1`,
    p.values,
  );
  if (rows.length === 0) throw conflict(kind, name, "exists");
  return changed(name, version);
}

export async function setGroup(
  session: Session,
  { kind, expect, group }: WriteOf<"set-group">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const sets = writtenCells(p, group).map(([column, value]) => `${column} = ${value}`);
  const rows = await session.query(
    `update groups set ${sets.join(", ")}, version = version + 1
     where name = ${p.text(group.name)} and version = ${p.as("bigint", expect)} returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, group.name);
  return changed(group.name, expect + 1);
}

/** Its rollouts stay, and so do assignments of its agents. */
export async function removeGroup(
  session: Session,
  { kind, name, expect }: WriteOf<"remove-group">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `delete from groups where name = ${p.text(name)} and version = ${p.as("bigint", expect)}
     returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, name);
  return [{ kind: "group.removed", id: name, version: expect }];
}

async function refusal(
  session: Session,
  kind: "set-group" | "remove-group",
  name: string,
): Promise<Error> {
  const p = new Params();
  const rows = await session.query(`select 1 from groups where name = ${p.text(name)}`, p.values);
  return conflict(kind, name, rows.length === 0 ? "missing" : "version");
}
