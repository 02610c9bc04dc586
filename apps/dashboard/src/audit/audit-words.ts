import type { AuditEntry } from "@fleethub/api";
import { approvalHref } from "../approvals/addresses";
import { isHash, plural, shortHash } from "../words/format";
import { fieldChanges } from "./field-changes";

const VERBS: Readonly<Record<string, string>> = {
  "create-configuration": "made configuration",
  "describe-configuration": "described configuration",
  "remove-configuration": "removed configuration",
  "create-revision": "made revision",
  "create-policy": "put in force",
  "change-policy": "changed policy",
  "remove-policy": "removed policy",
  "except-policy": "accepted breaches of",
  "lift-exception": "lifted an exception of",
  pin: "pinned",
  unpin: "lifted the pin of",
  label: "changed labels or name of",
  approve: "approved",
  restart: "asked for a restart of",
  refresh: "asked for full state of",
  "offer-again": "offered again to",
  "new-uid": "asked for a new instance UID of",
  forget: "forgot",
  return: "returned",
  "reassign-uid": "gave a new instance UID to",
  "move-to-group": "moved to another group",
  connection: "changed how it reports:",
  "create-group": "made group",
  "change-group": "changed group",
  "remove-group": "removed group",
  "protect-group": "protected group",
  "lift-protection": "lifted the protection of group",
  "start-rollout": "started rollout",
  "rebase-fragment": "started rollout",
  "pause-rollout": "paused rollout",
  "resume-rollout": "resumed rollout",
  "abort-rollout": "aborted rollout",
  "roll-back-rollout": "rolled back rollout",
  "promote-rollout": "promoted rollout",
  "retry-failed": "tried failed members again of rollout",
  exclude: "excluded members of rollout",
  "rollout-paused": "paused rollout",
  "rollout-rolling-back": "began to roll back rollout",
  "rollout-rolled-back": "rolled back rollout",
  "rollout-expired": "let expire rollout",
  "rollout-complete": "completed rollout",
  applied: "applied on",
  "not-applied": "not applied on all of",
  superseded: "superseded on",
  "refuse-attempts": "refused attempts from",
  refused: "was refused, from",
  "begin-chain": "began the chain of",
  "cut-audit": "dropped old entries of",
  "seed-admin-token": "took API token",
  revoke: "revoked",
  "revoke-credential": "revoked a credential of",
  "end-sockets": "ended sockets of",
  readmit: "admitted again",
  enrol: "let in",
  "offer-credential": "offered a credential to",
  "take-credential": "saw the new credential of",
  "issue-certificate": "issued a certificate to",
  "notice-shared-credential": "noticed a second holder of the credential of",
  "rotate-credential": "exchanged the credential of",
  "create-enrolment-token": "made enrolment token",
  "revoke-enrolment-token": "revoked enrolment token",
  "renew-enrolment-token": "renewed enrolment token",
  "create-secret": "made secret",
  "change-secret": "changed secret",
  "remove-secret": "removed secret",
  "rotate-hub-key": "began to exchange the key of",
  "hub-key-rotated": "has exchanged the key of",
  "hub-key-not-rotated": "has not exchanged the key of all of",
  "request-approval": "asked for approval:",
  "approve-request": "approved request",
  "reject-request": "rejected request",
  "withdraw-request": "withdrew request",
  "comment-request": "commented on request",
  "break-glass": "acted without approval, request",
  "acknowledge-break-glass": "looked at request",
  "approval-changed": "found changed: request",
  "first-run": "became the first administrator,",
  "accept-invitation": "set a password by a link,",
  "change-password": "changed the password of",
  "sign-in": "signed in",
  "sign-out": "signed out",
  "create-person": "added",
  "change-person": "changed",
  "remove-person": "removed",
  "invite-person": "made a link for",
  "create-provider": "added provider",
  "change-provider": "changed provider",
  "remove-provider": "removed provider",
  "end-session": "ended a session of",
  "end-sessions": "ended all other sessions of",
  "create-api-token": "made API token",
  "revoke-api-token": "revoked API token",
};

