import type { ApiTokenRecord, PersonRecord, ProviderRecord, SessionRecord } from "../model.js";
import { SAMPLE_NOW, sampleId, sampleName } from "./samples.js";

let made = 0;

/** 16 hex digits that no other sample has. */
export function sampleTokenId(): string {
  made += 1;
  return `${sampleId().replaceAll("-", "").slice(-8)}${made.toString(16).padStart(8, "0")}`;
}

export function samplePerson(over: Partial<PersonRecord> = {}): PersonRecord {
  return {
    name: sampleName(),
    displayName: "Ada L\u00f6velace",
    grants: [{ role: "operator", reach: "label.squad:edge" }],
    disabled: false,
    password: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
    identity: null,
    invitation: null,
    lastSignInAt: null,
    version: 1,
    createdAt: SAMPLE_NOW,
    createdBy: "root",
    ...over,
  };
}

export function sampleSession(over: Partial<SessionRecord> & { person: string }): SessionRecord {
  return {
    id: sampleTokenId(),
    hash: "a".repeat(64),
    provider: null,
    startedAt: SAMPLE_NOW,
    lastSeenAt: SAMPLE_NOW,
    expiresAt: SAMPLE_NOW + 1_000,
    address: "192.0.2.1",
    userAgent: "a browser",
    ...over,
  };
}

export function sampleApiToken(over: Partial<ApiTokenRecord> = {}): ApiTokenRecord {
  return {
    id: sampleTokenId(),
    hash: "b".repeat(64),
    name: sampleName(),
    owner: null,
    grants: [{ role: "viewer", reach: null }],
    expiresAt: null,
    lastUsedAt: null,
    lastAddress: null,
    createdAt: SAMPLE_NOW,
    ...over,
  };
}

export function sampleProvider(over: Partial<ProviderRecord> = {}): ProviderRecord {
  return {
    name: sampleName(),
    title: "The company",
    issuer: "https://id.example.com",
    clientId: "fleethub",
    clientSecret: Uint8Array.of(0, 1, 255),
    scopes: ["openid"],
    groupsClaim: "realm_access.roles",
    grants: [{ group: "sre", role: "operator", reach: null }],
    version: 1,
    createdAt: SAMPLE_NOW,
    createdBy: "root",
    changedAt: SAMPLE_NOW,
    ...over,
  };
}
