import type { Millis } from "@fleethub/fleet";
import type { OneTimeLink, PersonRecord } from "../model.js";
import type { AccountCall, AccountServices, Newcomer } from "./account-call.js";
import { overloaded, passwordProblem } from "./checked.js";
import { committed, plan, recorded } from "./commit.js";
import { linkAttempt } from "./first-run.js";
import { type Opened, sessionFor } from "./open-session.js";
import { type AccountResult, refused } from "./problem.js";
import { type SigningServices, tooManyAttempts } from "./sign-in.js";
import { isSameHash, makeToken, readToken } from "./wire-token.js";

/** A link that sets a password once, as it is shown once. */
export interface ShownInvitation {
  readonly token: string;
  readonly expiresAt: Millis;
}

/** A fresh one, and what is kept of it. */
export function makeInvitation(services: AccountServices): {
  readonly shown: ShownInvitation;
  readonly kept: OneTimeLink;
} {
  const { text, kept } = makeToken("fhi", services);
  const expiresAt = services.clock.now() + services.settings.invitationMs;
  return { shown: { token: text, expiresAt }, kept: { ...kept, expiresAt } };
}

/** A new link for a person who has none yet, lost it, or forgot the password. An earlier one is void. */
export async function invitePerson(
  services: AccountServices,
  call: AccountCall,
  name: string,
): Promise<AccountResult<ShownInvitation>> {
  const { shown, kept } = makeInvitation(services);
  return committed(services, async () => {
    const person = await services.storage.people.get(name);
    if (person === null) return unknownPerson(name);
    const resource = { kind: "person", id: name };
    const after = { expiresAt: new Date(kept.expiresAt).toISOString() };
    return plan(
      [
        { kind: "set-person", expect: person.version, person: { ...person, invitation: kept } },
        recorded(services, call, "invite-person", resource, null, after),
      ],
      shown,
    );
  });
}

/** There is no person of this name. */
export const unknownPerson = (name: string) =>
  refused("unknown-person", `No person is named ${name}. List them, or make the person.`);

const notValid = () =>
  refused(
    "link-not-valid",
    "Links work once and for a few days. Ask an administrator for a new one.",
  );

/** Sets the password that a link is for and signs the person in. Sessions that were open end. */
export async function acceptInvitation(
  services: SigningServices,
  newcomer: Newcomer,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<AccountResult<Opened>> {
  const { clock, storage, throttle, passwords, digest } = services;
  const attempt = linkAttempt(newcomer.address);
  const wait = throttle.waitMs(attempt, clock.now());
  if (wait > 0) return tooManyAttempts(wait);
  const shown = readToken("fhi", token, digest);
  const invited = async (): Promise<PersonRecord | null> => {
    const person = shown === null ? null : await storage.people.byInvitation(shown.id);
    const link = person?.invitation ?? null;
    if (shown === null || person === null || person.disabled || link === null) return null;
    return isSameHash(link.hash, shown.hash) && clock.now() < link.expiresAt ? person : null;
  };
  const person = await invited();
  if (person === null) {
    throttle.failed(attempt, clock.now());
    services.refused({ door: "console", address: newcomer.address, reason: "link-not-valid" });
    return notValid();
  }
  const complaint = passwordProblem(password, person.name);
  if (complaint !== null) return complaint;
  const encoded = await passwords.hash(password);
  if (encoded === null) return overloaded();
  const by = { action: "accept-invitation", provider: null };
  return committed(services, async () => {
    const row = await invited();
    if (row === null) return notValid();
    const changed: PersonRecord = { ...row, password: encoded, invitation: null };
    const after = { ...changed, version: row.version + 1 };
    const { writes, opened } = await sessionFor(services, after, newcomer, by);
    return plan(
      [
        { kind: "set-person", expect: row.version, person: changed },
        { kind: "end-sessions", of: { person: row.name }, except: null },
        ...writes,
      ],
      opened,
    );
  });
}
