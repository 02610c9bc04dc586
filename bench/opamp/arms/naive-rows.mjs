// How a first version stores agents: with drizzle, one upsert for each report, whole status as JSON.
import { toJson } from "@bufbuild/protobuf";
import {
  AgentDescriptionSchema,
  AvailableComponentsSchema,
  ComponentHealthSchema,
  EffectiveConfigSchema,
} from "@fleethub/opamp";
import { bigint, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

const CONNECTIONS = 10;

const agents = pgTable("agents", {
  uid: text("uid").primaryKey(),
  sequenceNum: bigint("sequence_num", { mode: "bigint" }).notNull(),
  lastSeenAt: timestamp("last_seen_at", { withTimezone: true }).notNull(),
  description: jsonb("description"),
  health: jsonb("health"),
  effectiveConfig: jsonb("effective_config"),
  components: jsonb("components"),
});

export async function openRows(url) {
  const client = postgres(url, { max: CONNECTIONS, onnotice: () => undefined });
  const db = drizzle(client);
  await client`create table agents (
    uid text primary key, sequence_num bigint not null, last_seen_at timestamptz not null,
    description jsonb, health jsonb, effective_config jsonb, components jsonb
  )`;
  return {
    write({ uid, sequenceNum, lastSeenAt, status }) {
      const row = {
        uid,
        sequenceNum,
        lastSeenAt,
        description: json(AgentDescriptionSchema, status.agentDescription),
        health: json(ComponentHealthSchema, status.health),
        effectiveConfig: json(EffectiveConfigSchema, status.effectiveConfig),
        components: json(AvailableComponentsSchema, status.availableComponents),
      };
      db.insert(agents)
        .values(row)
        .onConflictDoUpdate({ target: agents.uid, set: row })
        .then(undefined, (error) => {
          throw error;
        });
    },
  };
}

const json = (schema, message) => (message === undefined ? null : toJson(schema, message));
