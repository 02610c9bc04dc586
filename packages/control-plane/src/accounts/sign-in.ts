import { NAME_PATTERN } from "../limits.js";
import type { AccountCall, AccountServices, Newcomer } from "./account-call.js";
import { overloaded, passwordProblem } from "./checked.js";
import { committed, plan, recorded } from "./commit.js";
import { deviceOf } from "./devices.js";
import { type Opened, sessionFor } from "./open-session.js";
import { type AccountProblem, type AccountResult, refused } from "./problem.js";
import type { Attempt, Throttle } from "./throttle.js";
import { makeToken } from "./wire-token.js";

/** What signing in needs besides the store. */
export interface SigningServices extends AccountServices {
  readonly throttle: Throttle;
}

/** What a person types to sign in. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** Earlier attempts failed, and this one is not looked at yet. */
export const tooManyAttempts = (retryAfterMs: number): AccountProblem =>
  refused(
    "too-many-attempts",
    `Attempts failed before. The next one is looked at in ${Math.ceil(retryAfterMs / 1000)} seconds. Who forgot a password asks an administrator for a link.`,
    { retryAfterMs },
  );

const wrong = (): AccountProblem =>
  refused(
    "wrong-credentials",
    "Check both and try again. Who forgot the password asks an administrator for a link that sets a new one.",
  );

/** Opens a session by password. Unknown names are answered as wrong passwords are, and as slowly. */
export async function signIn(
  services: SigningServices,
  newcomer: Newcomer,
  { name, password }: Credentials,
): Promise<AccountResult<Opened>> {
  const { clock, storage, throttle, passwords } = services;
  const device = await deviceOf({ ...services, store: storage.store }, name, newcomer.device);
  const attempt: Attempt = { person: name, address: newcomer.address, device };
  const wait = throttle.waitMs(attempt, clock.now());
  if (wait > 0) return tooManyAttempts(wait);
  // Counted beforehand: attempts that come at once do not all pass.
  const failure = throttle.failed(attempt, clock.now());
  const person = NAME_PATTERN.test(name) ? await storage.people.get(name) : null;
  const fits = await passwords.verify(person?.password ?? null, password);
  if (fits === null) {
    throttle.forgive(attempt, failure);
    return overloaded();
  }
  if (!fits || person === null || person.disabled) {
    const reason = person === null ? "wrong-credentials" : `wrong-credentials of ${name}`;
    services.refused({ door: "console", address: newcomer.address, reason });
    return wrong();
  }
  throttle.succeeded(attempt, failure);
  return committed(services, async () => {
    const now = await storage.people.get(name);
    if (now === null || now.disabled || now.password !== person.password) return wrong();
    const by = { action: "sign-in", provider: null };
    const { writes, opened } = await sessionFor(services, now, newcomer, by);
    return plan(writes, opened);
  });
}

/** Ends the session that asks. Answers the provider it was opened through. */
export async function signOut(
  services: AccountServices,
  { actor, session, now }: AccountCall,
): Promise<AccountResult<{ readonly provider: string | null }>> {
  if (session === null) {
    return refused("not-a-person", "An API token has no session. Revoke it to end its use.");
  }
  return committed(services, async () => {
    const found = await services.storage.sessions.get(session);
    if (found === null) return plan([], { provider: null });
    const { person, provider } = found;
    const resource = { kind: "person", id: person };
    return plan(
      [
        { kind: "end-session", id: session },
        recorded(services, { actor, now }, "sign-out", resource, { session }, null),
      ],
      { provider },
    );
  });
}

/**
 * A new password of one's own. The session goes on under another secret; all others of the person end, and a link that
 * would set a password is void.
 */
export async function changePassword(
  services: SigningServices,
  { actor, session, now, subject }: AccountCall,
  { current, password }: { readonly current: string | null; readonly password: string },
  address: string,
): Promise<AccountResult<{ readonly cookie: string }>> {
  const { storage, throttle, passwords } = services;
  if (session === null) return refused("not-a-person", "An API token has no password.");
  const person = await storage.people.get(subject.id);
  if (person?.password === null || person === null) {
    return refused(
      "not-a-person",
      "No password was set for you: you sign in through a provider. An administrator can make a link that sets one.",
    );
  }
  const attempt: Attempt = { person: person.name, address, device: session };
  const wait = throttle.waitMs(attempt, now);
  if (wait > 0) return tooManyAttempts(wait);
  const failure = throttle.failed(attempt, now);
  const fits = await passwords.verify(person.password, current ?? "");
  if (fits === null) {
    throttle.forgive(attempt, failure);
    return overloaded();
  }
  if (!fits) {
    const reason = `wrong-credentials of ${person.name}`;
    services.refused({ door: "console", address, reason });
    return refused("wrong-credentials", "The password until now is another. Type it again.");
  }
  throttle.succeeded(attempt, failure);
  const complaint = passwordProblem(password, person.name);
  if (complaint !== null) return complaint;
  const encoded = await passwords.hash(password);
  if (encoded === null) return overloaded();
  const { text, kept } = makeToken("fhs", services);
  return committed(services, async () => {
    const [row, before] = await Promise.all([
      storage.people.get(person.name),
      storage.sessions.get(session),
    ]);
    if (row === null || before === null || row.password !== person.password) return wrong();
    const { name, version } = row;
    // A link that is still open would set another one.
    const changed = { ...row, password: encoded, invitation: null };
    return plan(
      [
        { kind: "set-person", expect: version, person: changed },
        { kind: "rotate-session", id: session, from: before.hash, to: kept.hash },
        { kind: "end-sessions", of: { person: name }, except: session },
        recorded(
          services,
          { actor, now },
          "change-password",
          { kind: "person", id: name },
          null,
          null,
        ),
      ],
      // The id is the session's own, which stays.
      { cookie: text.replace(kept.id, session) },
    );
  });
}
