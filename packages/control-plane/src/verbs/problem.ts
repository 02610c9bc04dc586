import type { Millis } from "@fleethub/fleet";
import type { Role } from "@fleethub/fleet/access";
import type { ApprovalNeeded } from "../preview/preview.js";
import type { PlacedFinding } from "./placed-finding.js";

/**
 * Why a verb did nothing. A closed set that knows no surface; each surface maps every code once.
 *
 * - `not-found`: the agent, configuration or revision that `resource` names is not there
 * - `exists`: the name is taken
 * - `stale-version`: it changed since the caller read it; `currentVersion` is the version now
 * - `in-use`: agents are pinned to it, or configurations stand on it
 * - `connected`, `not-connected`: asked of an agent that is, or is not, connected to this hub
 * - `not-approved`: the agent awaits approval, or was revoked
 * - `missing-capability`: the agent does not state what `capability` names
 * - `findings`: the text has errors that no Collector would start with
 * - `missing-variables`: the revision needs values that the agent does not have; `findings` names them
 * - `secret-withheld`: a secret of the revision is not for the agent, or is gone; `findings` names it
 * - `policy-broken`: a policy that blocks is broken; `findings` names the path and the missing step
 * - `cannot-run`: these agents lack what the configuration needs; it can be forced
 * - `expected-agents`: another number of agents would be reached; `agents` is the real one
 * - `too-many`: more than one request may reach
 * - `too-large`: the text has more bytes than a revision may have
 * - `nothing-to-do`: it does not apply to the state that the agent or the rollout is in
 * - `no-members`: a rollout would reach nobody; `detail` says why
 * - `rollout-live`: a rollout that is under way in the group keeps it from being done; `resource` names it
 * - `rollout-stands`: agents of the group run what an earlier rollout assigned them, and this would undo that
 * - `not-allowed`: the caller's role does not allow it; `role` is the least that would do
 * - `beyond-reach`: it would change something outside the caller's reach
 * - `approval-required`: it touches protected groups; `approval` says which, why and whose approval it needs
 * - `approval-changed`: what would be done is not what the caller looked at
 * - `approval-closed`: the request was answered, withdrawn or has expired
 * - `own-request`: it has to be answered by somebody else
 * - `requester-not-allowed`: who asked may not do it any more
 * - `invalid`: the input contradicts itself; `errors` points at the place
 * - `no-hub-key`, `other-hub-key`: nothing can be sealed or opened, since the hub has no key, or not the right one
 * - `store-unavailable`: no new intent is accepted while the database is away
 */
export type VerbProblemCode =
  | "not-found"
  | "exists"
  | "stale-version"
  | "in-use"
  | "connected"
  | "not-connected"
  | "not-approved"
  | "missing-capability"
  | "findings"
  | "missing-variables"
  | "secret-withheld"
  | "policy-broken"
  | "cannot-run"
  | "expected-agents"
  | "too-many"
  | "too-large"
  | "nothing-to-do"
  | "no-members"
  | "rollout-live"
  | "rollout-stands"
  | "not-allowed"
  | "beyond-reach"
  | "approval-required"
  | "approval-changed"
  | "approval-closed"
  | "own-request"
  | "requester-not-allowed"
  | "invalid"
  | "no-hub-key"
  | "other-hub-key"
  | "store-unavailable";

/** One place that is wrong: in the input (`pointer`) or in its text (`line`, `column`, from 1). */
export interface VerbError {
  readonly pointer?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly remedy: string;
}

/** What a problem can be about. A rollout and an approval request go by their id, an agent by its instance UID, all else by name. */
export type ResourceKind =
  | "agent"
  | "configuration"
  | "revision"
  | "policy"
  | "exception"
  | "group"
  | "rollout"
  | "enrolment-token"
  | "approval"
  | "secret";

/** What a verb answers instead of a plan. */
export interface VerbProblem {
  readonly kind: "problem";
  readonly code: VerbProblemCode;
  /** A sentence for the person who asked, which says what to do. */
  readonly detail: string;
  readonly errors: readonly VerbError[];
  /** What was not found, exists, is stale or in use. */
  readonly resource?: {
    readonly kind: ResourceKind;
    readonly id: string;
  };
  readonly currentVersion?: number;
  /** A name of the specification, such as `AcceptsRestartCommand`. */
  readonly capability?: string;
  readonly agents?: number;
  readonly approval?: ApprovalNeeded;
  readonly role?: Role;
  readonly findings?: readonly PlacedFinding[];
  readonly retryAfterMs?: Millis;
}

/** A problem with its sentence. */
export function problem(
  code: VerbProblemCode,
  detail: string,
  rest: Omit<VerbProblem, "kind" | "code" | "detail" | "errors"> & {
    readonly errors?: readonly VerbError[];
  } = {},
): VerbProblem {
  return { kind: "problem", code, detail, ...rest, errors: rest.errors ?? [] };
}

/** Findings as places in the text. */
export function errorsOf(findings: readonly PlacedFinding[]): readonly VerbError[] {
  return findings.map(({ line, column, message, remedy, layer }) =>
    layer === undefined ? { line, column, message, remedy } : { message, remedy },
  );
}

/** Is this answer a problem? */
export function isProblem(answer: { readonly kind: string }): answer is VerbProblem {
  return answer.kind === "problem";
}
