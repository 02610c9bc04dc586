import type { Accounts, AccountResult, Opened } from "@fleethub/control-plane";
import { presentSession } from "../present/account.js";
import { refuseAccount } from "../sign-in/account-problems.js";
import { endedCookie, openedCookies, sessionCookie } from "../sign-in/cookies.js";
import { accountCall, newcomer } from "../sign-in/newcomer.js";
import { answer, type Caller, type Handlers, type Reply } from "./handler.js";

type Signing = Pick<
  Handlers,
  | "getSignIn"
  | "firstRun"
  | "acceptInvitation"
  | "signIn"
  | "getSession"
  | "signOut"
  | "changePassword"
>;

/** What signing in and out needs besides accounts. */
export interface SigningHandlerServices {
  readonly accounts: Accounts;
  /** Where the browser goes to be signed out of this provider too; null: nowhere. */
  farewellAt(provider: string, origin: string): Promise<string | null>;
}

/** Signing in, out, and who one is. */
export function signingHandlers(services: SigningHandlerServices): Signing {
  const { accounts } = services;
  const { doors, sessions } = accounts;
  const entered = (result: AccountResult<Opened>, caller: Caller): Reply<"signIn"> => {
    if (result.kind === "problem") return refuseAccount(result);
    const { signedIn } = result.value;
    const data = presentSession(signedIn.subject, signedIn);
    return answer(data, {
      cookies: openedCookies(result.value, caller.peer.isSecure, caller.now),
    });
  };
  return {
    async getSignIn() {
      const { firstRun, providers } = await doors.options();
      const buttons = providers.map(({ name, title }) => ({ name, title }));
      return answer({ firstRun, passwords: true, providers: buttons });
    },
    async firstRun({ body }, caller) {
      return entered(await doors.firstRun(newcomer(caller), body), caller);
    },
    async acceptInvitation({ body }, caller) {
      return entered(await doors.acceptInvitation(newcomer(caller), body), caller);
    },
    async signIn({ body }, caller) {
      return entered(await doors.signIn(newcomer(caller), body), caller);
    },
    async getSession(_request, { subject, signedIn }) {
      if (signedIn === null) throw new Error("Whoever asks for a session of his own shows one.");
      return answer(presentSession(subject, signedIn));
    },
    async signOut(_request, caller) {
      const result = await sessions.signOut(accountCall(caller));
      if (result.kind === "problem") return refuseAccount(result);
      const { provider } = result.value;
      const { origin, isSecure } = caller.peer;
      const location = provider === null ? null : await services.farewellAt(provider, origin);
      return answer({ location }, { cookies: [endedCookie(isSecure)] });
    },
    async changePassword({ body }, caller) {
      const { peer, signedIn, now } = caller;
      const result = await sessions.changePassword(accountCall(caller), body, peer.address);
      if (result.kind === "problem") return refuseAccount(result);
      const until = signedIn?.kind === "session" ? signedIn.session.expiresAt : now;
      const seconds = Math.floor((until - now) / 1_000);
      const cookies = [sessionCookie(result.value.cookie, peer.isSecure, seconds)];
      return answer(undefined, { cookies });
    },
  };
}
