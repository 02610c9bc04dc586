import { bigint, boolean, index, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { bytewise, document, millis, sealed } from "./columns.js";

/** Who can sign in. */
export const people = pgTable(
  "people",
  {
    name: bytewise().primaryKey(),
    displayName: text("display_name").notNull(),
    grants: document().notNull(),
    disabled: boolean().notNull(),
    /** Encoded argon2id hash. */
    password: text(),
    /** Of `identity`: what a person is found by who comes through a provider. */
    provider: bytewise(),
    subject: bytewise(),
    identity: document(),
    /** Of `invitation`. */
    invitationId: bytewise("invitation_id"),
    invitation: document(),
    /** Of the whole fleet, by what stands in this row. */
    administrator: boolean().notNull(),
    lastSignInAt: millis("last_sign_in_at"),
    version: bigint({ mode: "number" }).notNull(),
    createdAt: millis("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (row) => [
    uniqueIndex("people_by_identity").on(row.provider, row.subject),
    uniqueIndex("people_by_invitation").on(row.invitationId),
  ],
);

/** Signed-in browsers. */
export const sessions = pgTable(
  "sessions",
  {
    id: bytewise().primaryKey(),
    /** Hex SHA-256 of the secret in the cookie. */
    hash: bytewise().notNull(),
    person: bytewise()
      .notNull()
      .references(() => people.name, { onDelete: "cascade" }),
    provider: bytewise(),
    startedAt: millis("started_at").notNull(),
    lastSeenAt: millis("last_seen_at").notNull(),
    expiresAt: millis("expires_at").notNull(),
    address: text().notNull(),
    userAgent: text("user_agent").notNull(),
  },
  (row) => [index("sessions_by_person").on(row.person)],
);

/** What scripts ask with. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: bytewise().primaryKey(),
    /** Hex SHA-256 of the secret part. */
    hash: bytewise().notNull(),
    name: bytewise().notNull(),
    owner: bytewise().references(() => people.name, { onDelete: "cascade" }),
    grants: document().notNull(),
    expiresAt: millis("expires_at"),
    lastUsedAt: millis("last_used_at"),
    lastAddress: text("last_address"),
    createdAt: millis("created_at").notNull(),
  },
  (row) => [unique("api_tokens_by_name").on(row.owner, row.name).nullsNotDistinct()],
);

/** OpenID Connect providers. */
export const providers = pgTable("providers", {
  name: bytewise().primaryKey(),
  title: text().notNull(),
  issuer: text().notNull(),
  clientId: text("client_id").notNull(),
  clientSecretSealed: sealed("client_secret_sealed"),
  scopes: document().notNull(),
  groupsClaim: text("groups_claim").notNull(),
  grants: document().notNull(),
  version: bigint({ mode: "number" }).notNull(),
  createdAt: millis("created_at").notNull(),
  createdBy: text("created_by").notNull(),
  changedAt: millis("changed_at").notNull(),
});

/** Links that hubs printed at their start, until one makes the first administrator. */
export const firstRunLinks = pgTable("first_run_links", {
  id: bytewise().primaryKey(),
  hash: bytewise().notNull(),
  expiresAt: millis("expires_at").notNull(),
});
