import { problem } from "@fleethub/api";
import { type Handlers, refuse } from "./handler.js";

type Accounts = Pick<
  Handlers,
  | "getSignIn"
  | "firstRun"
  | "acceptInvitation"
  | "signIn"
  | "getSession"
  | "signOut"
  | "changePassword"
  | "listSessions"
  | "endSession"
  | "listPeople"
  | "createPerson"
  | "getPerson"
  | "changePerson"
  | "removePerson"
  | "invitePerson"
  | "listApiTokens"
  | "createApiToken"
  | "revokeApiToken"
  | "listProviders"
  | "createProvider"
  | "getProvider"
  | "replaceProvider"
  | "removeProvider"
>;

/** Signing in, people and what stands for them. */
export function accountHandlers(): Accounts {
  const none = async () =>
    refuse(problem("not-applicable", "This hub has no accounts yet. Reach it from this machine."));
  return {
    getSignIn: none,
    firstRun: none,
    acceptInvitation: none,
    signIn: none,
    getSession: none,
    signOut: none,
    changePassword: none,
    listSessions: none,
    endSession: none,
    listPeople: none,
    createPerson: none,
    getPerson: none,
    changePerson: none,
    removePerson: none,
    invitePerson: none,
    listApiTokens: none,
    createApiToken: none,
    revokeApiToken: none,
    listProviders: none,
    createProvider: none,
    getProvider: none,
    replaceProvider: none,
    removeProvider: none,
  };
}
