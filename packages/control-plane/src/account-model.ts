import type { Millis } from "@fleethub/fleet";
import type { Grant } from "@fleethub/fleet/access";
import type { Sealed } from "./secrets/hub-key.js";

/** What members of one group of a provider may do here. */
export interface GroupGrant extends Grant {
  /** As the provider writes it; `*` is everybody who signs in through it. */
  readonly group: string;
}

/** Who a person is at an OpenID Connect provider, as of the latest sign-in. */
export interface PersonIdentity {
  /** Name of the provider's record. */
  readonly provider: string;
  /** `sub`: who it is, for ever, within this issuer. */
  readonly subject: string;
  readonly groups: readonly string[];
  /** What these groups gave at that sign-in. */
  readonly grants: readonly Grant[];
}

/** Something that is shown once as `fhX_ID_SECRET` and then known by its digest alone. */
export interface HashedToken {
  /** 16 hex digits: finds the row, and is no secret. */
  readonly id: string;
  /** Hex SHA-256 of the secret part. */
  readonly hash: string;
}

/** A link that can be used once, until then. */
export interface OneTimeLink extends HashedToken {
  readonly expiresAt: Millis;
}

/** Somebody who can sign in. */
export interface PersonRecord {
  /** What is typed at sign-in, and what the audit calls the person. */
  readonly name: string;
  readonly displayName: string;
  /** Given by administrators; those of `identity` come on top. */
  readonly grants: readonly Grant[];
  /** A disabled person has no session, and no API token of that person is accepted. */
  readonly disabled: boolean;
  /** Encoded argon2id hash; null: no password was set. Never leaves the hub. */
  readonly password: string | null;
  readonly identity: PersonIdentity | null;
  /** Sets a password once; null: none is open. */
  readonly invitation: OneTimeLink | null;
  readonly lastSignInAt: Millis | null;
  /** Moves with every write; `If-Match` and optimistic commits name it. */
  readonly version: number;
  readonly createdAt: Millis;
  readonly createdBy: string;
}

/** One signed-in browser. */
export interface SessionRecord extends HashedToken {
  readonly person: string;
  /** Name of the provider it was opened through; null: by password or link. */
  readonly provider: string | null;
  readonly startedAt: Millis;
  /** To the minute: it is written as seldom as idleness needs. */
  readonly lastSeenAt: Millis;
  /** When it ends at the latest. */
  readonly expiresAt: Millis;
  readonly address: string;
  readonly userAgent: string;
}

/** What scripts and machines ask with. */
export interface ApiTokenRecord extends HashedToken {
  /** Unlike those of its owner's other tokens. */
  readonly name: string;
  /** Whose grants it never exceeds; null: the hub's settings made it. */
  readonly owner: string | null;
  readonly grants: readonly Grant[];
  readonly expiresAt: Millis | null;
  /** To the minute. */
  readonly lastUsedAt: Millis | null;
  readonly lastAddress: string | null;
  readonly createdAt: Millis;
}

/** An OpenID Connect provider through which people sign in. */
export interface ProviderRecord {
  readonly name: string;
  /** Stands on the button. */
  readonly title: string;
  /** Address of the issuer, as its tokens name it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Sealed for `provider NAME`; null: a public client, which PKCE alone protects. */
  readonly clientSecret: Sealed | null;
  readonly scopes: readonly string[];
  /** Claim with the person's groups; dots lead inside. */
  readonly groupsClaim: string;
  readonly grants: readonly GroupGrant[];
  readonly version: number;
  readonly createdAt: Millis;
  readonly createdBy: string;
  readonly changedAt: Millis;
}
