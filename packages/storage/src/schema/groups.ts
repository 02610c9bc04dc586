import { bigint, integer, pgTable, text } from "drizzle-orm/pg-core";
import { bytewise, document, millis } from "./columns.js";

/** Selectors in their order, and what their agents run. Which agents a group has stands with the agents. */
export const groups = pgTable("groups", {
  name: bytewise().primaryKey(),
  query: text().notNull(),
  description: text().notNull(),
  configuration: bytewise(),
  stable: document(),
  plan: document().notNull(),
  protection: document(),
  position: integer().notNull(),
  version: bigint({ mode: "number" }).notNull(),
  createdAt: millis("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  changedAt: millis("changed_at").notNull(),
});
