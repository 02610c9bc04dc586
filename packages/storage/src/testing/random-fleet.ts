import type { AgentRecord, RuleDigest } from "@fleethub/control-plane";
import { emptyOutcome, emptyReport, NO_ACCESS } from "@fleethub/fleet";
import type { AgentAccess, AgentId, BodyDigest } from "@fleethub/fleet";
import type { FieldName, Query, QueryTerm, QueryValue } from "@fleethub/fleet/query";
import {
  ADMISSIONS,
  CREDENTIALS,
  FLOWS,
  HEALTHS,
  SYNCS,
  VERIFIEDS,
  versionKey,
} from "@fleethub/fleet/query";
import * as fc from "fast-check";

/** The moment at which random fleets are asked. */
export const RANDOM_NOW = Date.UTC(2026, 10, 22, 12);

/** Values that meet often, beside those that trip over SQL, folding and encoding. */
const WORD = fc.oneof(
  fc.constantFrom("edge-1", "Edge-2", "web", "WEB-01", "linux", "Linux", "prod", "", "eu-west"),
  fc.constantFrom(
    "100%",
    "a_b",
    "back\\slash",
    'quo"te',
    "com,ma",
    "nul\u0000l",
    "\uffff",
    "İ",
    "ÄRZTE",
  ),
  fc.constantFrom(
    "{}",
    "NULL",
    "{a}",
    "😀",
    "\ud800",
    "constructor",
    "$1",
    "' or 1=1",
    "new\nline",
  ),
);
const KEY = fc.constantFrom(
  "env",
  "a b",
  "__proto__",
  "constructor",
  "k\u0000",
  "Env",
  '"',
  "$bigint",
);
const VERSION = fc.constantFrom(
  "0.149.0",
  "v0.149",
  "0.150.0-rc.1",
  "0.99.1",
  "1.0.0+b",
  "dev",
  "",
);
const TYPES = fc.constantFrom<readonly string[] | null>(
  null,
  [],
  ["otlp"],
  ["Kafka", "otlp", "a_b"],
);
const AGE = fc.constantFrom(0, 1, 89_999, 90_000, 90_001, 600_000, 3_600_000);

const DICTIONARY = fc
  .array(fc.tuple(KEY, WORD), { maxLength: 3 })
  .map((pairs) => Object.fromEntries(pairs.map(([key, value]) => [key, storableTwin(value)])));

/** A lone surrogate does not survive any database; what it becomes does. */
function storableTwin(text: string): string {
  return text === "\ud800" ? "\ufffd" : text;
}

const TEXT = WORD.map(storableTwin);

const POLICY = fc.constantFrom("no-debug", "tls", "tls-everywhere", "0", "prompts-are-masked");
const VARIABLES = fc.dictionary(
  fc.constantFrom("ENDPOINT", "A", "TIMEOUT_1"),
  fc.oneof(TEXT, fc.integer(), fc.boolean(), fc.constant(0.1)),
  { noNullPrototype: true, maxKeys: 3 },
);
const BREACHES = fc.array(
  fc.record({
    policy: POLICY,
    severity: fc.constantFrom("block" as const, "warn" as const),
    since: fc.constant(RANDOM_NOW),
    rule: fc.constant("a".repeat(64) as RuleDigest),
    body: fc.constant("b".repeat(64) as BodyDigest),
    excepted: fc.boolean(),
  }),
  { maxLength: 3 },
);

/** What people name things with: lower case. */
const NAME = fc.constantFrom("edge", "edge-sites", "gpu");

const digest = (letter: string) => letter.repeat(64) as BodyDigest;

const uuid = (count: number) => `01990000-0000-7000-8000-${count.toString(16).padStart(12, "0")}`;

const CREDENTIAL = fc.record({
  id: NAME,
  kind: fc.constantFrom("bearer" as const, "certificate" as const),
  madeAt: fc.constant(RANDOM_NOW),
  dueAt: fc.nat(40).map((days) => RANDOM_NOW + days * 86_400_000),
  seenAt: fc.option(fc.constant(RANDOM_NOW)),
});

