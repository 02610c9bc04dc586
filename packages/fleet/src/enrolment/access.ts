import type { AgentId, Millis } from "../agent/facts.js";

/** What an agent may prove with who it is. */
export type CredentialKind = "bearer" | "certificate";

/** A credential of one agent alone. Its text and its key are kept nowhere. */
export interface AgentCredential {
  /** Of a bearer the part of it that is no secret, of a certificate its serial number. */
  readonly id: string;
  readonly kind: CredentialKind;
  readonly madeAt: Millis;
  /** When it is to be replaced at the latest. A certificate ends then; a bearer counts until the next one was seen. */
  readonly dueAt: Millis;
  /** When the agent came with it first; null: it was offered, and the agent has not come with it. */
  readonly seenAt: Millis | null;
  /** Audit entry of the act that made it; absent where it is older than that is kept. */
  readonly entry?: string;
}

/** A credential that an operator revoked, while the agent itself may come. */
export interface RevokedCredential {
  readonly id: string;
  /** For whoever comes with it. */
  readonly reason: string;
  /** Audit entry of the act. */
  readonly entry: string;
}

/** How an agent comes in, beside its admission and its enrolment. */
export interface AgentAccess {
  /** When its enrolment token let it in; null: it came without one. */
  readonly enrolledAt: Millis | null;
  /** What it came with last. */
  readonly comesWith: "none" | "enrolment" | CredentialKind;
  /** Those that count, newest first; at most {@link CREDENTIALS_MAX}. */
  readonly credentials: readonly AgentCredential[];
  /** Ids of those that counted and were replaced, newest first; at most {@link REPLACED_MAX}. */
  readonly replaced: readonly string[];
  /** Those that an operator revoked alone, newest first; at most {@link REVOKED_MAX}. */
  readonly revokedCredentials: readonly RevokedCredential[];
  /** The agent from which the hub split it: that one's credentials let it in until it was seen with its own. */
  readonly heirOf: AgentId | null;
  /** An operator lets it enrol anew: the next token that lets anybody in becomes its own. */
  readonly mayEnrolAnew: boolean;
  /** When somebody else came with a credential of this agent last. */
  readonly shared: {
    readonly at: Millis;
    readonly remoteAddress: string;
    readonly count: number;
  } | null;
  readonly revoked: {
    readonly at: Millis;
    readonly by: string;
    readonly reason: string;
    /** Audit entry of the act; absent where it is older than that is kept. */
    readonly entry?: string;
    /** What it comes back to when it is readmitted; absent: admitted. */
    readonly before?: "admitted" | "awaiting-approval";
  } | null;
}

/** Credentials of one agent that count at once: of each kind the one in use and the one offered. */
export const CREDENTIALS_MAX = 4;

/** Replaced credentials that are told apart from those that never were. */
export const REPLACED_MAX = 8;

/** Credentials revoked alone that are told apart so: older ones are refused as unknown. */
export const REVOKED_MAX = 8;

/** Of an agent that came with nothing. */
export const NO_ACCESS: AgentAccess = {
  enrolledAt: null,
  comesWith: "none",
  credentials: [],
  replaced: [],
  revokedCredentials: [],
  heirOf: null,
  mayEnrolAnew: false,
  shared: null,
  revoked: null,
};

/** The newest credential of this kind; undefined: it has none. */
export function newestCredential(
  { credentials }: AgentAccess,
  kind: CredentialKind,
): AgentCredential | undefined {
  return credentials.find((credential) => credential.kind === kind);
}

/**
 * A credential was made for it: offered from now on, beside those that count. Of one too many the oldest goes that was
 * offered and never taken: an agent that asks again and again keeps the one that it uses.
 */
export function withCredential(access: AgentAccess, made: AgentCredential): AgentAccess {
  const before = access.credentials;
  if (before.length < CREDENTIALS_MAX) return { ...access, credentials: [made, ...before] };
  const surplus = before.findLast(({ seenAt }) => seenAt === null) ?? before.at(-1);
  const kept = before.filter((credential) => credential !== surplus);
  const dropped = surplus === undefined ? [] : [surplus.id];
  return { ...access, credentials: [made, ...kept], replaced: replacedWith(access, dropped) };
}

/**
 * The agent came with this credential of its own: those of its kind that were made before it count no more (S-09). The
 * same object where nothing changes by it.
 */
export function seenWith(access: AgentAccess, id: string, now: Millis): AgentAccess {
  const place = access.credentials.findIndex((credential) => credential.id === id);
  const seen = access.credentials[place];
  if (seen === undefined) return access;
  if (seen.seenAt !== null && access.comesWith === seen.kind) return access;
  const isOlder = (credential: AgentCredential, at: number) =>
    at > place && credential.kind === seen.kind;
  return {
    ...access,
    comesWith: seen.kind,
    heirOf: null,
    credentials: access.credentials
      .filter((credential, at) => !isOlder(credential, at))
      .map((credential) =>
        credential === seen && seen.seenAt === null ? { ...seen, seenAt: now } : credential,
      ),
    replaced: replacedWith(
      access,
      access.credentials.filter(isOlder).map((credential) => credential.id),
    ),
  };
}

function replacedWith({ replaced }: AgentAccess, ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? replaced : [...ids, ...replaced].slice(0, REPLACED_MAX);
}

/** It came with something that is not its own. The same object where it did so before. */
export function cameWith(access: AgentAccess, comesWith: AgentAccess["comesWith"]): AgentAccess {
  return access.comesWith === comesWith ? access : { ...access, comesWith };
}

/** This credential lets nobody in any more; whatever else the agent has counts on. The same object where it did not count. */
export function withoutCredential(access: AgentAccess, revoked: RevokedCredential): AgentAccess {
  const credentials = access.credentials.filter(({ id }) => id !== revoked.id);
  if (credentials.length === access.credentials.length) return access;
  const revokedCredentials = [revoked, ...access.revokedCredentials].slice(0, REVOKED_MAX);
  return { ...access, credentials, revokedCredentials };
}

/** Nothing that it has lets it in any more. */
export function revokedAccess(
  access: AgentAccess,
  revoked: NonNullable<AgentAccess["revoked"]>,
): AgentAccess {
  const ids = access.credentials.map(({ id }) => id);
  return {
    ...access,
    credentials: [],
    replaced: replacedWith(access, ids),
    heirOf: null,
    mayEnrolAnew: false,
    revoked,
  };
}

/** It may come back with the token that let it in, or with another one. What it has of its own counts on. */
export function readmittedAccess(access: AgentAccess): AgentAccess {
  return { ...access, mayEnrolAnew: true, revoked: null };
}

/** Somebody else came with a credential of this agent. */
export function sharedAccess(access: AgentAccess, remoteAddress: string, at: Millis): AgentAccess {
  return { ...access, shared: { at, remoteAddress, count: (access.shared?.count ?? 0) + 1 } };
}
