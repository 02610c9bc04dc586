import type { Millis } from "@fleethub/fleet";

/** Times and bounds of accounts. */
export interface AccountSettings {
  /** A session that nobody used for this long has ended. Default 12 h. */
  readonly sessionIdleMs: Millis;
  /** A session has ended this long after it was started, used or not. Default 7 days. */
  readonly sessionMaxMs: Millis;
  /** How long a link is good that sets a password. Default 72 h. */
  readonly invitationMs: Millis;
  /** How long a link is good that makes the first administrator. Default 24 h. */
  readonly firstRunMs: Millis;
}

const HOUR_MS = 3_600_000;

export const ACCOUNT_SETTINGS: AccountSettings = {
  sessionIdleMs: 12 * HOUR_MS,
  sessionMaxMs: 7 * 24 * HOUR_MS,
  invitationMs: 72 * HOUR_MS,
  firstRunMs: 24 * HOUR_MS,
};

/** Uses of a session or API token are written at most this often. */
export const TOUCH_EVERY_MS: Millis = 60_000;
/** Most people of one hub. */
export const PEOPLE_MAX = 5_000;
/** Most grants of one person, API token or provider. */
export const GRANTS_MAX = 50;
/** Most API tokens of one owner. */
export const API_TOKENS_MAX = 100;
/** Most providers of one hub. */
export const PROVIDERS_MAX = 20;
/** What is kept of a browser's own name, in characters. */
export const USER_AGENT_LENGTH_MAX = 200;
/** Name of the API token that FLEETHUB_ADMIN_TOKEN_FILE makes. */
export const SEEDED_TOKEN_NAME = "admin-token-file";