/** The verb in the past, as one reads it in a list. */
export function verbWords(entry: AuditEntry): string {
  const action = bulkOf(entry)?.verb ?? entry.action;
  if (action === "label" && changesVariablesAlone(entry)) return "changed variables of";
  return VERBS[action] ?? action.replaceAll("-", " ");
}

function changesVariablesAlone({ before, after }: AuditEntry): boolean {
  const changes = fieldChanges(before, after);
  return changes.length > 0 && changes.every(({ field }) => field.startsWith("variables"));
}

/** What an act on many agents reached: its verb and their UIDs. Null for an act on one thing. */
export function bulkOf({ action, after }: AuditEntry): {
  readonly verb: string;
  readonly uids: readonly string[];
} | null {
  if (action !== "bulk" || typeof after !== "object" || after === null) return null;
  const verb = "verb" in after && typeof after.verb === "string" ? after.verb : action;
  const uids = "agents" in after && Array.isArray(after.agents) ? after.agents : [];
  return { verb, uids: uids.filter((uid): uid is string => typeof uid === "string") };
}

/** What the act came to, in a few words; empty where nothing is known beyond that it was asked. */
export function effectWords(entry: AuditEntry): string {
  const { action, after } = entry;
  const bulk = bulkOf(entry);
  if (bulk !== null) return plural(bulk.uids.length, "agent");
  const outcome = outcomeWords(entry);
  if (outcome !== null) return outcome;
  const [first, ...more] = fieldChanges(entry.before, after);
  if (action === "create-configuration") return textOf(after, "description");
  if (action === "create-revision" || first === undefined)
    return [textOf(after, "message"), layerWords(after)].filter(Boolean).join(", ");
  if (action === "create-policy") return textOf(after, "title");
  if (action === "remove-policy") return textOf(entry.before, "title");
  if (action === "except-policy") return exceptionWords(after);
  if (action === "lift-exception") return exceptionWords(entry.before);
  if (action === "pin" || action === "unpin") return pinWords(after);
  const account = accountWords(entry);
  if (account !== null) return account;
  const became = first.after ?? "no longer set";
  const value = isHash(became) ? shortHash(became) : became;
  return `${first.field.replace(/^variables\./, "")} ${value}${more.length > 0 ? `, ${more.length} more` : ""}`;
}

/** Of somebody who comes in from where, of a new account or token what it may do; null for others. */
function accountWords({ action, before, after }: AuditEntry): string | null {
  const address = memberOf(after, "address");
  if (ENTRANCES.has(action) && typeof address === "string") return `from ${address}`;
  if (before !== null || !MADE_WITH_GRANTS.has(action)) return null;
  return fieldChanges(null, after).find(({ field }) => field === "grants")?.after ?? null;
}

const ENTRANCES: ReadonlySet<string> = new Set(["sign-in", "first-run", "accept-invitation"]);

const MADE_WITH_GRANTS: ReadonlySet<string> = new Set(["create-person", "create-api-token"]);

/** What counts in entries that the hub writes about acts, rollouts and refusals; null for others. */
function outcomeWords({ action, after, agents, resource }: AuditEntry): string | null {
  if (action === "applied" || action === "not-applied" || action === "superseded") {
    const [applied, failed, superseded, waiting] = [
      "applied",
      "failed",
      "superseded",
      "waiting",
    ].map((name) => numberOf(after, name));
    const words = [
      `${applied ?? 0} applied`,
      failed && `${failed} refused`,
      superseded && `${superseded} got something else before they answered`,
      waiting && `${waiting} did not answer`,
    ];
    return words.filter(Boolean).join(", ");
  }
  if (action === "refused" || action === "refuse-attempts") {
    return plural(attemptsIn(after), "attempt");
  }
  if (action === "cut-audit" || action === "begin-chain") {
    return plural(numberOf(after, "entries") ?? 0, "entry", "entries");
  }
  if (action === "start-rollout" || action.startsWith("rollout-")) {
    return agents === undefined ? "" : plural(agents, "agent");
  }
  if (resource.kind !== "approval") return null;
  // The reason, which stands in the row already.
  if (action === "break-glass") return "";
  return textOf(after, "text") || textOf(after, "message");
}

