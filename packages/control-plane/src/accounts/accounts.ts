import type { Page, PageRequest } from "../readers.js";
import type { ApiTokenRecord, PersonRecord, ProviderRecord, SessionRecord } from "../model.js";
import type { Conditional } from "../verbs/verb.js";
import type { AccountCall, Newcomer } from "./account-call.js";
import type { CreateApiToken, ShownApiToken } from "./api-tokens.js";
import type { Authentication, ShownCredentials } from "./authenticate.js";
import type { FirstRun } from "./first-run.js";
import type { ShownInvitation } from "./invitations.js";
import type { Opened } from "./open-session.js";
import type { ChangePerson, CreatePerson } from "./people.js";
import type { AccountResult } from "./problem.js";
import type { WrittenProvider } from "./providers.js";
import type { WhoseTokens } from "./readers.js";
import type { ProviderSubject } from "./sign-in-with.js";
import type { Credentials } from "./sign-in.js";

/** How one can sign in. */
export interface SignInOptions {
  /** Nobody is an administrator yet. */
  readonly firstRun: boolean;
  /** By name; each has a button. */
  readonly providers: readonly ProviderRecord[];
}

/** Who somebody is who is not signed in yet, or still. */
export interface Doors {
  options(): Promise<SignInOptions>;
  /** Who sent this? */
  authenticate(presented: ShownCredentials): Promise<Authentication>;
  signIn(newcomer: Newcomer, credentials: Credentials): Promise<AccountResult<Opened>>;
  /** For whom an OpenID Connect provider vouches whose word was checked. */
  signInWith(newcomer: Newcomer, who: ProviderSubject): Promise<AccountResult<Opened>>;
  firstRun(newcomer: Newcomer, given: FirstRun): Promise<AccountResult<Opened>>;
  acceptInvitation(
    newcomer: Newcomer,
    given: { readonly token: string; readonly password: string },
  ): Promise<AccountResult<Opened>>;
}

export interface People {
  list(page: PageRequest): Promise<Page<PersonRecord>>;
  get(name: string): Promise<PersonRecord | null>;
  create(
    call: AccountCall,
    input: CreatePerson,
  ): Promise<
    AccountResult<{ readonly person: PersonRecord; readonly invitation: ShownInvitation }>
  >;
  change(call: AccountCall, input: ChangePerson): Promise<AccountResult<PersonRecord>>;
  remove(
    call: AccountCall,
    input: Conditional & { readonly name: string },
  ): Promise<AccountResult<null>>;
  invite(call: AccountCall, name: string): Promise<AccountResult<ShownInvitation>>;
}

export interface Sessions {
  /** Open ones, newest first; null: everybody's. */
  list(person: string | null, page: PageRequest): Promise<Page<SessionRecord>>;
  end(call: AccountCall, id: string): Promise<AccountResult<null>>;
  /** Ends all of the person but the one that asks. */
  endOthers(call: AccountCall): Promise<AccountResult<{ readonly ended: number }>>;
  /** Ends the one that asks; answers the provider it was opened through. */
  signOut(call: AccountCall): Promise<AccountResult<{ readonly provider: string | null }>>;
  changePassword(
    call: AccountCall,
    given: { readonly current: string | null; readonly password: string },
    address: string,
  ): Promise<AccountResult<{ readonly cookie: string }>>;
}

export interface ApiTokens {
  list(whose: WhoseTokens, page: PageRequest): Promise<Page<ApiTokenRecord>>;
  create(call: AccountCall, input: CreateApiToken): Promise<AccountResult<ShownApiToken>>;
  revoke(call: AccountCall, id: string): Promise<AccountResult<null>>;
  /** Makes a text of the operator's choice an administrator's token. */
  seed(text: string): Promise<AccountResult<null>>;
}

export interface Providers {
  list(): Promise<readonly ProviderRecord[]>;
  get(name: string): Promise<ProviderRecord | null>;
  /** Null: it has none, or the hub's key does not open it. */
  clientSecret(provider: ProviderRecord): string | null;
  create(call: AccountCall, input: WrittenProvider): Promise<AccountResult<ProviderRecord>>;
  change(
    call: AccountCall,
    input: WrittenProvider & Conditional,
  ): Promise<AccountResult<ProviderRecord>>;
  remove(
    call: AccountCall,
    input: Conditional & { readonly name: string },
  ): Promise<AccountResult<null>>;
}

/**
 * Who can sign in, what stands for them, and who just asked. Everything is committed with its audit entry before it is
 * answered; calls reject with `StoreUnavailable` while the database is away.
 */
export interface Accounts {
  readonly doors: Doors;
  readonly people: People;
  readonly sessions: Sessions;
  readonly apiTokens: ApiTokens;
  readonly providers: Providers;
  /** Is there an administrator of the whole fleet, or an administrator's API token of the settings? */
  hasAdministrator(): Promise<boolean>;
  /** The text of a link that makes the first administrator; null where there is one. */
  firstRunToken(): Promise<string | null>;
}
