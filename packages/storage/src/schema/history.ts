import { bigint, boolean, check, index, pgTable, text } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { bytes, bytewise, document, millis } from "./columns.js";

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

/** Who did what, in the order of commits. */
export const audit = pgTable(
  "audit",
  {
    sequence: bigint({ mode: "number" }).primaryKey(),
    id: bytewise().notNull().unique(),
    at: millis().notNull(),
    resourceKind: bytewise("resource_kind").notNull(),
    resourceId: bytewise("resource_id").notNull(),
    /** What the text filter looks in, folded. */
    words: bytewise().notNull(),
    entry: document().notNull(),
    /** The entry as UTF-8 JSON with sorted keys: what a chain of digests is computed over. */
    canonical: bytes().notNull(),
  },
  (row) => [index("audit_by_resource").on(row.resourceKind, row.resourceId, row.sequence)],
);

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
