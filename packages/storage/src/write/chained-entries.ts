import { createHash } from "node:crypto";
import { type AuditEntry, auditIndexOf, canonicalJson } from "@fleethub/control-plane";
import type { Params } from "../database/params.js";

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

/**
 * Numbers entries and chains them from the head on, in the database itself, while the head is locked: hubs that commit
 * at once make one chain, and nothing waits for another round trip. The hash is `chainHash` of control-plane.
 */
export function chainedEntries(
  p: Params,
  entries: readonly AuditEntry[],
  changeCount: string,
): ChainedEntries {
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
  const columns =
    "id, at, actor_kind, actor_id, action, resource_kind, resource_id, follows, words";
  return {
    before: `given as materialized (
       select * from unnest(${arrays.join(", ")}) with ordinality
         as d(${columns}, canonical, content, place)),
     locked as (select audit, audit_hash from log_head for update),
     chain as (
       select 0::bigint as place, locked.audit as sequence, locked.audit_hash as hash from locked
       union all
       select given.place, chain.sequence + 1, encode(sha256(convert_to(
         concat_ws(chr(10), 'fleethub audit entry 1', chain.sequence + 1, chain.hash, given.content),
         'UTF8')), 'hex') collate "C"
       from chain join given on given.place = chain.place + 1),`,
    head: `update log_head set change = change + ${changeCount}, audit = newest.sequence,
         audit_hash = newest.hash
       from (select sequence, hash from chain order by place desc limit 1) as newest`,
    after: `, audited as (
       insert into audit (sequence, ${columns}, canonical, hash)
       select chain.sequence, ${columns}, decode(canonical, 'hex'), chain.hash
       from given join chain on chain.place = given.place)`,
  };
}
