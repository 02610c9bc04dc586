import { type EnrolmentTokenRecord, GIVEN_UIDS_MAX } from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Session } from "../database/database.js";
import { toDocument } from "../database/document.js";
import { Params } from "../database/params.js";
import type { WriteOf } from "./report-writes.js";
import { conflict } from "./write-results.js";
import type { PendingChange } from "./write-results.js";

const changed = (id: string, version: number): readonly PendingChange[] => [
  { kind: "enrolment.changed", id, version },
];

export async function addEnrolmentToken(
  session: Session,
  { kind, token }: WriteOf<"add-enrolment-token">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const written = cellsOf(p, token);
  const rows = await session.query(
    `insert into enrolment_tokens (${written.map(([column]) => column).join(", ")})
     values (${written.map(([, cell]) => cell).join(", ")}) on conflict do nothing returning 1`,
    p.values,
  );
  if (rows.length === 0) throw conflict(kind, token.name, "exists");
  return changed(token.name, token.version);
}

function cellsOf(p: Params, token: EnrolmentTokenRecord): readonly (readonly [string, string])[] {
  return [
    ["name", p.text(token.name)],
    ["key_id", p.text(token.keyId)],
    ["secret_hash", p.text(token.secretHash)],
    ["description", p.text(token.description)],
    ["labels", p.as("json", toDocument(token.labels))],
    ["group_name", p.text(token.group)],
    ["admission", p.text(token.admission)],
    ["expires_at", p.as("bigint", token.expiresAt)],
    ["uses_max", p.as("integer", token.usesMax)],
    ["uses", p.as("integer", token.uses)],
    ["last_used_at", p.as("bigint", token.lastUsedAt)],
    ["last_address", p.text(token.lastAddress)],
    ["revoked_at", p.as("bigint", token.revokedAt)],
    ["revoked_by", p.text(token.revokedBy)],
    ["reason", p.text(token.reason)],
    ["version", p.as("bigint", token.version)],
    ["created_at", p.as("bigint", token.createdAt)],
    ["created_by", p.text(token.createdBy)],
  ];
}

export async function revokeEnrolmentToken(
  session: Session,
  write: WriteOf<"revoke-enrolment-token">,
): Promise<readonly PendingChange[]> {
  const { kind, name, expect, at, by, reason } = write;
  const p = new Params();
  const rows = await session.query(
    `update enrolment_tokens set revoked_at = ${p.as("bigint", at)}, revoked_by = ${p.text(by)},
       reason = ${p.text(reason)}, version = version + 1
     where name = ${p.text(name)} and version = ${p.as("bigint", expect)} returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, name);
  return changed(name, expect + 1);
}

export async function renewEnrolmentToken(
  session: Session,
  { kind, name, expect, expiresAt }: WriteOf<"renew-enrolment-token">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const rows = await session.query(
    `update enrolment_tokens set expires_at = ${p.as("bigint", expiresAt)}, version = version + 1
     where name = ${p.text(name)} and version = ${p.as("bigint", expect)} returning 1`,
    p.values,
  );
  if (rows.length === 0) throw await refusal(session, kind, name);
  return changed(name, expect + 1);
}

/** The row's lock lets one commit after the other ask whether there is room: `mayUse` of fleet, in SQL. */
export async function useEnrolmentToken(
  session: Session,
  write: WriteOf<"use-enrolment-token">,
): Promise<readonly PendingChange[]> {
  const { kind, name, agents, beyond, at, remoteAddress } = write;
  const p = new Params();
  const count = p.as("integer", agents);
  const when = p.as("bigint", at);
  const allowed = `revoked_at is null and (expires_at is null or ${when} < expires_at)
    and (uses_max is null or uses + ${count} <= uses_max)`;
  const rows = await session.query(
    `update enrolment_tokens set uses = uses + ${count}, ${usedAt(when, p.text(remoteAddress))}
     where name = ${p.text(name)} and (${p.as("boolean", beyond)} or (${allowed}))
     returning version::text as version`,
    p.values,
  );
  const [row] = rows;
  if (row === undefined) throw await refusal(session, kind, name);
  return changed(name, cells.number(row, "version"));
}

export async function touchEnrolmentToken(
  session: Session,
  { name, at, remoteAddress }: WriteOf<"touch-enrolment-token">,
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const used = usedAt(p.as("bigint", at), p.text(remoteAddress));
  await session.query(`update enrolment_tokens set ${used} where name = ${p.text(name)}`, p.values);
  return [];
}

/** The later moment stands, with its address. */
function usedAt(when: string, address: string): string {
  const isLater = `(last_used_at is null or last_used_at <= ${when})`;
  return `last_used_at = greatest(last_used_at, ${when}),
    last_address = case when ${isLater} then ${address} else last_address end`;
}

/** In two statements; UIDs that are taken, and agents that are gone, are left out. */
export async function giveUids(
  session: Session,
  writes: readonly WriteOf<"give-uid">[],
): Promise<readonly PendingChange[]> {
  const p = new Params();
  const uids = p.each("text", writes, ({ uid }) => uid);
  const ids = p.each("uuid", writes, ({ id }) => id);
  const keeps = p.each("boolean", writes, (write) => write.keeps);
  await session.query(
    `insert into given_uids (uid, agent_id, keeps)
     select d.uid, d.id, d.keeps from unnest(${uids}, ${ids}, ${keeps}) as d(uid, id, keeps)
     where exists (select 1 from agents a where a.id = d.id)
       and not exists (select 1 from agent_uids u where u.uid = d.uid)
     on conflict do nothing`,
    p.values,
  );
  await dropSurplus(session, writes);
  return [];
}

/** Whoever comes as an agent's double again and again is given a UID each time. */
async function dropSurplus(
  session: Session,
  writes: readonly WriteOf<"give-uid">[],
): Promise<void> {
  const p = new Params();
  const agents = p.each("uuid", writes, ({ id }) => id);
  await session.query(
    `delete from given_uids g using (
       select uid, row_number() over (partition by agent_id order by keeps desc, uid desc) as place
       from given_uids where agent_id = any(${agents})) s
     where s.uid = g.uid and s.place > ${p.as("bigint", GIVEN_UIDS_MAX)}`,
    p.values,
  );
}

async function refusal(
  session: Session,
  kind: "revoke-enrolment-token" | "renew-enrolment-token" | "use-enrolment-token",
  name: string,
): Promise<Error> {
  const p = new Params();
  const rows = await session.query(
    `select 1 from enrolment_tokens where name = ${p.text(name)}`,
    p.values,
  );
  return conflict(kind, name, rows.length === 0 ? "missing" : "version");
}
