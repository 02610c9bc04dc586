import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

/** Ends the sessions that match, each with its line in the change log. */
export async function endedBy(
  session: Session,
  condition: (p: Params) => string,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `delete from sessions where ${condition(p)} returning id`,
    p.values,
  );
  return rows.map((row) => ({ kind: "session.ended", id: cells.text(row, "id"), version: 0 }));
}

/** Revokes the API tokens that match, each with its line in the change log. */
export async function revokedBy(
  session: Session,
  condition: (p: Params) => string,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `delete from api_tokens where ${condition(p)} returning id`,
    p.values,
  );
  return rows.map((row) => ({ kind: "api-token.revoked", id: cells.text(row, "id"), version: 0 }));
}

/** The version of a person, whose row is held until the commit: who is removed meanwhile takes what is added along. */
async function heldVersion(
  session: Session,
  kind: "add-session" | "add-api-token",
  name: string,
  hold: "key share" | "no key update",
): Promise<number> {
  const p = new Params();
  const [row] = await session.query(
    `select version::text as version from people where name = ${p.text(name)} for ${hold}`,
    p.values,
  );
  if (row === undefined) throw conflict(kind, name, "missing");
  return cells.number(row, "version");
}

/** Inserts a row where no key of it is taken. */
async function insertNew(
  session: Session,
  kind: "add-session" | "add-api-token",
  id: string,
  insert: (p: Params) => string,
): Promise<void> {
  const p = new Params();
  const rows = await session.query(`${insert(p)} on conflict do nothing returning 1`, p.values);
  if (rows.length === 0) throw conflict(kind, id, "exists");
}

export async function addSession(
  session: Session,
  { kind, personVersion, session: added }: WriteOf<"add-session">,
): Promise<readonly PendingChange[]> {
  // A share alone would let two sign-ins wait for each other when they note the time.
  const version = await heldVersion(session, kind, added.person, "no key update");
  if (version !== personVersion) throw conflict(kind, added.person, "version");
  await insertNew(
    session,
    kind,
    added.id,
    (p) => `insert into sessions (id, hash, person, provider, started_at, last_seen_at, expires_at,
         address, user_agent)
       values (${p.text(added.id)}, ${p.text(added.hash)}, ${p.text(added.person)},
         ${p.text(added.provider)}, ${p.as("bigint", added.startedAt)},
         ${p.as("bigint", added.lastSeenAt)}, ${p.as("bigint", added.expiresAt)},
         ${p.text(added.address)}, ${p.text(added.userAgent)})`,
  );
  return [];
}

export async function rotateSession(
  session: Session,
  { kind, id, from, to }: WriteOf<"rotate-session">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `update sessions set hash = ${p.text(to)} where id = ${p.text(id)} and hash = ${p.text(from)}
     returning 1`,
    p.values,
  );
  if (rows.length > 0) return [];
  const there = new Params();
  const found = await session.query(
    `select 1 from sessions where id = ${there.text(id)}`,
    there.values,
  );
  throw conflict(kind, id, found.length === 0 ? "missing" : "version");
}

export async function touchSession(
  session: Session,
  { id, at }: WriteOf<"touch-session">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  await session.query(
    `update sessions set last_seen_at = greatest(last_seen_at, ${p.as("bigint", at)})
     where id = ${p.text(id)}`,
    p.values,
  );
  return [];
}

export async function endSession(
  session: Session,
  { kind, id }: WriteOf<"end-session">,
): Promise<readonly PendingChange[]> {
  const ended = await endedBy(session, (p) => `id = ${p.text(id)}`);
  if (ended.length === 0) throw conflict(kind, id, "missing");
  return ended;
}

export function endSessions(
  session: Session,
  { of, except }: WriteOf<"end-sessions">,
): Promise<readonly PendingChange[]> {
  const those = (p: Params) =>
    "person" in of ? `person = ${p.text(of.person)}` : `provider = ${p.text(of.provider)}`;
  return endedBy(session, (p) => `${those(p)} and id is distinct from ${p.text(except)}`);
}

export function dropSessions(
  session: Session,
  { now, seenBefore }: WriteOf<"drop-sessions">,
): Promise<readonly PendingChange[]> {
  return endedBy(
    session,
    (p) => `expires_at <= ${p.as("bigint", now)} or last_seen_at <= ${p.as("bigint", seenBefore)}`,
  );
}

export async function addApiToken(
  session: Session,
  { kind, token }: WriteOf<"add-api-token">,
): Promise<readonly PendingChange[]> {
  if (token.owner !== null) await heldVersion(session, kind, token.owner, "key share");
  await insertNew(
    session,
    kind,
    token.id,
    (p) => `insert into api_tokens (id, hash, name, owner, grants, expires_at, last_used_at,
         last_address, created_at)
       values (${p.text(token.id)}, ${p.text(token.hash)}, ${p.text(token.name)},
         ${p.text(token.owner)}, ${p.as("json", toDocument(token.grants))},
         ${p.as("bigint", token.expiresAt)}, ${p.as("bigint", token.lastUsedAt)},
         ${p.text(token.lastAddress)}, ${p.as("bigint", token.createdAt)})`,
  );
  return [{ kind: "api-token.added", id: token.id, version: 0 }];
}

export async function touchApiToken(
  session: Session,
  { id, at, address }: WriteOf<"touch-api-token">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  await session.query(
    `update api_tokens set last_used_at = greatest(last_used_at, ${p.as("bigint", at)}),
       last_address = ${p.text(address)} where id = ${p.text(id)}`,
    p.values,
  );
  return [];
}

export async function revokeApiToken(
  session: Session,
  { kind, id }: WriteOf<"revoke-api-token">,
): Promise<readonly PendingChange[]> {
  const revoked = await revokedBy(session, (p) => `id = ${p.text(id)}`);
  if (revoked.length === 0) throw conflict(kind, id, "missing");
  return revoked;
}
