import type {
  ApiTokenRecord,
  PersonRecord,
  ProviderRecord,
  SessionRecord,
} from "@fleethub/control-plane";
import * as cells from "../database/cells.js";
import type { Row } from "../database/database.js";

export const PERSON = `name, display_name, grants::text as grants, disabled::text as disabled,
  password, identity::text as identity, invitation::text as invitation,
  last_sign_in_at::text as last_sign_in_at, version::text as version,
  created_at::text as created_at, created_by`;

export const SESSION = `id, hash, person, provider, started_at::text as started_at,
  last_seen_at::text as last_seen_at, expires_at::text as expires_at, address, user_agent`;

export const API_TOKEN = `id, hash, name, owner, grants::text as grants,
  expires_at::text as expires_at, last_used_at::text as last_used_at, last_address,
  created_at::text as created_at`;

export const PROVIDER = `name, title, issuer, client_id,
  encode(client_secret_sealed, 'hex') as client_secret, scopes::text as scopes, groups_claim,
  grants::text as grants, version::text as version, created_at::text as created_at, created_by,
  changed_at::text as changed_at`;

export function personOf(row: Row): PersonRecord {
  return {
    name: cells.text(row, "name"),
    displayName: cells.text(row, "display_name"),
    grants: cells.json<PersonRecord["grants"]>(row, "grants"),
    disabled: cells.text(row, "disabled") === "true",
    password: cells.textOrNull(row, "password"),
    identity: cells.jsonOrNull<NonNullable<PersonRecord["identity"]>>(row, "identity"),
    invitation: cells.jsonOrNull<NonNullable<PersonRecord["invitation"]>>(row, "invitation"),
    lastSignInAt: cells.numberOrNull(row, "last_sign_in_at"),
    version: cells.number(row, "version"),
    createdAt: cells.number(row, "created_at"),
    createdBy: cells.text(row, "created_by"),
  };
}

export function sessionOf(row: Row): SessionRecord {
  return {
    id: cells.text(row, "id"),
    hash: cells.text(row, "hash"),
    person: cells.text(row, "person"),
    provider: cells.textOrNull(row, "provider"),
    startedAt: cells.number(row, "started_at"),
    lastSeenAt: cells.number(row, "last_seen_at"),
    expiresAt: cells.number(row, "expires_at"),
    address: cells.text(row, "address"),
    userAgent: cells.text(row, "user_agent"),
  };
}

export function apiTokenOf(row: Row): ApiTokenRecord {
  return {
    id: cells.text(row, "id"),
    hash: cells.text(row, "hash"),
    name: cells.text(row, "name"),
    owner: cells.textOrNull(row, "owner"),
    grants: cells.json<ApiTokenRecord["grants"]>(row, "grants"),
    expiresAt: cells.numberOrNull(row, "expires_at"),
    lastUsedAt: cells.numberOrNull(row, "last_used_at"),
    lastAddress: cells.textOrNull(row, "last_address"),
    createdAt: cells.number(row, "created_at"),
  };
}

export function providerOf(row: Row): ProviderRecord {
  const sealed = cells.textOrNull(row, "client_secret");
  return {
    name: cells.text(row, "name"),
    title: cells.text(row, "title"),
    issuer: cells.text(row, "issuer"),
    clientId: cells.text(row, "client_id"),
    clientSecret: sealed === null ? null : cells.hexBytes(row, "client_secret"),
    scopes: cells.json<readonly string[]>(row, "scopes"),
    groupsClaim: cells.text(row, "groups_claim"),
    grants: cells.json<ProviderRecord["grants"]>(row, "grants"),
    version: cells.number(row, "version"),
    createdAt: cells.number(row, "created_at"),
    createdBy: cells.text(row, "created_by"),
    changedAt: cells.number(row, "changed_at"),
  };
}
