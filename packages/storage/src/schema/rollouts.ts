import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytewise, document, millis } from "./columns.js";

export const rollouts = pgTable("rollouts", {
  id: bytewise().primaryKey(),
  number: integer().notNull().unique(),
  live: boolean().notNull(),
  version: bigint({ mode: "number" }).notNull(),
  /** What never changes: targets, spec and the rest. */
  opened: document().notNull(),
  /** What changes with each look: status, phase, sentence and verdicts. */
  moved: document().notNull(),
});

const ofRollout = () =>
  bytewise()
    .notNull()
    .references(() => rollouts.id, { onDelete: "cascade" });

/** Groups of each rollout. The index over live ones lets a group have one of them. */
export const rolloutGroups = pgTable(
  "rollout_groups",
  {
    rollout: ofRollout(),
    groupName: bytewise("group_name").notNull(),
    live: boolean().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.groupName, row.rollout] }),
    index("rollout_groups_by_rollout").on(row.rollout),
    uniqueIndex("rollout_groups_live").on(row.groupName).where(sql`live`),
  ],
);

/**
 * Members stay when their agent is forgotten. What changes of them carries no index. No foreign key: rollouts are never
 * dropped, and ten thousand members come at once.
 */
export const rolloutMembers = pgTable(
  "rollout_members",
  {
    rollout: bytewise().notNull(),
    agent: uuid().notNull(),
    wave: integer().notNull(),
    groupName: bytewise("group_name").notNull(),
    toConfiguration: bytewise("to_configuration").notNull(),
    toRevision: integer("to_revision").notNull(),
    fromConfiguration: bytewise("from_configuration"),
    fromRevision: integer("from_revision"),
    assignedAt: millis("assigned_at"),
    mark: text(),
    markedAt: millis("marked_at"),
    previous: document(),
    notes: document().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.rollout, row.agent] }),
    index("rollout_members_in_order").on(row.rollout, row.wave, row.agent),
  ],
);

/** What happened to rollouts. */
export const rolloutEntries = pgTable(
  "rollout_entries",
  {
    rollout: ofRollout(),
    id: bytewise().notNull(),
    at: millis().notNull(),
    kind: text().notNull(),
    text: text().notNull(),
    agent: uuid(),
    wave: integer(),
  },
  (row) => [
    primaryKey({ columns: [row.rollout, row.id] }),
    index("rollout_entries_by_time").on(row.rollout, row.at, row.id),
  ],
);

/** All gates of a rollout as they stood at one moment. */
export const rolloutJudgements = pgTable(
  "rollout_judgements",
  { rollout: ofRollout(), at: millis().notNull(), verdicts: document().notNull() },
  (row) => [primaryKey({ columns: [row.rollout, row.at] })],
);
