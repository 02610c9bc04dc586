import type { Millis } from "@fleethub/fleet";
import type {
  ApiTokenRecord,
  OneTimeLink,
  PersonRecord,
  ProviderRecord,
  SessionRecord,
} from "../account-model.js";
import type { Page, PageRequest } from "../readers.js";

export interface PeopleReader {
  /** By name. */
  list(page: PageRequest): Promise<Page<PersonRecord>>;
  get(name: string): Promise<PersonRecord | null>;
  byIdentity(provider: string, subject: string): Promise<PersonRecord | null>;
  /** Whose open invitation has this id. */
  byInvitation(id: string): Promise<PersonRecord | null>;
  /** How many are administrators of the whole fleet and not disabled. */
  administrators(): Promise<number>;
  firstRunLink(id: string): Promise<OneTimeLink | null>;
}

/** Sessions that were started and not ended; which of them are past their time is the caller's to say. */
export interface SessionReader {
  /** Newest first; null: everybody's. Those that ended by themselves at `now` are left out. */
  list(filter: SessionFilter, page: PageRequest): Promise<Page<SessionRecord>>;
  get(id: string): Promise<SessionRecord | null>;
}

export interface SessionFilter {
  readonly person: string | null;
  readonly now: Millis;
  /** Last seen after this moment. */
  readonly seenAfter: Millis;
}

/** Whose API tokens: one person's, those that belong to nobody (made with a token of the settings), or all. */
export type WhoseTokens = { readonly person: string } | "nobody" | "everybody";

export interface ApiTokenReader {
  /** By owner, those that belong to nobody first, then newest first. */
  list(whose: WhoseTokens, page: PageRequest): Promise<Page<ApiTokenRecord>>;
  get(id: string): Promise<ApiTokenRecord | null>;
}

export interface ProviderReader {
  /** By name: at most `PROVIDERS_MAX`. */
  list(): Promise<readonly ProviderRecord[]>;
  get(name: string): Promise<ProviderRecord | null>;
}
