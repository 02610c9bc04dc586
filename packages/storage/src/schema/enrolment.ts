import { bigint, boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { agents } from "./agents.js";
import { bytewise, document, millis } from "./columns.js";

/** What lets agents in that nobody knows. The text of a token is kept nowhere. */
export const enrolmentTokens = pgTable("enrolment_tokens", {
  name: bytewise().primaryKey(),
  /** The part of the text that is no secret. */
  keyId: bytewise("key_id").notNull().unique(),
  /** Hex SHA-256 of the part that is. */
  secretHash: bytewise("secret_hash").notNull(),
  description: text().notNull(),
  labels: document().notNull(),
  groupName: bytewise("group_name"),
  admission: text().notNull(),
  expiresAt: millis("expires_at"),
  usesMax: integer("uses_max"),
  uses: integer().notNull(),
  lastUsedAt: millis("last_used_at"),
  lastAddress: text("last_address"),
  revokedAt: millis("revoked_at"),
  revokedBy: text("revoked_by"),
  reason: text(),
  version: bigint({ mode: "number" }).notNull(),
  createdAt: millis("created_at").notNull(),
  createdBy: text("created_by").notNull(),
});

/** Instance UIDs that a hub gave, until an agent has them. */
export const givenUids = pgTable(
  "given_uids",
  {
    uid: bytewise().primaryKey(),
    agentId: uuid("agent_id")
      .notNull()
      .references(() => agents.id, { onDelete: "cascade" }),
    /** The agent goes on under it; else it is somebody's who used the agent's UID too. */
    keeps: boolean().notNull(),
  },
  (row) => [index("given_uids_by_agent").on(row.agentId)],
);
