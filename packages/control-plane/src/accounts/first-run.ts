import type { PersonRecord } from "../model.js";
import type { AccountServices, Newcomer } from "./account-call.js";
import { nameProblem, overloaded, passwordProblem } from "./checked.js";
import { committed, plan } from "./commit.js";
import { type Opened, sessionFor } from "./open-session.js";
import { type AccountResult, refused } from "./problem.js";
import { type SigningServices, tooManyAttempts } from "./sign-in.js";
import type { Attempt } from "./throttle.js";
import { isSameHash, makeToken, readToken } from "./wire-token.js";

/** Who the first administrator is to be. */
export interface FirstRun {
  readonly token: string;
  readonly name: string;
  readonly displayName: string;
  readonly password: string;
}

/**
 * A link that makes the first administrator, once: its text, to be printed; null where there is an administrator. Hubs
 * of one store accept each other's.
 */
export async function firstRunToken(services: AccountServices): Promise<string | null> {
  const { storage, clock, settings } = services;
  if ((await storage.people.administrators()) > 0) return null;
  const { text, kept } = makeToken("fhi", services);
  const now = clock.now();
  const link = { ...kept, expiresAt: now + settings.firstRunMs };
  await storage.store.commit({ writes: [{ kind: "add-first-run-link", link, now }] });
  return text;
}

const notValid = () =>
  refused(
    "link-not-valid",
    "Take the link from the output of the hub's latest start, or start the hub again for a new one. Where there is an administrator already, sign in.",
  );

/** An attempt with a link, as the throttle counts it. */
export const linkAttempt = (address: string): Attempt => ({ person: null, address, device: null });

/** Makes the first administrator and signs him in. */
export async function firstRun(
  services: SigningServices,
  newcomer: Newcomer,
  { token, name, displayName, password }: FirstRun,
): Promise<AccountResult<Opened>> {
  const { clock, storage, throttle, passwords, digest } = services;
  const attempt = linkAttempt(newcomer.address);
  const wait = throttle.waitMs(attempt, clock.now());
  if (wait > 0) return tooManyAttempts(wait);
  const shown = readToken("fhi", token, digest);
  const isValid = async () => {
    const link = shown === null ? null : await storage.people.firstRunLink(shown.id);
    if (shown === null || link === null || !isSameHash(link.hash, shown.hash)) return null;
    return clock.now() < link.expiresAt ? link : null;
  };
  if ((await isValid()) === null) {
    throttle.failed(attempt, clock.now());
    services.refused({ door: "console", address: newcomer.address, reason: "link-not-valid" });
    return notValid();
  }
  const complaint = nameProblem(name) ?? passwordProblem(password, name);
  if (complaint !== null) return complaint;
  const encoded = await passwords.hash(password);
  if (encoded === null) return overloaded();
  const by = { action: "first-run", provider: null, before: null };
  return committed(services, async () => {
    const link = await isValid();
    if (link === null || (await storage.people.administrators()) > 0) return notValid();
    if ((await storage.people.get(name)) !== null) {
      return refused("exists", `A person named ${name} exists. Choose another name.`);
    }
    const person: PersonRecord = {
      name,
      displayName,
      grants: [{ role: "administrator", reach: null }],
      disabled: false,
      password: encoded,
      identity: null,
      invitation: null,
      lastSignInAt: null,
      version: 1,
      createdAt: clock.now(),
      createdBy: name,
    };
    const { writes, opened } = await sessionFor(services, person, newcomer, by);
    return plan(
      [{ kind: "spend-first-run-link", id: link.id }, { kind: "add-person", person }, ...writes],
      opened,
    );
  });
}
