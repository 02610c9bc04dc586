import type { AccountServices } from "./account-call.js";
import type { Accounts } from "./accounts.js";
import { createApiToken, ownTokens, revokeApiToken } from "./api-tokens.js";
import { authenticate } from "./authenticate.js";
import { firstRun, firstRunToken } from "./first-run.js";
import { acceptInvitation, invitePerson } from "./invitations.js";
import { changePerson, createPerson, removePerson } from "./people.js";
import { changeProvider, clientSecretOf, createProvider, removeProvider } from "./providers.js";
import { seedAdminToken } from "./seed.js";
import { endOtherSessions, endSession } from "./sessions.js";
import { type AccountSettings, ACCOUNT_SETTINGS, SEEDED_TOKEN_NAME } from "./settings.js";
import { changePassword, type SigningServices, signIn, signOut } from "./sign-in.js";
import { signInWith } from "./sign-in-with.js";
import { Throttle } from "./throttle.js";

/** Everything that accounts are not. */
export interface AccountDeps extends Omit<AccountServices, "settings"> {
  /** Differences from {@link ACCOUNT_SETTINGS}. */
  readonly settings?: Partial<AccountSettings>;
}

/** Accounts over these parts. */
export function createAccounts(deps: AccountDeps): Accounts {
  const services: SigningServices = {
    ...deps,
    settings: { ...ACCOUNT_SETTINGS, ...deps.settings },
    throttle: new Throttle(),
  };
  const { storage, clock, settings } = services;
  return {
    doors: {
      async options() {
        const [administrators, providers] = await Promise.all([
          storage.people.administrators(),
          storage.providers.list(),
        ]);
        return { firstRun: administrators === 0, providers };
      },
      authenticate: (presented) => authenticate(services, presented),
      signIn: (newcomer, credentials) => signIn(services, newcomer, credentials),
      signInWith: (newcomer, who) => signInWith(services, newcomer, who),
      firstRun: (newcomer, given) => firstRun(services, newcomer, given),
      acceptInvitation: (newcomer, given) => acceptInvitation(services, newcomer, given),
    },
    people: {
      list: (page) => storage.people.list(page),
      get: (name) => storage.people.get(name),
      create: (call, input) => createPerson(services, call, input),
      change: (call, input) => changePerson(services, call, input),
      remove: (call, input) => removePerson(services, call, input),
      invite: (call, name) => invitePerson(services, call, name),
    },
    sessions: {
      list(person, page) {
        const now = clock.now();
        const filter = { person, now, seenAfter: now - settings.sessionIdleMs };
        return storage.sessions.list(filter, page);
      },
      end: (call, id) => endSession(services, call, id),
      endOthers: (call) => endOtherSessions(services, call),
      signOut: (call) => signOut(services, call),
      changePassword: (call, given, address) => changePassword(services, call, given, address),
    },
    apiTokens: {
      list: (whose, page) => storage.apiTokens.list(whose, page),
      create: (call, input) => createApiToken(services, call, input),
      revoke: (call, id) => revokeApiToken(services, call, id),
      seed: (text) => seedAdminToken(services, text),
    },
    providers: {
      list: () => storage.providers.list(),
      get: (name) => storage.providers.get(name),
      clientSecret: (provider) => clientSecretOf(services, provider),
      create: (call, input) => createProvider(services, call, input),
      change: (call, input) => changeProvider(services, call, input),
      remove: (call, input) => removeProvider(services, call, input),
    },
    async hasAdministrator() {
      if ((await storage.people.administrators()) > 0) return true;
      const tokens = await ownTokens(services, null);
      return tokens.some(({ name }) => name === SEEDED_TOKEN_NAME);
    },
    firstRunToken: () => firstRunToken(services),
  };
}
