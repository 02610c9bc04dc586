import { bigint, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytewise, document, millis } from "./columns.js";

export const configurations = pgTable("configurations", {
  name: bytewise().primaryKey(),
  kind: text().notNull(),
  description: text().notNull(),
  latestRevision: integer("latest_revision").notNull(),
  version: bigint({ mode: "number" }).notNull(),
  createdAt: millis("created_at").notNull(),
  createdBy: text("created_by").notNull(),
});

/** Immutable; they go with their configuration. */
export const revisions = pgTable(
  "revisions",
  {
    configuration: bytewise()
      .notNull()
      .references(() => configurations.name, { onDelete: "cascade" }),
    number: integer().notNull(),
    /** What was written; null where it is the content. */
    source: text(),
    layers: document().notNull().default("[]"),
    variables: document().notNull().default("[]"),
    content: text().notNull(),
    message: text().notNull(),
    fingerprint: text().notNull(),
    hash: bytewise().notNull(),
    createdAt: millis("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.configuration, row.number] }),
    index("revisions_by_hash").on(row.hash, row.createdAt),
  ],
);

/** What sets of values made of revisions with variables. */
export const renderings = pgTable(
  "renderings",
  {
    hash: bytewise().primaryKey(),
    configuration: bytewise().notNull(),
    revision: integer().notNull(),
    content: text().notNull(),
  },
  (row) => [
    foreignKey({
      name: "renderings_of_revision",
      columns: [row.configuration, row.revision],
      foreignColumns: [revisions.configuration, revisions.number],
    }).onDelete("cascade"),
    index("renderings_by_revision").on(row.configuration, row.revision),
  ],
);

/** Effective configs, component lists and health trees, once by digest, redacted beforehand. */
export const bodies = pgTable("bodies", {
  digest: bytewise().primaryKey(),
  kind: text().notNull(),
  text: text().notNull(),
  /** When a hub last stored it or found it stored; retention goes by it. */
  keptAt: millis("kept_at").notNull().default("0"),
});
