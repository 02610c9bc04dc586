import { isAdministrator, type PersonRecord, type ProviderRecord } from "@fleethub/control-plane";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { bytea, Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";
import { endedBy, revokedBy } from "./session-writes.js";

type Cells = readonly (readonly [string, string])[];

const orNull = (p: Params, value: unknown) =>
  p.as("json", value === null ? null : toDocument(value));

/** Column and value of everything that a write of a person replaces. */
function personCells(p: Params, person: PersonRecord): Cells {
  const { identity, invitation } = person;
  return [
    ["display_name", p.text(person.displayName)],
    ["grants", p.as("json", toDocument(person.grants))],
    ["disabled", p.as("boolean", person.disabled)],
    ["password", p.text(person.password)],
    ["provider", p.text(identity?.provider ?? null)],
    ["subject", p.text(identity?.subject ?? null)],
    ["identity", orNull(p, identity)],
    ["invitation_id", p.text(invitation?.id ?? null)],
    ["invitation", orNull(p, invitation)],
    ["administrator", p.as("boolean", isAdministrator(person))],
    ["last_sign_in_at", p.as("bigint", person.lastSignInAt)],
  ];
}

function providerCells(p: Params, provider: ProviderRecord): Cells {
  const { clientSecret } = provider;
  return [
    ["title", p.text(provider.title)],
    ["issuer", p.text(provider.issuer)],
    ["client_id", p.text(provider.clientId)],
    ["client_secret_sealed", clientSecret === null ? "null::bytea" : bytea(p, clientSecret)],
    ["scopes", p.as("json", toDocument(provider.scopes))],
    ["groups_claim", p.text(provider.groupsClaim)],
    ["grants", p.as("json", toDocument(provider.grants))],
    ["changed_at", p.as("bigint", provider.changedAt)],
  ];
}

/** Inserts a row; false where a key of it is taken. */
async function inserted(
  session: Session,
  table: string,
  written: Cells,
  p: Params,
): Promise<boolean> {
  const rows = await session.query(
    `insert into ${table} (${written.map(([column]) => column).join(", ")})
     values (${written.map(([, value]) => value).join(", ")}) on conflict do nothing returning 1`,
    p.values,
  );
  return rows.length > 0;
}

const named = (
  p: Params,
  row: {
    readonly name: string;
    readonly version: number;
    readonly createdAt: number;
    readonly createdBy: string;
  },
): Cells => [
  ["name", p.text(row.name)],
  ["version", p.as("bigint", row.version)],
  ["created_at", p.as("bigint", row.createdAt)],
  ["created_by", p.text(row.createdBy)],
];

/**
 * Who is an administrator is decided over the whole table: whoever writes to it stands in a line, so that two commits
 * do not each take one of the last two away.
 */
const inLine = (session: Session) => session.query("lock table people in share row exclusive mode");

export async function addPerson(
  session: Session,
  { kind, person }: WriteOf<"add-person">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const cells = [...personCells(p, person), ...named(p, person)];
  await inLine(session);
  const added = await inserted(session, "people", cells, p);
  if (!added) throw conflict(kind, person.name, "exists");
  return [{ kind: "person.changed", id: person.name, version: person.version }];
}

export async function setPerson(
  session: Session,
  { kind, expect, person }: WriteOf<"set-person">,
): Promise<readonly PendingChange[]> {
  const { name, identity } = person;
  await inLine(session);
  const taken = new Params();
  const others = await session.query(
    `select 1 from people where provider = ${taken.text(identity?.provider ?? null)}
     and subject = ${taken.text(identity?.subject ?? null)} and name <> ${taken.text(name)}`,
    taken.values,
  );
  if (others.length > 0) throw conflict(kind, name, "exists");
  const p = new Params();
  const sets = personCells(p, person).map(([column, value]) => `${column} = ${value}`);
  const rows = await session.query(
    `update people set ${sets.join(", ")}, version = version + 1
     where name = ${p.text(name)} and version = ${p.as("bigint", expect)} returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, "people", name);
  return [{ kind: "person.changed", id: name, version: expect + 1 }];
}

export async function removePerson(
  session: Session,
  { kind, name, expect }: WriteOf<"remove-person">,
): Promise<readonly PendingChange[]> {
  await inLine(session);
  const ended = await endedBy(session, (p) => `person = ${p.text(name)}`);
  const revoked = await revokedBy(session, (p) => `owner = ${p.text(name)}`);
  await remove(session, kind, "people", name, expect);
  return [{ kind: "person.removed", id: name, version: expect }, ...ended, ...revoked];
}

export async function noteSignIn(
  session: Session,
  { name, at }: WriteOf<"note-sign-in">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  await session.query(
    `update people set last_sign_in_at = greatest(last_sign_in_at, ${p.as("bigint", at)})
     where name = ${p.text(name)}`,
    p.values,
  );
  return [];
}

export async function requireAdministrator(
  session: Session,
  { kind }: WriteOf<"require-administrator">,
): Promise<readonly PendingChange[]> {
  const rows = await session.query("select 1 from people where administrator limit 1");
  if (rows.length === 0) throw conflict(kind, "administrator", "missing");
  return [];
}

export async function addProvider(
  session: Session,
  { kind, provider }: WriteOf<"add-provider">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const cells = [...providerCells(p, provider), ...named(p, provider)];
  const added = await inserted(session, "providers", cells, p);
  if (!added) throw conflict(kind, provider.name, "exists");
  return [{ kind: "provider.changed", id: provider.name, version: provider.version }];
}

export async function setProvider(
  session: Session,
  { kind, expect, provider }: WriteOf<"set-provider">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const sets = providerCells(p, provider).map(([column, value]) => `${column} = ${value}`);
  const rows = await session.query(
    `update providers set ${sets.join(", ")}, version = version + 1
     where name = ${p.text(provider.name)} and version = ${p.as("bigint", expect)} returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, "providers", provider.name);
  return [{ kind: "provider.changed", id: provider.name, version: expect + 1 }];
}

export async function removeProvider(
  session: Session,
  { kind, name, expect }: WriteOf<"remove-provider">,
): Promise<readonly PendingChange[]> {
  await remove(session, kind, "providers", name, expect);
  return [{ kind: "provider.removed", id: name, version: expect }];
}

export async function addFirstRunLink(
  session: Session,
  { link: { id, hash, expiresAt }, now }: WriteOf<"add-first-run-link">,
): Promise<readonly PendingChange[]> {
  const past = new Params();
  await session.query(
    `delete from first_run_links where expires_at <= ${past.as("bigint", now)}`,
    past.values,
  );
  const p = new Params();
  await session.query(
    `insert into first_run_links (id, hash, expires_at)
     values (${p.text(id)}, ${p.text(hash)}, ${p.as("bigint", expiresAt)})`,
    p.values,
  );
  return [];
}

export async function spendFirstRunLink(
  session: Session,
  { kind, id }: WriteOf<"spend-first-run-link">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `delete from first_run_links where id = ${p.text(id)} returning 1`,
    p.values,
  );
  if (rows.length === 0) throw conflict(kind, id, "missing");
  await session.query("delete from first_run_links");
  return [];
}

type Kind = "set-person" | "remove-person" | "set-provider" | "remove-provider";

async function remove(
  session: Session,
  kind: Kind,
  table: string,
  name: string,
  expect: number,
): Promise<void> {
  const p = new Params();
  const rows = await session.query(
    `delete from ${table} where name = ${p.text(name)} and version = ${p.as("bigint", expect)}
     returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, table, name);
}

async function refusal(session: Session, kind: Kind, table: string, name: string): Promise<Error> {
  const p = new Params();
  const rows = await session.query(`select 1 from ${table} where name = ${p.text(name)}`, p.values);
  return conflict(kind, name, rows.length === 0 ? "missing" : "version");
}
