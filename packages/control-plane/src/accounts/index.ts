export type { AccountCall, Newcomer } from "./account-call.js";
export type {
  Accounts,
  ApiTokens,
  Doors,
  People,
  Providers,
  Sessions,
  SignInOptions,
} from "./accounts.js";
export { grantsOf, isAdministrator } from "./administrator.js";
export type { CreateApiToken, ShownApiToken } from "./api-tokens.js";
export type { Authentication, ShownCredentials, SignedIn } from "./authenticate.js";
export { type AccountDeps, createAccounts } from "./create-accounts.js";
export type { FirstRun } from "./first-run.js";
export { grantsOfGroups } from "./grants-of-groups.js";
export type { ShownInvitation } from "./invitations.js";
export type { Opened } from "./open-session.js";
export {
  complaintAbout,
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
} from "./password-rules.js";
export type { ChangePerson, CreatePerson } from "./people.js";
export type { Passwords, Randomness } from "./platform.js";
export type { AccountProblem, AccountProblemCode, AccountResult } from "./problem.js";
export type { WrittenProvider } from "./providers.js";
export type { WhoseTokens } from "./readers.js";
export {
  ACCOUNT_SETTINGS,
  type AccountSettings,
  API_TOKENS_MAX,
  GRANTS_MAX,
  PEOPLE_MAX,
  PROVIDERS_MAX,
  SEEDED_TOKEN_NAME,
} from "./settings.js";
export type { ProviderSubject } from "./sign-in-with.js";
export type { Credentials } from "./sign-in.js";
