import { bigint, boolean, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytewise, document, millis } from "./columns.js";

export const policies = pgTable("policies", {
  name: bytewise().primaryKey(),
  title: text().notNull(),
  description: text().notNull(),
  rule: document().notNull(),
  /** Of the rule: what verdicts are found by. */
  digest: bytewise().notNull(),
  scope: text().notNull(),
  severity: text().notNull(),
  enabled: boolean().notNull(),
  exceptions: document().notNull(),
  version: bigint({ mode: "number" }).notNull(),
  createdAt: millis("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  changedAt: millis("changed_at").notNull(),
});

/** What a rule was found to say of a body, once for all agents that run it and all policies with that rule. */
export const policyVerdicts = pgTable(
  "policy_verdicts",
  {
    rule: bytewise().notNull(),
    body: bytewise().notNull(),
    verdict: document().notNull(),
  },
  (row) => [primaryKey({ columns: [row.rule, row.body] })],
);

/** How many agents kept a policy, day by day. */
export const policyDays = pgTable(
  "policy_days",
  {
    policy: bytewise()
      .notNull()
      .references(() => policies.name, { onDelete: "cascade" }),
    /** UTC, `yyyy-mm-dd`. */
    day: bytewise().notNull(),
    judged: integer().notNull(),
    kept: integer().notNull(),
    worst: integer().notNull(),
  },
  (row) => [primaryKey({ columns: [row.policy, row.day] })],
);
