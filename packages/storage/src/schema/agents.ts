import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytewise, document, millis, unsigned64 } from "./columns.js";

/**
 * One row an agent: columns for everything a query may ask; the rest is in `agent_documents`. `…Folded` columns hold
 * the values as `foldCase` gives them, so that SQL and memory compare alike. Columns that change with
 * reports carry no index, so that report writes stay heap-only.
 */
export const agents = pgTable(
  "agents",
  {
    id: uuid().primaryKey(),
    instanceUid: bytewise("instance_uid").notNull().unique(),
    /** JSON array, oldest first. */
    formerUids: document("former_uids").notNull(),
    createdAt: millis("created_at").notNull(),

    version: bigint({ mode: "number" }).notNull(),
    givenName: bytewise("given_name"),
    givenNameFolded: bytewise("given_name_folded"),
    labels: document().notNull(),
    labelsFolded: jsonb("labels_folded").notNull(),
    admission: bytewise().notNull(),
    /** Name of the enrolment token it came with. */
    enrolment: bytewise(),
    /** JSON object: what it proves with who it is. */
    access: document().notNull().default("{}"),
    /** What it came with last. */
    comesWith: bytewise("comes_with").notNull().default("none"),
    /** 1 where a credential was offered that it has not come with. */
    credentialOffered: integer("credential_offered").notNull().default(0),
    /** When what it uses of its own is to be replaced; null: it uses nothing of its own. */
    credentialDueAt: millis("credential_due_at"),
    pin: document(),
    pinnedConfiguration: bytewise("pinned_configuration"),
    /** JSON object: values of variables by name. */
    variables: document().notNull().default("{}"),
    groupName: bytewise("group_name"),
    /** Empty where it has no group. */
    groupNameFolded: bytewise("group_name_folded").notNull().default(""),
    hold: document(),
    assignment: document(),
    connection: document(),

    outcomeVersion: bigint("outcome_version", { mode: "number" }).notNull(),

    owner: text(),
    epoch: bigint({ mode: "number" }).notNull(),
    transport: text(),
    remoteAddress: text("remote_address").notNull(),

    seq: unsigned64(),
    capabilities: unsigned64().notNull(),
    /** 1 where the capabilities promise heartbeats, so that silence means something. */
    reportsHeartbeat: integer("reports_heartbeat").notNull(),
    /** Null: as the hub's settings say. */
    heartbeatIntervalMs: bigint("heartbeat_interval_ms", { mode: "number" }),
    lastSeenAt: millis("last_seen_at").notNull(),
    connectedAt: millis("connected_at"),
    disconnectedAt: millis("disconnected_at"),
    attributesFolded: jsonb("attributes_folded").notNull(),
    componentSet: bytewise("component_set"),
    effectiveDigest: bytewise("effective_digest"),

    reportedName: bytewise("reported_name").notNull(),
    reportedNameFolded: bytewise("reported_name_folded").notNull(),
    name: bytewise().notNull().generatedAlwaysAs(sql`coalesce(given_name, reported_name)`),
    /** What rows are sorted and indexed by: an index entry has a size limit, a name has none. */
    nameSort: bytewise("name_sort")
      .notNull()
      .generatedAlwaysAs(sql`left(coalesce(given_name, reported_name), 256)`),
    nameFolded: bytewise("name_folded")
      .notNull()
      .generatedAlwaysAs(sql`coalesce(given_name_folded, reported_name_folded)`),
    host: bytewise().notNull(),
    hostFolded: bytewise("host_folded").notNull(),
    os: bytewise().notNull(),
    osFolded: bytewise("os_folded").notNull(),
    arch: bytewise().notNull(),
    archFolded: bytewise("arch_folded").notNull(),
    type: bytewise().notNull(),
    typeFolded: bytewise("type_folded").notNull(),
    agentVersion: bytewise("agent_version").notNull(),
    agentVersionFolded: bytewise("agent_version_folded").notNull(),
    /** Orders as versions do; null where the reported text is no version. */
    agentVersionKey: bytewise("agent_version_key"),
    sync: bytewise().notNull(),
    verified: bytewise().notNull(),
    health: bytewise().notNull(),
    configuration: bytewise(),
    configurationFolded: bytewise("configuration_folded").notNull(),
    revision: integer(),
    reason: text().notNull(),
    /** Names of the policies that are broken and not excepted. */
    policies: text().array().notNull().default(sql`'{}'`),
    /** What its own telemetry says of its data path. */
    flow: bytewise().notNull().default("not-reported"),
  },
  (row) => [
    index("agents_by_name").on(row.nameSort, row.id),
    index("agents_by_label").using("gin", sql`${row.labelsFolded} jsonb_path_ops`),
    index("agents_by_attribute").using("gin", sql`${row.attributesFolded} jsonb_path_ops`),
    index("agents_by_pin").on(row.pinnedConfiguration).where(sql`pinned_configuration is not null`),
  ],
);

/** What no query asks, out of the rows that queries scan. */
export const agentDocuments = pgTable("agent_documents", {
  agentId: uuid("agent_id")
    .primaryKey()
    .references(() => agents.id, { onDelete: "cascade" }),
  outcome: document().notNull(),
  report: document().notNull(),
  /** JSON array: what the effective config breaks. */
  breaches: document().notNull().default("[]"),
});

/** Current and former instance UIDs; each belongs to one agent. */
export const agentUids = pgTable(
  "agent_uids",
  {
    uid: bytewise().primaryKey(),
    agentId: uuid("agent_id")
      .notNull()
      .references(() => agents.id, { onDelete: "cascade" }),
  },
  (row) => [index("agent_uids_by_agent").on(row.agentId)],
);

/** Lists of component types, once each: thousands of agents report the same. */
export const componentSets = pgTable("component_sets", {
  digest: bytewise().primaryKey(),
  types: document().notNull(),
  typesFolded: text("types_folded").array().notNull(),
});

/** What happened to an agent. */
export const timeline = pgTable(
  "timeline",
  {
    agentId: uuid("agent_id")
      .notNull()
      .references(() => agents.id, { onDelete: "cascade" }),
    at: millis().notNull(),
    id: bytewise().notNull(),
    kind: text().notNull(),
    summary: text().notNull(),
    detail: document().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.agentId, row.id] }),
    index("timeline_by_time").on(row.agentId, row.at, row.id),
  ],
);
