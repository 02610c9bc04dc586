import { createHash } from "node:crypto";
import { type AuditEntry, auditIndexOf, canonicalJson } from "@fleethub/control-plane";
import { bytea, type Params } from "../database/params.js";

/** Parts of the statement that ends a commit. */
export interface ChainedEntries {
  /** Stands before the update of the head. */
  readonly before: string;
  /** Updates the head, without `returning`. */
  readonly head: string;
  /** Stands after it. */
  readonly after: string;
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

const INDEXED = "id, at, actor_kind, actor_id, action, resource_kind, resource_id, follows, words";

/** `chainHash` of control-plane, in SQL. */
const hashOf = (sequence: string, previous: string, content: string) =>
  `encode(sha256(convert_to(concat_ws(chr(10), 'fleethub audit entry 1', ${sequence}, ${previous}, ${content}),
     'UTF8')), 'hex')`;

/**
 * Numbers entries and chains them from the head on, in the database itself, while the head is locked: hubs that commit
 * at once make one chain, and nothing waits for another round trip.
 */
export function chainedEntries(
  p: Params,
  entries: readonly [AuditEntry, ...AuditEntry[]],
  changeCount: string,
): ChainedEntries {
  const [first, ...others] = entries;
  // Most commits have one entry, and a plan with a recursion costs more than all the rest of the statement.
  return others.length === 0 ? oneEntry(p, first, changeCount) : several(p, entries, changeCount);
}

function oneEntry(p: Params, entry: AuditEntry, changeCount: string): ChainedEntries {
  const canonical = canonicalJson(entry);
  const index = auditIndexOf(entry);
  const cells = [
    p.text(index.id),
    p.as("bigint", index.at),
    p.text(index.actorKind),
    p.text(index.actorId),
    p.text(index.action),
    p.text(index.resourceKind),
    p.text(index.resourceId),
    p.text(index.follows),
    p.text(index.words),
    bytea(p, Buffer.from(canonical)),
  ];
  return {
    before: "",
    head: `update log_head set change = change + ${changeCount}, audit = audit + 1,
         audit_hash = ${hashOf("audit + 1", "audit_hash", p.text(sha256(canonical)))}`,
    after: `, audited as (
       insert into audit (sequence, ${INDEXED}, canonical, hash)
       select head.audit, ${cells.join(", ")}, head.audit_hash from head)`,
  };
}

function several(p: Params, entries: readonly AuditEntry[], changeCount: string): ChainedEntries {
  const rows = entries.map((entry) => ({
    index: auditIndexOf(entry),
    canonical: canonicalJson(entry),
  }));
  const arrays = [
    p.each("text", rows, ({ index }) => index.id),
    p.each("bigint", rows, ({ index }) => index.at),
    p.each("text", rows, ({ index }) => index.actorKind),
    p.each("text", rows, ({ index }) => index.actorId),
    p.each("text", rows, ({ index }) => index.action),
    p.each("text", rows, ({ index }) => index.resourceKind),
    p.each("text", rows, ({ index }) => index.resourceId),
    p.each("text", rows, ({ index }) => index.follows),
    p.each("text", rows, ({ index }) => index.words),
    p.each("text", rows, ({ canonical }) => Buffer.from(canonical).toString("hex")),
    p.each("text", rows, ({ canonical }) => sha256(canonical)),
  ];
  return {
    before: `given as materialized (
       select * from unnest(${arrays.join(", ")}) with ordinality
         as d(${INDEXED}, canonical, content, place)),
     locked as (select audit, audit_hash from log_head for update),
     chain as (
       select 0::bigint as place, locked.audit as sequence, locked.audit_hash as hash from locked
       union all
       select given.place, chain.sequence + 1,
         ${hashOf("chain.sequence + 1", "chain.hash", "given.content")} collate "C"
       from chain join given on given.place = chain.place + 1),`,
    head: `update log_head set change = change + ${changeCount}, audit = newest.sequence,
         audit_hash = newest.hash
       from (select sequence, hash from chain order by place desc limit 1) as newest`,
    after: `, audited as (
       insert into audit (sequence, ${INDEXED}, canonical, hash)
       select chain.sequence, ${INDEXED}, decode(canonical, 'hex'), chain.hash
       from given join chain on chain.place = given.place)`,
  };
}
