import { type Grant, isGrantWithin, type Subject } from "@fleethub/fleet/access";
import type { Millis } from "@fleethub/fleet";
import type { ApiTokenRecord, PersonRecord, SessionRecord } from "../account-model.js";
import type { FleetStorage } from "../ports.js";
import type { AccountServices } from "./account-call.js";
import { grantsOf } from "./administrator.js";
import { type AccountSettings, TOUCH_EVERY_MS } from "./settings.js";
import { isSameHash, readApiToken, readToken } from "./wire-token.js";

/** What a request shows of who sent it. */
export interface ShownCredentials {
  /** After `Authorization: Bearer`; null: there is none. It goes before the cookie. */
  readonly bearer: string | null;
  /** Value of the session's cookie. */
  readonly session: string | null;
  readonly address: string;
  /** Whether this is a use, which is noted and keeps a session alive; not where something only looks again. */
  readonly isUse: boolean;
}

/** Somebody who is who he says to be. */
export type SignedIn =
  | {
      readonly kind: "session";
      readonly subject: Subject;
      readonly session: SessionRecord;
      readonly person: PersonRecord;
    }
  | { readonly kind: "api-token"; readonly subject: Subject; readonly token: ApiTokenRecord };

/**
 * What comes of looking: somebody, `nobody` (nothing was shown), or `refused` (what was shown is not valid, or not any
 * more; why is not told to strangers).
 */
export type Authentication =
  | SignedIn
  | { readonly kind: "nobody" }
  | { readonly kind: "refused"; readonly shown: "api-token" | "session" };

/** Has this session neither run out nor been idle for too long? */
export function isLive(
  session: Pick<SessionRecord, "expiresAt" | "lastSeenAt">,
  { sessionIdleMs }: Pick<AccountSettings, "sessionIdleMs">,
  now: Millis,
): boolean {
  return now < session.expiresAt && now - session.lastSeenAt < sessionIdleMs;
}

/**
 * Whom a token stands for, with those of its grants that its owner still has; null: it expired, or its owner is gone or
 * disabled.
 */
export async function tokenSubject(
  { people }: Pick<FleetStorage, "people">,
  token: Pick<ApiTokenRecord, "id" | "name" | "grants" | "owner" | "expiresAt">,
  now: Millis,
): Promise<Subject | null> {
  const { id, owner, expiresAt } = token;
  if (expiresAt !== null && now >= expiresAt) return null;
  const person = owner === null ? null : await people.get(owner);
  if (owner !== null && (person === null || person.disabled)) return null;
  const grants = person === null ? token.grants : within(token.grants, grantsOf(person));
  return { kind: "token", id, name: tokenTitle(token), grants };
}

const within = (grants: readonly Grant[], own: readonly Grant[]): readonly Grant[] =>
  grants.filter((grant) => isGrantWithin(grant, own));

/** How people read who a token is: `ada/ci`. */
export const tokenTitle = ({ owner, name }: Pick<ApiTokenRecord, "owner" | "name">): string =>
  owner === null ? name : `${owner}/${name}`;

/** A person as who asks, with what administrators and groups give. */
export function personSubject(person: PersonRecord): Subject {
  return {
    kind: "person",
    id: person.name,
    name: person.displayName === "" ? person.name : person.displayName,
    grants: grantsOf(person),
  };
}

/** Who sent this? Asked of the store each time, so that what was ended or revoked anywhere is over here too. */
export async function authenticate(
  services: AccountServices,
  presented: ShownCredentials,
): Promise<Authentication> {
  const { bearer, session } = presented;
  if (bearer !== null) {
    const found = await byToken(services, bearer);
    const { isUse, address } = presented;
    if (found === null) {
      // Not so a session that ran out: every window shows it that was left open.
      if (isUse) services.refused({ door: "console", address, reason: "api-token" });
      return { kind: "refused", shown: "api-token" };
    }
    if (isUse) await touchToken(services, found.token, address);
    return found;
  }
  if (session === null) return { kind: "nobody" };
  const found = await bySession(services, session);
  if (found === null) return { kind: "refused", shown: "session" };
  if (presented.isUse) await touchSession(services, found.session);
  return found;
}

type ByToken = Extract<SignedIn, { readonly kind: "api-token" }>;
type BySession = Extract<SignedIn, { readonly kind: "session" }>;

async function byToken(services: AccountServices, text: string): Promise<ByToken | null> {
  const shown = readApiToken(text, services.digest);
  if (shown === null) return null;
  const token = await services.storage.apiTokens.get(shown.id);
  if (token === null || !isSameHash(token.hash, shown.hash)) return null;
  const subject = await tokenSubject(services.storage, token, services.clock.now());
  return subject === null ? null : { kind: "api-token", subject, token };
}

async function bySession(services: AccountServices, text: string): Promise<BySession | null> {
  const shown = readToken("fhs", text, services.digest);
  if (shown === null) return null;
  const session = await services.storage.sessions.get(shown.id);
  if (session === null || !isSameHash(session.hash, shown.hash)) return null;
  const { storage, clock, settings } = services;
  if (!isLive(session, settings, clock.now())) return null;
  const person = await storage.people.get(session.person);
  if (person === null || person.disabled) return null;
  return { kind: "session", subject: personSubject(person), session, person };
}

async function touchSession(
  { storage, clock }: AccountServices,
  { id, lastSeenAt }: SessionRecord,
): Promise<void> {
  const at = clock.now();
  if (at - lastSeenAt < TOUCH_EVERY_MS) return;
  await storage.store.commit({ writes: [{ kind: "touch-session", id, at }] });
}

async function touchToken(
  { storage, clock }: AccountServices,
  { id, lastUsedAt }: ApiTokenRecord,
  address: string,
): Promise<void> {
  const at = clock.now();
  if (lastUsedAt !== null && at - lastUsedAt < TOUCH_EVERY_MS) return;
  await storage.store.commit({ writes: [{ kind: "touch-api-token", id, at, address }] });
}