/** One number, or one for each way that was tried. */
function attemptsIn(after: unknown): number {
  const attempts = memberOf(after, "attempts");
  if (typeof attempts === "number") return attempts;
  const counts: readonly unknown[] = Object.values(attempts ?? {});
  return counts.reduce<number>((sum, one) => sum + (typeof one === "number" ? one : 0), 0);
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function numberOf(value: unknown, name: string): number | null {
  const found = memberOf(value, name);
  return typeof found === "number" ? found : null;
}

/** What a row calls the resource: rollouts and requests by number and title, API tokens by name, not by id. */
export function resourceWords({ resource, before, after }: AuditEntry): string {
  if (resource.kind === "rollout" || resource.kind === "approval") {
    const number = numberOf(after, "number");
    const title = textOf(after, "title");
    if (number !== null) return title === "" ? `${number}` : `${number}, ${title}`;
  }
  if (resource.kind === "api-token") {
    return textOf(after, "name") || textOf(before, "name") || resource.id;
  }
  if (resource.kind === "audit") return "the audit";
  return resource.kind === "revision" ? resource.id.replace("/", " r") : resource.id;
}

/** `on 2 layers`, for a revision that stands on others. */
function layerWords(after: unknown): string {
  const layers =
    typeof after === "object" && after !== null && "layers" in after ? after.layers : null;
  return Array.isArray(layers) && layers.length > 0 ? `on ${plural(layers.length, "layer")}` : "";
}

/** Why, and until which day. */
function exceptionWords(exception: unknown): string {
  if (typeof exception !== "object" || exception === null) return "";
  const until =
    "until" in exception &&
    (typeof exception.until === "number" || typeof exception.until === "string")
      ? new Date(exception.until)
      : null;
  const day = until === null || Number.isNaN(until.getTime()) ? "" : UNTIL.format(until);
  return [textOf(exception, "reason"), day && `until ${day}`].filter(Boolean).join(", ");
}

const UNTIL = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

type TextField = "message" | "description" | "title" | "reason" | "text" | "name";

function textOf(value: unknown, field: TextField): string {
  if (typeof value !== "object" || value === null) return "";
  const [, text] = Object.entries(value).find(([key]) => key === field) ?? [];
  return typeof text === "string" ? text : "";
}

function pinWords(after: unknown): string {
  const pin = typeof after === "object" && after !== null && "pin" in after ? after.pin : null;
  if (typeof pin !== "object" || pin === null) return "no pin";
  if ("configuration" in pin && "revision" in pin) {
    return `to ${String(pin.configuration)} r${String(pin.revision)}`;
  }
  return "to its own files";
}

/** Who acted. */
export function actorName({ actor }: AuditEntry): string {
  if (actor.kind === "hub") return "The hub";
  return actor.kind === "token" ? `Token ${actor.id}` : actor.id;
}

/** The way by which an act came. */
export const VIA: Readonly<Record<AuditEntry["actor"]["via"], string>> = {
  console: "console",
  api: "API",
  cli: "command line",
  hub: "by itself",
};

/** Where the resource is shown; null where it has no page. */
export function resourceHref({ resource }: AuditEntry): string | null {
  if (resource.kind === "agent") return `/agents/one?uid=${resource.id}`;
  if (resource.kind === "configuration") return `/configurations/one?name=${resource.id}`;
  if (resource.kind === "group") return `/groups?name=${resource.id}`;
  if (resource.kind === "rollout") return `/rollouts/one?id=${resource.id}`;
  if (resource.kind === "approval") return approvalHref(resource.id);
  if (resource.kind === "policy") return `/policies?name=${resource.id}`;
  if (resource.kind === "revision") {
    const [name = "", number = ""] = resource.id.split("/");
    return `/configurations/one?name=${name}&rev=${number}`;
  }
  if (resource.kind === "agents" && resource.id.endsWith(" by UID")) return null;
  if (resource.kind === "agents") return `/agents?q=${encodeURIComponent(resource.id)}`;
  return null;
}
