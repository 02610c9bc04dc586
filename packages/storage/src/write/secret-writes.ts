import type { SecretRecord, SecretValue } from "@fleethub/control-plane";
import type { Session } from "../database/database.js";
import { bytea, Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

const changed = (id: string, version: number): readonly PendingChange[] => [
  { kind: "secret.changed", id, version },
];

/** What people change of a secret: column and value. */
function writtenCells(p: Params, secret: SecretRecord): readonly (readonly [string, string])[] {
  return [
    ["description", p.text(secret.description)],
    ["reach", p.text(secret.reach)],
    ["value", p.text(secret.value)],
    ["value_changed_at", p.as("bigint", secret.valueChangedAt)],
    ["changed_at", p.as("bigint", secret.changedAt)],
  ];
}

export async function addSecret(
  session: Session,
  { kind, secret, value }: WriteOf<"add-secret">,
): Promise<readonly PendingChange[]> {
  const { name, version } = secret;
  const p = new Params();
  const written = writtenCells(p, secret);
  const rows = await session.query(
    `insert into secrets (${written.map(([column]) => column).join(", ")},
       name, version, created_at, created_by)
     values (${written.map(([, cell]) => cell).join(", ")}, ${p.text(name)},
       ${p.as("bigint", version)}, ${p.as("bigint", secret.createdAt)}, ${p.text(secret.createdBy)})
     on conflict do nothing returning 1`,
    p.values,
  );
  if (rows.length === 0) throw conflict(kind, name, "exists");
  await addValue(session, value);
  return changed(name, version);
}

export async function setSecret(
  session: Session,
  { kind, expect, secret, value }: WriteOf<"set-secret">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const sets = writtenCells(p, secret).map(([column, cell]) => `${column} = ${cell}`);
  const rows = await session.query(
    `update secrets set ${sets.join(", ")}, version = version + 1
     where name = ${p.text(secret.name)} and version = ${p.as("bigint", expect)} returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, secret.name);
  if (value !== undefined) await addValue(session, value);
  return changed(secret.name, expect + 1);
}

export async function removeSecret(
  session: Session,
  { kind, name, expect }: WriteOf<"remove-secret">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `delete from secrets where name = ${p.text(name)} and version = ${p.as("bigint", expect)}
     returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, name);
  return [{ kind: "secret.removed", id: name, version: expect }];
}

async function addValue(session: Session, value: SecretValue): Promise<void> {
  const p = new Params();
  await session.query(
    `insert into secret_values (id, secret, sealed, created_at)
     values (${p.text(value.id)}, ${p.text(value.secret)}, ${bytea(p, value.sealed)},
       ${p.as("bigint", value.createdAt)})`,
    p.values,
  );
}

async function refusal(
  session: Session,
  kind: "set-secret" | "remove-secret",
  name: string,
): Promise<Error> {
  const p = new Params();
  const rows = await session.query(`select 1 from secrets where name = ${p.text(name)}`, p.values);
  return conflict(kind, name, rows.length === 0 ? "missing" : "version");
}
