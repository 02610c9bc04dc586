import type { ApiToken, Invitation, Person, Provider, Session, SessionRow } from "@fleethub/api";
import type {
  ApiTokenRecord,
  PersonRecord,
  ProviderRecord,
  SessionRecord,
  ShownInvitation,
  SignedIn,
} from "@fleethub/control-plane";
import type { Grant, Subject } from "@fleethub/fleet/access";
import type { ProviderFault } from "../oidc/provider-desk.js";
import { timeOf, timeOrNull } from "./time.js";

const grantsOf = (grants: readonly Grant[]) => grants.map(({ role, reach }) => ({ role, reach }));

/** Who asks. */
export function presentSession(subject: Subject, signedIn: SignedIn | null): Session {
  const { id, name, grants } = subject;
  const shared = { name, displayName: name, grants: grantsOf(grants) };
  if (signedIn?.kind !== "session") {
    const expiresAt = timeOrNull(signedIn?.token.expiresAt);
    const kind = subject.kind === "person" ? "person" : "token";
    return { ...shared, kind, id, expiresAt, provider: null, hasPassword: false };
  }
  const { session, person } = signedIn;
  return {
    ...shared,
    kind: "person",
    id: session.id,
    name: person.name,
    provider: session.provider,
    hasPassword: person.password !== null,
    expiresAt: timeOf(session.expiresAt),
  };
}

export function presentSessionRow(session: SessionRecord, current: string | null): SessionRow {
  const { id, person, address, userAgent, provider } = session;
  return {
    id,
    person,
    current: id === current,
    startedAt: timeOf(session.startedAt),
    lastSeenAt: timeOf(session.lastSeenAt),
    expiresAt: timeOf(session.expiresAt),
    address,
    userAgent,
    provider,
  };
}

export function presentPerson(person: PersonRecord, now: number): Person {
  const { name, displayName, grants, disabled, identity, invitation, version, createdBy } = person;
  const isOpen = invitation !== null && now < invitation.expiresAt;
  return {
    name,
    displayName,
    grants: grantsOf(grants),
    disabled,
    hasPassword: person.password !== null,
    provider:
      identity === null
        ? null
        : {
            name: identity.provider,
            subject: identity.subject,
            groups: [...identity.groups],
            grants: grantsOf(identity.grants),
          },
    invitedUntil: isOpen ? timeOf(invitation.expiresAt) : null,
    lastSignInAt: timeOrNull(person.lastSignInAt),
    version,
    createdAt: timeOf(person.createdAt),
    createdBy,
  };
}

/** Behind #, where no server, proxy or log sees it. */
export function presentInvitation({ token, expiresAt }: ShownInvitation): Invitation {
  return { token, path: `/invitation#token=${token}`, expiresAt: timeOf(expiresAt) };
}

export function presentApiToken(token: ApiTokenRecord): ApiToken {
  const { id, name, owner, lastAddress } = token;
  return {
    id,
    name,
    owner,
    grants: grantsOf(token.grants),
    expiresAt: timeOrNull(token.expiresAt),
    lastUsedAt: timeOrNull(token.lastUsedAt),
    lastAddress,
    createdAt: timeOf(token.createdAt),
  };
}

/** Where a provider sends the browser back to, below the console's address. */
export const callbackPath = (provider: string): string => `/sign-in/oidc/${provider}/callback`;

export function presentProvider(provider: ProviderRecord, fault: ProviderFault | null): Provider {
  const { name, title, issuer, clientId, scopes, groupsClaim, grants, version } = provider;
  return {
    name,
    title,
    issuer,
    clientId,
    scopes: [...scopes],
    groupsClaim,
    grants: grants.map(({ group, role, reach }) => ({ group, role, reach })),
    hasClientSecret: provider.clientSecret !== null,
    callbackPath: callbackPath(name),
    fault: fault === null ? null : { at: timeOf(fault.at), reason: fault.reason },
    version,
    createdAt: timeOf(provider.createdAt),
    createdBy: provider.createdBy,
    changedAt: timeOf(provider.changedAt),
  };
}
