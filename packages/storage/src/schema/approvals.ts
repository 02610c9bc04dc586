import { bigint, boolean, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytewise, document, millis, sealed } from "./columns.js";

/** Requests that a change of a protected group be approved. */
export const approvals = pgTable("approvals", {
  id: bytewise().primaryKey(),
  number: integer().notNull().unique(),
  /** How it ended; null while it is open, or expired. */
  outcome: text(),
  expiresAt: millis("expires_at").notNull(),
  /** What it comes to was found to be something else. */
  isChanged: boolean("is_changed").notNull(),
  /** Done without approval, and no approver has looked at it. */
  unacknowledged: boolean().notNull(),
  version: bigint({ mode: "number" }).notNull(),
  /** What lists show. */
  summary: document().notNull(),
  /** What the page of the request shows beside. */
  detail: document().notNull(),
  /** The value that a secret is to get; null: there is none, or the request has ended. */
  valueSealed: sealed("value_sealed"),
});

/** Protected groups of each request. */
export const approvalGroups = pgTable(
  "approval_groups",
  {
    approval: bytewise()
      .notNull()
      .references(() => approvals.id, { onDelete: "cascade" }),
    groupName: bytewise("group_name").notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.approval, row.groupName] }),
    index("approval_groups_by_name").on(row.groupName),
  ],
);
