import { createHash, randomUUID } from "node:crypto";
import { type AuditEntry, auditIndexOf, chainHash, NO_HASH } from "@fleethub/control-plane";
import type { BodyDigest } from "@fleethub/fleet";
import * as cells from "../database/cells.js";
import type { Database, Session } from "../database/database.js";
import { Params } from "../database/params.js";
import { appendLog } from "./append-log.js";

/** Entries that are chained by one statement. */
const ENTRIES_AT_ONCE = 500;

const DIGEST = {
  sha256: (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex") as BodyDigest,
};

/**
 * Chains the entries that were written before entries were chained, and says so in an entry of its own: up to there
 * the chain proves what the store held on that day, no more. Does nothing where a chain was begun, which the head tells
 * without a look at the entries. Hubs may do it at once: the first does, the others find it done.
 */
export async function chainEarlierEntries(database: Database): Promise<void> {
  const unchained = `select 1 from log_head where audit > 0 and audit_hash = '${NO_HASH}'`;
  if ((await database.query(unchained)).length === 0) return;
  await database.transaction(async (session) => {
    if ((await session.query(`${unchained} for update`)).length === 0) return;
    const reached = await chainAll(session);
    if (reached.entries === 0) return;
    const p = new Params();
    await session.query(`update log_head set audit_hash = ${p.text(reached.hash)}`, p.values);
    await appendLog(session, [], [await genesis(session, reached)]);
  });
}

interface Reached {
  readonly entries: number;
  readonly through: number;
  readonly hash: string;
}

async function chainAll(session: Session): Promise<Reached> {
  let reached: Reached = { entries: 0, through: 0, hash: NO_HASH };
  for (;;) {
    const p = new Params();
    const rows = await session.query(
      `select sequence::text as sequence, encode(canonical, 'hex') as canonical from audit
       where hash = '' and sequence > ${p.as("bigint", reached.through)}
       order by audit.sequence limit ${p.as("bigint", ENTRIES_AT_ONCE)}`,
      p.values,
    );
    if (rows.length === 0) return reached;
    const chained = rows.map((row) => {
      const through = cells.number(row, "sequence");
      const canonical = Buffer.from(cells.text(row, "canonical"), "hex").toString("utf8");
      const entry: AuditEntry = JSON.parse(canonical);
      const hash = chainHash(DIGEST, through, reached.hash, canonical);
      reached = { entries: reached.entries + 1, through, hash };
      return { sequence: through, hash, index: auditIndexOf(entry) };
    });
    const q = new Params();
    const arrays = [
      q.each("bigint", chained, (one) => one.sequence),
      q.each("text", chained, (one) => one.hash),
      q.each("text", chained, ({ index }) => index.actorKind),
      q.each("text", chained, ({ index }) => index.actorId),
      q.each("text", chained, ({ index }) => index.action),
      q.each("text", chained, ({ index }) => index.words),
    ];
    await session.query(
      `update audit set hash = d.hash, actor_kind = d.kind, actor_id = d.actor, action = d.action,
         words = d.words
       from unnest(${arrays.join(", ")}) as d(sequence, hash, kind, actor, action, words)
       where audit.sequence = d.sequence`,
      q.values,
    );
  }
}

async function genesis(session: Session, { entries, through, hash }: Reached): Promise<AuditEntry> {
  const [row] = await session.query(
    "select floor(extract(epoch from now()) * 1000)::bigint::text as now",
  );
  const id = randomUUID();
  return {
    id,
    at: row === undefined ? 0 : cells.number(row, "now"),
    actor: {
      kind: "hub",
      id: "hub",
      via: "hub",
      requestId: id,
      reason: "Entries from before the chain are chained as they were found.",
    },
    action: "begin-chain",
    resource: { kind: "audit", id: "chain" },
    before: null,
    after: { entries, through, hash },
  };
}
