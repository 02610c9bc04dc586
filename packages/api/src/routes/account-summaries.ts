import type { ACCOUNT_OUTLINES } from "./account-outlines.js";

/** What each route of signing in, people and tokens does, in one line. */
export const ACCOUNT_SUMMARIES: Readonly<Record<keyof typeof ACCOUNT_OUTLINES, string>> = {
  getSignIn: "How one can sign in, and whether the first administrator is still to be made",
  firstRun: "Make the first administrator with the link that the hub printed, and sign in",
  acceptInvitation: "Set a password with a one-time link, and sign in",
  signIn: "Sign in with name and password; the session is a cookie",
  getSession: "Who asks, and what he may do",
  signOut: "End the session that asks",
  changePassword: "Change one's own password; other sessions end",
  listSessions: "Open sessions, newest first",
  endOtherSessions: "End all sessions of one's own but the one that asks",
  endSession: "End a session",
  listPeople: "People by name",
  createPerson: "Make a person, with a link by which the first password is set",
  getPerson: "One person",
  changePerson: "Change shown name or grants, or keep the person out",
  removePerson: "Remove a person with sessions and API tokens",
  invitePerson: "A new one-time link that sets the password",
  listApiTokens: "API tokens without their text",
  createApiToken: "Make an API token with no more than one's own grants; shown once",
  revokeApiToken: "Revoke an API token",
  listProviders: "OpenID Connect providers by name",
  createProvider: "Add a provider",
  getProvider: "One provider, without its client secret",
  replaceProvider: "Replace everything but the name; a client secret left out stays",
  removeProvider: "Remove a provider; who came through it cannot sign in through it any more",
};
