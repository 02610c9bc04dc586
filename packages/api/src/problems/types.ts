import { APPROVAL_PROBLEMS } from "./approval-types.js";

/**
 * Every problem that the API answers with: its slug (`type`), its title, its status and what it means.
 * Slugs are stable; the table is closed.
 */
export const PROBLEM_TYPES = {
  "invalid-request": {
    status: 400,
    title: "The request is not as described",
    meaning: "A field is unknown, missing or of the wrong type; `errors` points at each.",
  },
  "invalid-json": {
    status: 400,
    title: "The body is not JSON",
    meaning: "The text could not be read as JSON; `errors` has line and column.",
  },
  "invalid-query": {
    status: 400,
    title: "The query cannot be read",
    meaning: "A term of the query is not in the grammar, or names an unknown field.",
  },
  "not-signed-in": {
    status: 401,
    title: "Nobody is signed in",
    meaning: "The request has no session and no API token, or one that is not valid any more.",
  },
  "first-run": {
    status: 401,
    title: "There is no administrator yet",
    meaning: "Nothing is served before somebody opened the link that the hub printed at its start.",
  },
  "wrong-credentials": {
    status: 401,
    title: "Name and password do not fit",
    meaning: "No person with this name has this password. Which of the two is wrong is not said.",
  },
  "link-not-valid": {
    status: 401,
    title: "The link is not valid",
    meaning: "It was used, it is past its time, or a newer one took its place.",
  },
  "not-allowed": {
    status: 403,
    title: "Your role does not allow it",
    meaning: "`role` is the least that would do; `detail` says whom to ask.",
  },
  "beyond-reach": {
    status: 403,
    title: "It goes beyond your reach",
    meaning: "Your role is limited to a part of the fleet, and this would change something else.",
  },
  "no-grants": {
    status: 403,
    title: "Nothing here is yours to see",
    meaning: "The provider knows the person, and neither groups nor an administrator gave a role.",
  },
  "beyond-own-grants": {
    status: 403,
    title: "More than one's own grants",
    meaning: "An API token never has more than whoever makes it.",
  },
  "host-not-allowed": {
    status: 403,
    title: "This host name is not served",
    meaning: "The Host header names neither loopback nor a name this hub knows.",
  },
  "origin-not-allowed": {
    status: 403,
    title: "Writes come from the console itself",
    meaning: "The Origin header names another site than the one that serves the console.",
  },
  "forwarded-not-allowed": {
    status: 403,
    title: "This proxy is not trusted",
    meaning:
      "A forwarding header came from an address that FLEETHUB_TRUSTED_PROXIES does not name.",
  },
  "not-found": {
    status: 404,
    title: "Nothing is at this path",
    meaning: "The path is not in the table of routes; see /api/v1/openapi.json.",
  },
  "unknown-agent": {
    status: 404,
    title: "No agent with this instance UID",
    meaning: "It never connected, or it was forgotten.",
  },
  "unknown-configuration": {
    status: 404,
    title: "No configuration with this name",
    meaning: "It was never created, or it was removed.",
  },
  "unknown-secret": {
    status: 404,
    title: "No secret with this name",
    meaning: "It was never created, or it was removed.",
  },
  "secret-in-use": {
    status: 409,
    title: "Agents run with this secret",
    meaning: "What agents are to run names it; the detail says how many.",
  },
  "secret-withheld": {
    status: 409,
    title: "A secret is not for this agent",
    meaning:
      "The agent is beyond the reach of a secret that the revision names, or the secret is gone; forcing does not help.",
  },
  "key-not-rotated": {
    status: 409,
    title: "The key was not exchanged",
    meaning:
      "A rotation cannot begin, or cannot end; the detail says what it needs. Nothing is lost.",
  },
  "no-hub-key": {
    status: 503,
    title: "The hub has no key",
    meaning:
      "Secrets are sealed with a key that this hub was not given; the detail says how to give it one.",
  },
  "other-hub-key": {
    status: 503,
    title: "The hub has another key",
    meaning:
      "What the store keeps was sealed with another key than the one that this hub was given.",
  },
  "unknown-revision": {
    status: 404,
    title: "No revision with this number",
    meaning: "The configuration has fewer revisions.",
  },
  "unknown-policy": {
    status: 404,
    title: "No policy with this name",
    meaning: "It was never created, or it was removed.",
  },
  "unknown-group": {
    status: 404,
    title: "No group with this name",
    meaning: "It was never created, or it was removed.",
  },
  "unknown-rollout": {
    status: 404,
    title: "No rollout with this id or number",
    meaning: "It was never started.",
  },
  "no-authority": {
    status: 404,
    title: "This hub has no authority of its own",
    meaning:
      "Nobody ran `fleethub certs init` for it; its certificates come from elsewhere, or it has none.",
  },
  "unknown-person": {
    status: 404,
    title: "No person with this name",
    meaning: "Nobody was made with it, or the person was removed.",
  },
  "unknown-session": {
    status: 404,
    title: "No session with this id",
    meaning: "It ended, or it is somebody else's.",
  },
  "unknown-api-token": {
    status: 404,
    title: "No API token with this id",
    meaning: "It was revoked, or it is somebody else's.",
  },
  "unknown-provider": {
    status: 404,
    title: "No provider with this name",
    meaning: "It was never added, or it was removed.",
  },
  "unknown-enrolment-token": {
    status: 404,
    title: "No enrolment token with this name",
    meaning: "It was never made.",
  },
  "unknown-exception": {
    status: 404,
    title: "No exception with this id",
    meaning: "The policy has no such exception, or it was lifted.",
  },
  "method-not-allowed": {
    status: 405,
    title: "The path does not take this method",
    meaning: "The Allow header lists those that it takes.",
  },
  "stale-version": {
    status: 409,
    title: "It changed in the meantime",
    meaning: "`If-Match` names an older version; `current` is the resource as it is now.",
  },
  "already-exists": {
    status: 409,
    title: "The name is taken",
    meaning: "A resource with this name exists.",
  },
  "nothing-to-import": {
    status: 409,
    title: "There is nothing to import",
    meaning: "The agent reports no configuration, or one that cannot be read.",
  },
  "configuration-in-use": {
    status: 409,
    title: "The configuration is in use",
    meaning:
      "Agents are pinned to it, a group releases it, or newest revisions stand on it: it cannot be removed.",
  },
  "group-in-use": {
    status: 409,
    title: "The group is in use",
    meaning: "A rollout is under way in it; `detail` names it.",
  },
  "last-administrator": {
    status: 409,
    title: "Nobody else is an administrator",
    meaning: "Without an administrator nobody could sign in to change anything.",
  },
  "agent-connected": {
    status: 409,
    title: "The agent is connected",
    meaning: "Only agents that are gone can be forgotten: it would come back at once.",
  },
  "agent-not-connected": {
    status: 409,
    title: "The agent is not connected",
    meaning: "Only an agent that is connected can be asked for this.",
  },
  "agent-not-approved": {
    status: 409,
    title: "The agent is not approved",
    meaning:
      "It awaits approval, or was revoked: its status is accepted and nothing is offered until it is approved or readmitted.",
  },
  "capability-missing": {
    status: 409,
    title: "The agent cannot do this",
    meaning: "It does not state the capability that `capability` names.",
  },
  "cannot-run": {
    status: 409,
    title: "The agent cannot run this configuration",
    meaning: "`findings` says why; `force: true` offers it all the same.",
  },
  "missing-variables": {
    status: 409,
    title: "The agent lacks values",
    meaning:
      "`findings` names the variables of the revision that have no default and no value here.",
  },
  "policy-broken": {
    status: 409,
    title: "A policy forbids it",
    meaning: "`findings` names the policies that block, the path and the missing step.",
  },
  "reach-differs": {
    status: 409,
    title: "Another number of agents would be reached",
    meaning: "`expectedAgents` differs from `agents`, the real number.",
  },
  "too-many-agents": {
    status: 409,
    title: "Too many agents for one request",
    meaning: "The query matches more agents than one request may reach; narrow it.",
  },
  "no-members": {
    status: 409,
    title: "The rollout would reach nobody",
    meaning:
      "The group has no agents that it could take, or all of them run it; `detail` says why.",
  },
  "rollout-live": {
    status: 409,
    title: "A rollout is under way",
    meaning: "It has to end, or to be aborted or rolled back, before this can be done.",
  },
  "rollout-stands": {
    status: 409,
    title: "An earlier rollout stands",
    meaning: "Agents run what it assigned them, and this would undo that without saying so.",
  },
  ...APPROVAL_PROBLEMS,
  "unknown-audit-entry": {
    status: 404,
    title: "No entry of the audit with this number",
    meaning: "It was never written, retention dropped it, or it concerns what you may not see.",
  },
  "unknown-approval": {
    status: 404,
    title: "No approval request with this id or number",
    meaning: "It was never made, or it concerns agents that you may not see.",
  },
  "not-applicable": {
    status: 409,
    title: "It does not apply just now",
    meaning: "The resource is not in a state in which this can be done; `detail` says which.",
  },
  "body-too-large": {
    status: 413,
    title: "The body is too large",
    meaning: "Bodies above BODY_BYTES_MAX, 5,000,000 bytes, are not read.",
  },
  "revision-too-large": {
    status: 413,
    title: "The configuration is too large",
    meaning: "A revision has at most REVISION_SIZE_BYTES_MAX, 1,048,576 bytes in UTF-8.",
  },
  "headers-too-large": {
    status: 431,
    title: "The headers are too large",
    meaning: "A request has more header lines, or more bytes of them, than the console reads.",
  },
  "request-too-slow": {
    status: 408,
    title: "The request took too long",
    meaning: "It did not arrive as a whole in time.",
  },
  "expectation-failed": {
    status: 417,
    title: "This expectation cannot be met",
    meaning: "The Expect header asks for something else than `100-continue`.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "Bodies are JSON",
    meaning: "The Content-Type of a write is `application/json`.",
  },
  "password-not-accepted": {
    status: 422,
    title: "The password cannot be used",
    meaning: "It is too short, it is the name, or it is among the most common ones.",
  },
  "has-errors": {
    status: 422,
    title: "The configuration has errors",
    meaning: "`findings` lists what no Collector would start with.",
  },
  "idempotency-key-reused": {
    status: 422,
    title: "The key belongs to another request",
    meaning: "This Idempotency-Key was seen with another path or body.",
  },
  "too-many-attempts": {
    status: 429,
    title: "Too many attempts to sign in",
    meaning: "Attempts from this address failed; Retry-After says when the next one is looked at.",
  },
  "too-many-streams": {
    status: 429,
    title: "Too many event streams are open",
    meaning: "The hub serves a bounded number of event streams at once.",
  },
  internal: {
    status: 500,
    title: "The hub failed",
    meaning: "A defect. The log has the cause under `requestId`.",
  },
  "store-unavailable": {
    status: 503,
    title: "The database cannot be reached",
    meaning: "Agents stay connected and are answered; nothing new is accepted until it returns.",
  },
  draining: {
    status: 503,
    title: "The hub is stopping",
    meaning: "Ask again after the time that Retry-After names.",
  },
} as const satisfies Record<
  string,
  { readonly status: number; readonly title: string; readonly meaning: string }
>;

/** Slug of a problem. */
export type ProblemType = keyof typeof PROBLEM_TYPES;

/** Every slug, in the order of the table. */
export const PROBLEM_SLUGS = Object.keys(PROBLEM_TYPES).filter(isProblemType);

/** Is this text one of the slugs? */
export function isProblemType(text: string): text is ProblemType {
  return Object.hasOwn(PROBLEM_TYPES, text);
}
