import {
  PROBLEM_MEDIA_TYPE,
  type Problem,
  type ProblemExtra,
  type ProblemType,
  problem,
} from "@fleethub/api";
import type { ResourceKind, VerbProblem, VerbProblemCode } from "@fleethub/control-plane";
import { presentApprovalNeeded } from "./present/preview.js";
import { presentFinding } from "./present/finding.js";

/** The one mapping from what verbs refuse to what the API answers. */
const TYPES: Readonly<Record<Exclude<VerbProblemCode, "not-found" | "in-use">, ProblemType>> = {
  exists: "already-exists",
  "stale-version": "stale-version",
  connected: "agent-connected",
  "not-connected": "agent-not-connected",
  "not-approved": "agent-not-approved",
  "missing-capability": "capability-missing",
  findings: "has-errors",
  "missing-variables": "missing-variables",
  "secret-withheld": "secret-withheld",
  "policy-broken": "policy-broken",
  "cannot-run": "cannot-run",
  "expected-agents": "reach-differs",
  "too-many": "too-many-agents",
  "too-large": "revision-too-large",
  "nothing-to-do": "not-applicable",
  "no-members": "no-members",
  "rollout-live": "rollout-live",
  "rollout-stands": "rollout-stands",
  invalid: "invalid-request",
  "not-allowed": "not-allowed",
  "beyond-reach": "beyond-reach",
  "no-hub-key": "no-hub-key",
  "other-hub-key": "other-hub-key",
  "approval-required": "approval-required",
  "approval-changed": "approval-changed",
  "approval-closed": "approval-closed",
  "own-request": "own-request",
  "requester-not-allowed": "requester-not-allowed",
  "store-unavailable": "store-unavailable",
};

const NOT_FOUND: Readonly<Record<ResourceKind, ProblemType>> = {
  agent: "unknown-agent",
  configuration: "unknown-configuration",
  revision: "unknown-revision",
  policy: "unknown-policy",
  exception: "unknown-exception",
  group: "unknown-group",
  rollout: "unknown-rollout",
  "enrolment-token": "unknown-enrolment-token",
  approval: "unknown-approval",
  secret: "unknown-secret",
};

/** The problem type of a verb's refusal about this kind of resource. */
export function typeOf(code: VerbProblemCode, kind: ResourceKind): ProblemType {
  if (code === "not-found") return NOT_FOUND[kind];
  if (code === "in-use" && kind === "secret") return "secret-in-use";
  if (code === "in-use") return kind === "group" ? "group-in-use" : "configuration-in-use";
  return TYPES[code];
}

/** A verb's refusal in the words of the API. */
export function fromVerb(refusal: VerbProblem, extra: ProblemExtra = {}): Problem {
  const type = typeOf(refusal.code, refusal.resource?.kind ?? "agent");
  const errors = refusal.errors.map(({ pointer, line, column, message, remedy }) => ({
    ...(pointer === undefined ? {} : { pointer: asWritten(pointer) }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    message,
    remedy,
  }));
  return problem(type, refusal.detail, {
    ...(errors.length === 0 ? {} : { errors }),
    ...(refusal.findings === undefined ? {} : { findings: refusal.findings.map(presentFinding) }),
    ...(refusal.capability === undefined ? {} : { capability: refusal.capability }),
    ...(refusal.agents === undefined ? {} : { agents: refusal.agents }),
    ...(refusal.approval === undefined
      ? {}
      : { approval: presentApprovalNeeded(refusal.approval) }),
    ...(refusal.role === undefined ? {} : { role: refusal.role }),
    ...extra,
  });
}

/** Fields of a rollout's plan, as it is kept and as requests write it. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/\/soakMs$/, "/soakSeconds"],
  [/\/answerMs$/, "/answerSeconds"],
  [/\/limits\/inFlight$/, "/maxInFlight"],
  [/\/limits\/failures$/, "/maxFailures"],
  [/\/limits\/failuresPercent$/, "/maxFailuresPercent"],
];

/** A place in what a verb is asked with, as a place in the request. */
function asWritten(pointer: string): string {
  return FIELDS.reduce((text, [kept, written]) => text.replace(kept, written), pointer);
}

/** Retry-After for problems that pass by themselves, in seconds. */
const RETRY_AFTER_SECONDS: Partial<Record<ProblemType, number>> = {
  "store-unavailable": 5,
  "too-many-streams": 5,
  draining: 10,
};

/** The store does not answer; nothing is wrong with the request. */
export function storeUnavailable(requestId?: string): Problem {
  const detail = "The database cannot be reached just now. Try again when /readyz answers 200.";
  return problem("store-unavailable", detail, requestId === undefined ? {} : { requestId });
}

/** The hub failed in a way that it should not. */
export function defect(requestId: string): Problem {
  const detail = `This is a defect of the hub. Report it with request id ${requestId}.`;
  return problem("internal", detail, { requestId });
}

/** The problem as an answer. */
export function problemResponse(
  refusal: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const retryAfter = RETRY_AFTER_SECONDS[refusal.type];
  return new Response(JSON.stringify(refusal), {
    status: refusal.status,
    headers: {
      "content-type": PROBLEM_MEDIA_TYPE,
      "cache-control": "no-store",
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
      // RFC 9110 section 11.6.1; no browser asks for a password because of it.
      ...(refusal.status === 401 ? { "www-authenticate": 'Bearer realm="fleethub"' } : {}),
      // What was not read stands before the next request on this connection.
      ...(refusal.type === "body-too-large" ? { connection: "close" } : {}),
      ...headers,
    },
  });
}
