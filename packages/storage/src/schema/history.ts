import { bigint, boolean, check, index, pgTable, text } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { bytes, bytewise, millis } from "./columns.js";

/**
 * The single row that numbers changes and audit entries. Updating it is the last statement of a commit and
 * locks it until that commit ends: numbers become visible in order, and no reader skips a late one.
 */
export const logHead = pgTable(
  "log_head",
  {
    single: boolean().primaryKey().default(true),
    /** The newest change. */
    change: bigint({ mode: "number" }).notNull().default(0),
    /** The newest change that retention has dropped. */
    changeFloor: bigint("change_floor", { mode: "number" }).notNull().default(0),
    /** The newest audit entry. */
    audit: bigint({ mode: "number" }).notNull().default(0),
    /** Its hash in hex; zeros where there is none. */
    auditHash: bytewise("audit_hash").notNull().default("0".repeat(64)),
    /** The newest audit entry that retention has dropped. */
    auditCut: bigint("audit_cut", { mode: "number" }).notNull().default(0),
  },
  (row) => [check("log_head_is_single", sql`${row.single}`)],
);

/** What changed, in the order of commits. */
export const changeLog = pgTable("change_log", {
  sequence: bigint({ mode: "number" }).primaryKey(),
  kind: text().notNull(),
  id: text().notNull(),
  version: bigint({ mode: "number" }).notNull(),
});

/**
 * Who did what, in the order of commits, each entry chained to the one before. The columns beside `canonical` and
 * `hash` are copies to find entries by; verifying compares them too.
 */
export const audit = pgTable(
  "audit",
  {
    sequence: bigint({ mode: "number" }).primaryKey(),
    id: bytewise().notNull().unique(),
    at: millis().notNull(),
    actorKind: bytewise("actor_kind").notNull().default(""),
    actorId: bytewise("actor_id").notNull().default(""),
    action: bytewise().notNull().default(""),
    resourceKind: bytewise("resource_kind").notNull(),
    resourceId: bytewise("resource_id").notNull(),
    /** Id of the entry that it follows; empty where it follows none. */
    follows: bytewise().notNull().default(""),
    /** What the text filter looks in, folded. */
    words: bytewise().notNull(),
    /** The entry as UTF-8 JSON with sorted keys: what is chained. */
    canonical: bytes().notNull(),
    /** Of the chain, in hex; empty in a row from before the chain until the store is opened. */
    hash: bytewise().notNull().default(""),
  },
  (row) => [
    index("audit_by_resource").on(row.resourceKind, row.resourceId, row.sequence),
    index("audit_by_followed").on(row.follows).where(sql`${row.follows} <> ''`),
  ],
);

/** Signatures over the chain as far as one entry. They outlive the entries that they cover. */
export const auditCheckpoints = pgTable("audit_checkpoints", {
  number: bigint({ mode: "number" }).primaryKey(),
  sequence: bigint({ mode: "number" }).notNull(),
  hash: bytewise().notNull(),
  at: millis().notNull(),
  /** Digest of the checkpoint before. */
  previous: bytewise().notNull(),
  keyId: bytewise("key_id").notNull(),
  publicKey: bytewise("public_key").notNull(),
  signature: bytewise().notNull(),
});

/** Hubs that live, until then by the clock of the database. */
export const hubLeases = pgTable("hub_leases", {
  hub: bytewise().primaryKey(),
  until: millis().notNull(),
});

/** Random keys of this store, shared by its hubs. */
export const secretKeys = pgTable("secret_keys", {
  name: bytewise().primaryKey(),
  key: bytes().notNull(),
});
