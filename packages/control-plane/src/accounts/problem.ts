import type { Millis } from "@fleethub/fleet";
import type { VerbError } from "../verbs/problem.js";

/**
 * Why nothing was done about an account. A closed set that knows no surface.
 *
 * - `wrong-credentials`: no person with this name has this password
 * - `too-many-attempts`: attempts failed before; `retryAfterMs` says when the next is looked at
 * - `no-grants`: a provider vouches for somebody who may do nothing here
 * - `link-not-valid`: used, past its time, replaced, or no link at all
 * - `password-not-accepted`: too short, too long, the name itself, or too common
 * - `unknown-person`, `unknown-session`, `unknown-api-token`, `unknown-provider`: it is not there, or not the caller's
 * - `exists`: the name is taken
 * - `stale-version`: it changed since the caller read it
 * - `last-administrator`: nobody would be left who may change anything
 * - `beyond-own-grants`: an API token never has more than who makes it
 * - `invalid`: `errors` points at the place
 * - `not-a-person`: API tokens have no password and end no session
 * - `no-hub-key`, `other-hub-key`: the client secret of a provider cannot be sealed
 */
export type AccountProblemCode =
  | "wrong-credentials"
  | "too-many-attempts"
  | "no-grants"
  | "link-not-valid"
  | "password-not-accepted"
  | "unknown-person"
  | "unknown-session"
  | "unknown-api-token"
  | "unknown-provider"
  | "exists"
  | "stale-version"
  | "last-administrator"
  | "beyond-own-grants"
  | "invalid"
  | "not-a-person"
  | "no-hub-key"
  | "other-hub-key";

/** What is answered instead. */
export interface AccountProblem {
  readonly kind: "problem";
  readonly code: AccountProblemCode;
  /** A sentence for the person who asked, which says what to do. */
  readonly detail: string;
  readonly errors: readonly VerbError[];
  readonly retryAfterMs?: Millis;
}

/** What came of it. */
export type AccountResult<Value> =
  | { readonly kind: "done"; readonly value: Value }
  | AccountProblem;

export function refused(
  code: AccountProblemCode,
  detail: string,
  rest: {
    readonly errors?: readonly VerbError[];
    readonly retryAfterMs?: Millis;
  } = {},
): AccountProblem {
  return { kind: "problem", code, detail, errors: [], ...rest };
}

export const done = <Value>(value: Value): AccountResult<Value> => ({ kind: "done", value });