/** A fleet of agents whose values collide and provoke; ids count up from `from`. */
export function randomFleet(from: number): fc.Arbitrary<readonly AgentRecord[]> {
  const agent = fc.record({
    name: TEXT,
    givenName: fc.option(TEXT, { freq: 2 }),
    host: TEXT,
    os: TEXT,
    arch: TEXT,
    type: TEXT,
    version: VERSION,
    sync: fc.constantFrom(...SYNCS),
    verified: fc.constantFrom(...VERIFIEDS),
    health: fc.constantFrom(...HEALTHS),
    configuration: fc.option(TEXT, { freq: 2 }),
    revision: fc.option(fc.nat(4), { freq: 2 }),
    admission: fc.constantFrom(...ADMISSIONS),
    access: fc.record({
      comesWith: fc.constantFrom(
        "none" as const,
        "enrolment" as const,
        "bearer" as const,
        "certificate" as const,
      ),
      credentials: fc.array(CREDENTIAL, { maxLength: 2 }),
    }),
    enrolment: fc.option(NAME, { freq: 3 }),
    pinned: fc.option(NAME, { freq: 3 }),
    labels: DICTIONARY,
    attributes: fc.option(DICTIONARY, { freq: 3 }),
    types: TYPES,
    seenAgo: AGE,
    connectedAgo: fc.option(AGE, { freq: 4 }),
    gone: fc.boolean(),
    heartbeat: fc.boolean(),
    transport: fc.constantFrom("websocket" as const, "http" as const, null),
    seq: fc.option(fc.bigInt(0n, 2n ** 64n - 1n)),
    variables: VARIABLES,
    group: fc.option(TEXT, { freq: 3 }),
    flow: fc.constantFrom(...FLOWS),
    breaches: BREACHES,
  });
  return fc
    .array(agent, { minLength: 40, maxLength: 40 })
    .map((drawn) => drawn.map((values, index) => recordOf(values, from + index)));
}

type Drawn = {
  readonly [K in "name" | "host" | "os" | "arch" | "type" | "version"]: string;
} & Pick<AgentRecord, "givenName" | "labels" | "admission" | "transport"> &
  Pick<AgentRecord["projection"], "sync" | "verified" | "health" | "configuration" | "revision"> & {
    readonly enrolment: string | null;
    readonly access: Pick<AgentAccess, "comesWith" | "credentials">;
    readonly pinned: string | null;
    readonly attributes: Readonly<Record<string, string>> | null;
    readonly types: readonly string[] | null;
    readonly seenAgo: number;
    readonly connectedAgo: number | null;
    readonly gone: boolean;
    readonly heartbeat: boolean;
    readonly seq: bigint | null;
    readonly variables: AgentRecord["variables"];
    readonly group: string | null;
    readonly flow: AgentRecord["flow"];
    readonly breaches: AgentRecord["breaches"];
  };

function recordOf(drawn: Drawn, count: number): AgentRecord {
  const { name, host, os, arch, type, version, sync, verified, health } = drawn;
  const { configuration, revision, attributes, types, seenAgo, connectedAgo, gone } = drawn;
  return {
    id: uuid(2 * count) as AgentId,
    instanceUid: uuid(2 * count + 1),
    formerUids: [],
    givenName: drawn.givenName,
    labels: drawn.labels,
    admission: drawn.admission,
    enrolment: drawn.enrolment,
    access: { ...NO_ACCESS, ...drawn.access },
    pin:
      drawn.pinned === null
        ? null
        : { kind: "revision", configuration: drawn.pinned, revision: 1, forced: false },
    variables: drawn.variables,
    group: drawn.group,
    hold: null,
    assignment: null,
    connection: null,
    version: 1,
    outcome: emptyOutcome,
    outcomeVersion: 1,
    report: {
      ...emptyReport,
      seq: drawn.seq,
      capabilities: drawn.heartbeat ? 0x2001n : 2n ** 64n - 1n - 0x2000n,
      lastSeenAt: RANDOM_NOW - seenAgo,
      connectedAt: connectedAgo === null ? null : RANDOM_NOW - connectedAgo,
      disconnectedAt: gone ? RANDOM_NOW : null,
      description:
        attributes === null
          ? null
          : { digest: digest("d"), name, host, os, arch, type, version, attributes },
      components: types === null ? null : { hash: "aa", listed: digest("c"), types },
    },
    projection: {
      name,
      host,
      os,
      arch,
      type,
      agentVersion: version,
      sync,
      verified,
      health,
      configuration,
      revision,
      reason: name,
    },
    breaches: drawn.breaches,
    flow: drawn.flow,
    owner: null,
    epoch: 0,
    transport: drawn.transport,
    remoteAddress: "127.0.0.1",
    createdAt: RANDOM_NOW,
  };
}

