/** How the values of a field are read. */
export type FieldKind = "text" | "choice" | "version" | "number" | "time" | "key";

/** One row of the table of fields. */
export interface QueryField {
  readonly name: FieldName;
  readonly kind: FieldKind;
  /** Other names for the same field. */
  readonly shortForms: readonly string[];
  /** It does not change by itself, so group selectors and policy scopes may use it. */
  readonly inSelectors: boolean;
  /** The hub itself set it, whatever the agent says, so reaches of roles and secrets may use it. */
  readonly inReaches: boolean;
  /** Every possible value of a `choice`, else empty. */
  readonly choices: readonly string[];
  /** What it means, in a few words. */
  readonly meaning: string;
  readonly example: string;
}

export type FieldName =
  | "name"
  | "host"
  | "os"
  | "arch"
  | "type"
  | "version"
  | "uid"
  | "presence"
  | "sync"
  | "verified"
  | "health"
  | "flow"
  | "silent"
  | "admission"
  | "enrolment"
  | "credential"
  | "pinned"
  | "group"
  | "configuration"
  | "revision"
  | "policy"
  | "component"
  | "label"
  | "attr"
  | "lastSeen"
  | "connectedAt";

/** Words of the `presence` field. */
export const PRESENCES = ["connected", "stale", "disconnected", "never-seen"] as const;

/** Words of the `sync` field, most urgent question first as the derivation asks them. */
export const SYNCS = [
  "awaiting-approval",
  "unmanaged",
  "incompatible",
  "failed",
  "rolled-back",
  "applying",
  "offered",
  "pending",
  "drifted",
  "in-sync",
] as const;

/** Words of the `verified` field. */
export const VERIFIEDS = ["effective", "acknowledged", "none"] as const;

/** Words of the `health` field. */
export const HEALTHS = ["healthy", "degraded", "unhealthy", "restarting", "unknown"] as const;

/** Words of the `flow` field. */
export const FLOWS = ["flowing", "silent", "losing-data", "idle", "not-reported"] as const;

/** Words of flow that the `silent` field calls yes: nothing moves, or what moves is lost. */
export const SILENT_FLOWS: readonly string[] = ["silent", "losing-data"];

/** Words of the `admission` field. */
export const ADMISSIONS = ["admitted", "awaiting-approval", "revoked"] as const;

/** Words of the `credential` field: what it came with last, and what is the matter with what it has of its own. */
export const CREDENTIALS = [
  "none",
  "enrolment",
  "bearer",
  "certificate",
  "offered",
  "expiring",
] as const;

interface Extra {
  readonly short?: readonly string[];
  readonly selector?: true;
  readonly reach?: true;
  readonly choices?: readonly string[];
}

function field(
  name: FieldName,
  kind: FieldKind,
  meaning: string,
  example: string,
  extra: Extra = {},
): QueryField {
  return {
    name,
    kind,
    shortForms: extra.short ?? [],
    inSelectors: extra.selector ?? false,
    inReaches: extra.reach ?? false,
    choices: extra.choices ?? [],
    meaning,
    example,
  };
}

/** Every field of the query language, in the order in which lists show them. */
export const QUERY_FIELDS: readonly QueryField[] = [
  field("name", "text", "name of the agent", "name:edge-*", { selector: true }),
  field("host", "text", "host name it reports", "host:web-01", { selector: true }),
  field("os", "text", "operating system", "os:linux", { selector: true }),
  field("arch", "text", "processor architecture", "arch:arm64", { selector: true }),
  field("type", "text", "what it is (service.name)", "type:otelcol-contrib", {
    short: ["distribution"],
    selector: true,
  }),
  field("version", "version", "its version (service.version)", "version:<0.150", {
    selector: true,
  }),
  field("uid", "text", "instance UID", "uid:0198*", { selector: true }),
  field("presence", "choice", "is it connected", "presence:connected", { choices: PRESENCES }),
  field("sync", "choice", "does it run what it should", "sync:failed,drifted", { choices: SYNCS }),
  field("verified", "choice", "how we know what it runs", "verified:effective", {
    choices: VERIFIEDS,
  }),
  field("health", "choice", "its health", "health:unhealthy", { choices: HEALTHS }),
  field("flow", "choice", "what its own telemetry says of its data", "flow:losing-data", {
    choices: FLOWS,
  }),
  field("silent", "choice", "no data moves, or data is lost, whatever its health", "silent:yes", {
    choices: ["yes", "no"],
  }),
  field("admission", "choice", "is it approved", "admission:awaiting-approval", {
    choices: ADMISSIONS,
  }),
  field("enrolment", "text", "enrolment token it came with", "enrolment:edge-sites", {
    selector: true,
    reach: true,
  }),
  field("credential", "choice", "what it proves with who it is", "credential:offered", {
    choices: CREDENTIALS,
  }),
  field("pinned", "text", "configuration it is pinned to; -pinned:* for none", "pinned:edge-base", {
    reach: true,
  }),
  field("group", "text", "group it belongs to; -group:* for none", "group:edge"),
  field("configuration", "text", "configuration it should run", "config:edge-base", {
    short: ["config"],
  }),
  field("revision", "number", "revision it should run", "rev:>=3", { short: ["rev"] }),
  field("policy", "text", "policy it breaks", "policy:no-debug"),
  field("component", "text", "component available or in use", "component:kafka"),
  field("label", "key", "label set by operators", "label.env:prod", {
    selector: true,
    reach: true,
  }),
  field("attr", "key", "attribute reported by the agent", "attr.cloud.region:eu-*", {
    selector: true,
  }),
  field("lastSeen", "time", "when it was last heard", "lastSeen:>10m"),
  field("connectedAt", "time", "when its connection began", "connectedAt:<1h"),
];

/** How a field is written: `label` and `attr` take a key after a dot. */
export function writtenName(known: QueryField): string {
  return known.kind === "key" ? `${known.name}.KEY` : known.name;
}

/** The field with this name or short form, whatever the case; undefined where there is none. */
export function fieldNamed(name: string): QueryField | undefined {
  const wanted = name.toLowerCase();
  return QUERY_FIELDS.find(
    (known) =>
      known.name.toLowerCase() === wanted || known.shortForms.some((short) => short === wanted),
  );
}
