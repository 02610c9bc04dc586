import type { Actor, PersonRecord, SessionRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { AccountServices, Newcomer } from "./account-call.js";
import { auditedPerson } from "./audited-person.js";
import { personSubject, type SignedIn } from "./authenticate.js";
import { recorded } from "./commit.js";
import { deviceProof } from "./devices.js";
import { USER_AGENT_LENGTH_MAX } from "./settings.js";
import { makeToken } from "./wire-token.js";

/** A session that was just opened. */
export interface Opened {
  /** For the session's cookie; nothing keeps it. */
  readonly cookie: string;
  /** For the cookie that says which browser it is. */
  readonly device: string;
  readonly signedIn: Extract<SignedIn, { readonly kind: "session" }>;
}

/** How the record names somebody who signs in himself. */
export const actorOf = ({ name }: Pick<PersonRecord, "name">, newcomer: Newcomer): Actor => ({
  kind: "operator",
  id: name,
  via: newcomer.via,
  requestId: newcomer.requestId,
});

/** How somebody came in. */
export interface Entrance {
  readonly action: string;
  readonly provider: string | null;
  /** Who it was until now, where coming in changes more than a password; null: nobody. */
  readonly before?: PersonRecord | null;
}

/**
 * What opens a session for a person, with its entry, which tells as well what coming in makes of the person.
 *
 * @param person as the writes before these leave it, the version included
 */
export async function sessionFor(
  services: AccountServices,
  person: PersonRecord,
  newcomer: Newcomer,
  { action, provider, before }: Entrance,
): Promise<{ readonly writes: readonly Write[]; readonly opened: Opened }> {
  const { clock, settings, storage, ids } = services;
  const now = clock.now();
  const { text, kept } = makeToken("fhs", services);
  const session: SessionRecord = {
    ...kept,
    person: person.name,
    provider,
    startedAt: now,
    lastSeenAt: now,
    expiresAt: now + settings.sessionMaxMs,
    address: newcomer.address,
    userAgent: newcomer.userAgent.slice(0, USER_AGENT_LENGTH_MAX),
  };
  const { id, address, userAgent } = session;
  const resource = { kind: "person", id: person.name };
  const was = before === undefined || before === null ? null : { person: whole(before) };
  const is = before === undefined ? {} : { person: whole(person) };
  const after = { session: id, provider, address, userAgent, ...is };
  return {
    writes: [
      { kind: "add-session", personVersion: person.version, session },
      { kind: "note-sign-in", name: person.name, at: now },
      recorded({ ids }, { actor: actorOf(person, newcomer), now }, action, resource, was, after),
    ],
    opened: {
      cookie: text,
      device: await deviceProof({ ...services, store: storage.store }, person.name),
      signedIn: { kind: "session", subject: personSubject(person), session, person },
    },
  };
}

/** With what the groups at the provider give. */
const whole = (person: PersonRecord) => ({
  ...auditedPerson(person),
  grantsOfGroups: person.identity?.grants ?? [],
});
