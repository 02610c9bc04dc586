import { type Problem, type ProblemType, problem } from "@fleethub/api";
import type { AccountProblem, AccountProblemCode } from "@fleethub/control-plane";
import { refuse } from "../handlers/handler.js";

/** The one mapping from what accounts refuse to what the API answers. */
const TYPES: Readonly<Record<AccountProblemCode, ProblemType>> = {
  "wrong-credentials": "wrong-credentials",
  "too-many-attempts": "too-many-attempts",
  "no-grants": "no-grants",
  "link-not-valid": "link-not-valid",
  "password-not-accepted": "password-not-accepted",
  "unknown-person": "unknown-person",
  "unknown-session": "unknown-session",
  "unknown-api-token": "unknown-api-token",
  "unknown-provider": "unknown-provider",
  exists: "already-exists",
  "stale-version": "stale-version",
  "last-administrator": "last-administrator",
  "beyond-own-grants": "beyond-own-grants",
  invalid: "invalid-request",
  "not-a-person": "not-applicable",
  "no-hub-key": "no-hub-key",
  "other-hub-key": "other-hub-key",
};

/** A refusal in the words of the API. */
export function fromAccount({ code, detail, errors }: AccountProblem): Problem {
  const places = errors.map(({ pointer, message, remedy }) => ({
    ...(pointer === undefined ? {} : { pointer }),
    message,
    remedy,
  }));
  return problem(TYPES[code], detail, places.length === 0 ? {} : { errors: places });
}

/** The same as an answer. */
export function refuseAccount(refusal: AccountProblem) {
  const { retryAfterMs } = refusal;
  return refuse(
    fromAccount(refusal),
    retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) },
  );
}
