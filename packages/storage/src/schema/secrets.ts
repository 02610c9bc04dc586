import { bigint, boolean, check, index, pgTable, text } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { bytewise, document, millis, sealed } from "./columns.js";

/** The single row that everything derived from the hub's key comes from. It also tells another key from the right one. */
export const hubKey = pgTable(
  "hub_key",
  {
    single: boolean().primaryKey().default(true),
    root: sealed("root_sealed").notNull(),
  },
  (row) => [check("hub_key_is_single", sql`${row.single}`)],
);

export const secrets = pgTable("secrets", {
  name: bytewise().primaryKey(),
  description: text().notNull(),
  /** A query; null: every agent. */
  reach: text(),
  /** Id of the value in force. */
  value: bytewise().notNull(),
  valueChangedAt: millis("value_changed_at").notNull(),
  version: bigint({ mode: "number" }).notNull(),
  createdAt: millis("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  changedAt: millis("changed_at").notNull(),
});

/** Values, those before the one in force included: agents are returned to what they ran. */
export const secretValues = pgTable(
  "secret_values",
  {
    id: bytewise().primaryKey(),
    secret: bytewise()
      .notNull()
      .references(() => secrets.name, { onDelete: "cascade" }),
    sealed: sealed().notNull(),
    createdAt: millis("created_at").notNull(),
  },
  (row) => [index("secret_values_by_secret").on(row.secret)],
);

/** Which values a hash was made with. It outlives the configuration. */
export const namedSecrets = pgTable("named_secrets", {
  hash: bytewise().primaryKey(),
  /** JSON object: id of the value by name of the secret. */
  ids: document().notNull(),
});
