import type { AuditEntry } from "@fleethub/api";

const VERBS: Readonly<Record<string, string>> = {
  "create-configuration": "made configuration",
  "describe-configuration": "described configuration",
  "remove-configuration": "removed configuration",
  "create-revision": "made revision",
  pin: "pinned",
  unpin: "lifted the pin of",
  label: "changed labels or name of",
  approve: "approved",
  restart: "asked for a restart of",
  refresh: "asked for full state of",
  "offer-again": "offered again to",
  "new-uid": "asked for a new instance UID of",
  forget: "forgot",
  bulk: "acted on many",
  return: "returned",
  "reassign-uid": "gave a new instance UID to",
};

/** The verb in the past, as one reads it in a list. */
export function verbWords(action: string): string {
  return VERBS[action] ?? action.replaceAll("-", " ");
}

/** Who acted, and by which way where it was not the console. */
export function actorName({ actor }: AuditEntry): string {
  if (actor.kind === "hub") return "The hub";
  const name = actor.kind === "token" ? `Token ${actor.id}` : actor.id;
  return actor.via === "console"
    ? name
    : `${name} by ${actor.via === "cli" ? "command line" : "API"}`;
}

/** Where the resource is shown; null where it has no page. */
export function resourceHref({ resource }: AuditEntry): string | null {
  if (resource.kind === "agent") return `/agents/one?uid=${resource.id}`;
  if (resource.kind === "configuration") return `/configurations/one?name=${resource.id}`;
  if (resource.kind === "revision") {
    const [name = "", number = ""] = resource.id.split("/");
    return `/configurations/one?name=${name}&rev=${number}`;
  }
  return null;
}