const PIECE = fc.oneof(
  TEXT,
  TEXT.map((word) => word.slice(0, 2)),
  TEXT.map((word) => word.slice(-2).toUpperCase()),
);
const SEGMENTS = fc.oneof(
  TEXT.map((word) => [word]),
  fc.tuple(PIECE, PIECE),
  fc.tuple(
    PIECE,
    PIECE.filter((piece) => piece !== ""),
    PIECE,
  ),
);
const PATTERN: fc.Arbitrary<QueryValue> = fc.oneof(
  { weight: 5, arbitrary: SEGMENTS.map((segments) => ({ kind: "text" as const, segments })) },
  { weight: 1, arbitrary: fc.constant({ kind: "present" as const }) },
);
const POLICY_PATTERN: fc.Arbitrary<QueryValue> = fc.oneof(
  PATTERN,
  POLICY.map((name) => ({ kind: "text" as const, segments: [name.toUpperCase()] })),
  POLICY.map((name) => ({ kind: "text" as const, segments: [name.slice(0, 2), ""] })),
  fc.constant({ kind: "present" as const }),
);
const NAME_PATTERN: fc.Arbitrary<QueryValue> = fc.oneof(
  PATTERN,
  NAME.map((name) => ({ kind: "text" as const, segments: [name.toUpperCase()] })),
  NAME.map((name) => ({ kind: "text" as const, segments: [name.slice(0, 2), ""] })),
);
const OP = fc.constantFrom("=" as const, "<" as const, "<=" as const, ">" as const, ">=" as const);

const number: fc.Arbitrary<QueryValue> = fc.tuple(OP, fc.nat(4)).map(([op, value]) => ({
  kind: "compare",
  op,
  than: { kind: "number", text: `${value}`, value },
}));
const version: fc.Arbitrary<QueryValue> = fc.tuple(OP, VERSION).map(([op, text]) => ({
  kind: "compare",
  op,
  than: { kind: "version", text, key: versionKey(text) ?? "01" },
}));
const age: fc.Arbitrary<QueryValue> = fc
  .tuple(OP, AGE)
  .map(([op, ms]) => ({ kind: "compare", op, than: { kind: "age", text: `${ms}ms`, ms } }));
const time: fc.Arbitrary<QueryValue> = fc.tuple(OP, AGE).map(([op, ms]) => ({
  kind: "compare",
  op,
  than: { kind: "time", text: `-${ms}`, at: RANDOM_NOW - ms },
}));
const choice = (values: readonly string[]): fc.Arbitrary<QueryValue> =>
  fc.constantFrom(...values).map((value) => ({ kind: "text", segments: [value] }));

function term(
  field: FieldName | "word",
  value: fc.Arbitrary<QueryValue>,
  key: fc.Arbitrary<string | null> = fc.constant(null),
): fc.Arbitrary<QueryTerm> {
  return fc.record({
    negated: fc.boolean(),
    field: fc.constant(field),
    key,
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  });
}

const PRESENCE = choice(["connected", "stale", "disconnected", "never-seen"]);

const TERM: fc.Arbitrary<QueryTerm> = fc.oneof(
  ...(["name", "host", "os", "arch", "type", "uid", "configuration", "component"] as const).map(
    (field) => term(field, PATTERN),
  ),
  term(
    "word",
    SEGMENTS.map((segments) => ({ kind: "text", segments })),
  ),
  term("label", PATTERN, KEY),
  term("attr", PATTERN, KEY),
  term("version", fc.oneof(version, PATTERN)),
  term("revision", fc.oneof(number, fc.constant({ kind: "present" as const }))),
  term("presence", PRESENCE),
  term("sync", choice(SYNCS)),
  term("verified", choice(VERIFIEDS)),
  term("health", choice(HEALTHS)),
  term("admission", choice(ADMISSIONS)),
  term("lastSeen", fc.oneof(age, time, fc.constant({ kind: "present" as const }))),
  term("connectedAt", fc.oneof(age, time, fc.constant({ kind: "present" as const }))),
  term("group", PATTERN),
  term("enrolment", NAME_PATTERN),
  term("credential", fc.oneof(choice(CREDENTIALS), fc.constant({ kind: "present" as const }))),
  term("pinned", NAME_PATTERN),
  term("flow", fc.oneof(choice(FLOWS), fc.constant({ kind: "present" as const }))),
  term("silent", fc.oneof(choice(["yes", "no"]), fc.constant({ kind: "present" as const }))),
  term("policy", POLICY_PATTERN),
);

/** Queries about such fleets, also ones that nobody can write. */
export const RANDOM_QUERY: fc.Arbitrary<Query> = fc
  .array(TERM, { minLength: 1, maxLength: 3 })
  .map((terms) => ({ terms }));
