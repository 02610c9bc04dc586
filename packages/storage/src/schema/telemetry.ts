import { pgTable, uuid } from "drizzle-orm/pg-core";
import { agents } from "./agents.js";
import { bytes, document } from "./columns.js";

/** Own telemetry of agents: one row each, replaced as a whole. */
export const agentTelemetry = pgTable("agent_telemetry", {
  agentId: uuid("agent_id")
    .primaryKey()
    .references(() => agents.id, { onDelete: "cascade" }),
  /** What the points amount to. */
  facts: document().notNull(),
  /** Points of time, packed column by column. */
  points: bytes().notNull(),
});
