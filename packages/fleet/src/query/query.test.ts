import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Query, QueryFacts, QueryTerm, QueryValue } from "./index.js";
import {
  completeQuery,
  explain,
  formatQuery,
  matchQuery,
  parseQuery,
  QUERY_FIELDS,
  versionKey,
} from "./index.js";

const NOW = Date.parse("2026-11-22T12:00:00Z");

const FACTS: QueryFacts = {
  uid: "01980000-0000-7000-8000-00000000abcd",
  name: "Edge-Gateway-7",
  host: "web-01.eu-west.example",
  os: "linux",
  arch: "amd64",
  type: "otelcol-contrib",
  version: "0.149.0",
  presence: "connected",
  sync: "in-sync",
  verified: "effective",
  health: "healthy",
  flow: "flowing",
  admission: "admitted",
  enrolment: "edge-sites",
  credentials: ["bearer", "offered"],
  pinned: null,
  group: "Edge",
  configuration: "edge-base",
  revision: 3,
  components: ["otlp", "batch", "debug"],
  policies: ["no-debug", "tls-everywhere"],
  labels: { env: "Prod", note: "", "a b": "x" },
  attributes: { "cloud.region": "eu-west-1", "url.full": "http://x:1" },
  lastSeenAt: NOW - 600_000,
  connectedAt: null,
};

function queryOf(text: string): Query {
  const parsed = parseQuery(text);
  if (parsed.problem !== undefined) throw new Error(parsed.problem.message);
  return parsed.query;
}

const matches = (text: string, facts: QueryFacts = FACTS) => matchQuery(queryOf(text), facts, NOW);

describe("a query matches", () => {
  it.each([
    "",
    "os:linux version:<0.150 -label.env:staging name:edge-* eu-west",
    "OS:Linux",
    "os:windows,linux",
    "-os:windows",
    "label.env:prod",
    "label.note:*",
    'label.note:""',
    'label."a b":x',
    "-label.missing:*",
    "-label.missing:x",
    "attr.cloud.region:eu-*",
    "attr.url.full:http://x:1",
    "gateway",
    "000abcd",
    "edge*7",
    "version:0.149",
    "version:v0.149.0",
    "version:0.*",
    "version:>0.149.0-rc.1",
    "version:<=0.149",
    "-version:<0.9",
    "config:edge-base rev:3 revision:>=3",
    "rev:<4",
    "component:batch,kafka",
    "component:*",
    "enrolment:edge-*",
    "-pinned:*",
    "policy:no-debug",
    "policy:other,tls-*",
    "policy:*",
    "-policy:other",
    "distribution:otelcol*",
    "lastSeen:>9m lastseen:<11m",
    "lastSeen:>=10m lastSeen:<=600s",
    "lastSeen:>2026-11-22",
    "lastSeen:<2026-11-22T12:00:00Z",
    "lastSeen:*",
    "-connectedAt:*",
    "-connectedAt:>1h",
    "sync:in-sync,failed presence:connected",
    "health:*",
    "presence:conn*",
    "*",
  ])("%s", (text) => {
    expect(matches(text)).toBe(true);
  });

  it.each([
    "os:windows",
    "-os:linux",
    "name:edge",
    "name:gateway*",
    "name:edge-gateway-77*7",
    "label.ENV:prod",
    "label.missing:*",
    "label.constructor:*",
    "attr.__proto__:*",
    "version:<0.149.0",
    "version:0.14",
    "rev:>3",
    "component:kafka",
    "policy:no",
    "enrolment:other",
    "pinned:edge-base",
    "-policy:*",
    'policy:""',
    "lastSeen:>11m",
    "connectedAt:<1h",
    "nowhere",
    '"edge*7"',
  ])("not %s", (text) => {
    expect(matches(text)).toBe(false);
  });

  it("groups, and agents in none", () => {
    const none = { ...FACTS, group: null };
    for (const text of ["group:edge", "group:*", "group:e*,x"]) {
      expect(matches(text), text).toBe(true);
      expect(matches(text, none), text).toBe(false);
    }
    expect(matches("-group:*", none)).toBe(true);
    expect(matches('group:""', none)).toBe(true);
    expect(matches("-group:*")).toBe(false);
  });

  it.each([
    ["flowing", "no"],
    ["silent", "yes"],
    ["losing-data", "yes"],
    ["idle", "no"],
    ["not-reported", "no"],
  ])("data flow %s, where silent is %s", (flow, silent) => {
    const facts = { ...FACTS, flow };
    expect(matches(`flow:${flow} silent:${silent}`, facts)).toBe(true);
    expect(matches(`-flow:${flow}`, facts)).toBe(false);
    expect(matches(`-silent:${silent}`, facts)).toBe(false);
  });

  it("no comparison where the value is missing", () => {
    const bare = {
      ...FACTS,
      version: "main",
      revision: null,
      lastSeenAt: null,
      configuration: null,
    };
    for (const text of ["version:>0", "version:<9", "rev:>0", "rev:0", "lastSeen:>0s", "rev:*"]) {
      expect(matches(text, bare), text).toBe(false);
    }
    expect(matches('version:main -config:* config:""', bare)).toBe(true);
  });
});

describe("a text that is no query", () => {
  it.each([
    ["os:linux colour:red", 10, 'there is no field "colour"'],
    ["heath:unhealthy", 1, 'Did you mean "health"?'],
    ["sync:fialed", 6, 'Did you mean "failed"?'],
    ["presence:online", 10, '"presence" is never "online"'],
    ["name:", 6, "has no value"],
    ["name: edge", 6, "has no value"],
    ["os:linux,", 4, "is empty"],
    ["a,,b", 1, "a word is empty"],
    ['name:"x', 6, "is not closed"],
    ["-", 1, "negates nothing"],
    [":x", 1, 'no field ""'],
    ["label:env", 1, "names no key"],
    ["label.:x", 1, "names no key"],
    ["name.x:y", 1, 'no field "name.x"'],
    ["name:<b", 6, "has no order"],
    ["version:<new", 9, "is not a version"],
    ["rev:three", 5, "is not a whole number"],
    ["lastSeen:10m", 10, "needs a comparison"],
    ["lastSeen:>soon", 10, "is not an age"],
    ["flow:losing", 6, 'Did you mean "losing-data"?'],
    ["silent:maybe", 8, '"silent" is never "maybe"'],
  ])("%s", (text, column, message) => {
    const { problem } = parseQuery(text);
    expect(problem?.message).toContain(message);
    expect(problem?.remedy).not.toBe("");
    if (!message.includes("is empty")) expect(problem?.column).toBe(column);
    expect(problem?.knownFields).toContain("label.KEY");
    expect(problem?.knownFields).toContain("group");
  });

  it.each([
    ["characters", "x".repeat(5_000), "the limit is 4000"],
    ["terms", "a ".repeat(65), "the limit is 64"],
    ["values", `os:${"a,".repeat(256)}b`, "the limit is 256"],
  ])("has too many %s", (_what, text, message) => {
    expect(parseQuery(text).problem?.message).toContain(message);
  });

  it("refuses what changes by itself in selectors", () => {
    expect(parseQuery("presence:connected", { use: "selector" }).problem?.message).toContain(
      "changes by itself",
    );
    const allowed =
      "label.env:prod attr.x:y name:a host:b os:c arch:d type:e version:>1 uid:f word";
    expect(parseQuery(allowed, { use: "selector" }).problem).toBeUndefined();
    for (const text of ["group:edge", "flow:idle", "silent:yes"]) {
      expect(parseQuery(text, { use: "selector" }).problem?.message).toContain("changes by itself");
    }
    expect(parseQuery("x:y", { use: "selector" }).problem?.knownFields).not.toContain("sync");
  });
});

describe("versions", () => {
  it("order as semver does", () => {
    const rising = [
      "0",
      "0.0.1",
      "0.9",
      "0.10.0-alpha",
      "0.10.0-alpha.1",
      "0.10.0-alpha.beta",
      "0.10.0-alpha-b",
      "0.10.0-beta.2",
      "0.10.0-beta.11",
      "0.10.0-rc.1",
      "0.10",
      "0.10.1",
      "0.100.0-1",
      "1.0.0",
      "v2",
      "10",
    ];
    const keys = rising.map((version) => versionKey(version) ?? "none");
    expect([...keys].sort((a, b) => (a < b ? -1 : 1))).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are equal whatever the prefix, the trailing zeros and the build", () => {
    expect(new Set(["1.2", "v1.2.0", "1.2.0+build.5", "01.2"].map(versionKey)).size).toBe(1);
    expect(["main", "", "1..2", "1.2.", `1.${"9".repeat(31)}`].map(versionKey)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("round trip", () => {
  const piece = fc.string({ unit: "grapheme", maxLength: 8 });
  const nonEmpty = piece.filter((text) => text !== "");
  const pattern = fc
    .tuple(piece, fc.array(nonEmpty, { maxLength: 2 }), piece)
    .map(([first, middle, last]) => [first, ...middle, last]);
  const lone: fc.Arbitrary<readonly string[]> = piece.map((text) => [text]);
  const text: fc.Arbitrary<QueryValue> = fc
    .oneof(lone, pattern)
    .map((segments) =>
      segments.length === 2 && segments.every((segment) => segment === "")
        ? { kind: "present" as const }
        : { kind: "text" as const, segments },
    );
  const op = fc.constantFrom(
    "=" as const,
    "<" as const,
    "<=" as const,
    ">" as const,
    ">=" as const,
  );
  const revision: fc.Arbitrary<QueryValue> = fc.tuple(op, fc.nat(999)).map(([o, n]) => ({
    kind: "compare",
    op: o,
    than: { kind: "number", text: `${n}`, value: n },
  }));
  const many = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 3 });
  const term: fc.Arbitrary<QueryTerm> = fc.oneof(
    fc.record({
      negated: fc.boolean(),
      field: fc.constantFrom("name" as const, "host" as const, "os" as const, "component" as const),
      key: fc.constant(null),
      values: many(text),
    }),
    fc.record({
      negated: fc.boolean(),
      field: fc.constantFrom("label" as const, "attr" as const),
      key: nonEmpty,
      values: many(text),
    }),
    fc.record({
      negated: fc.boolean(),
      field: fc.constant("revision" as const),
      key: fc.constant(null),
      values: many(revision),
    }),
    fc.record({
      negated: fc.boolean(),
      field: fc.constant("word" as const),
      key: fc.constant(null),
      values: many(nonEmpty.map((word): QueryValue => ({ kind: "text", segments: [word] }))),
    }),
  );

  it("formatting and parsing again gives the same query", () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 4 }), (terms) => {
        expect(parseQuery(formatQuery({ terms }))).toEqual({ query: { terms } });
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });

  it("no text makes the parser throw, and what it accepts it formats", () => {
    const noise = fc.array(
      fc.constantFrom(
        "os",
        "label.",
        ":",
        "-",
        "*",
        ",",
        '"',
        "\\",
        "<",
        ">=",
        " ",
        "é",
        "1.2",
        "10m",
        "lastSeen:",
        "version:",
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(noise, (parts) => {
        const parsed = parseQuery(parts.join(""));
        if (parsed.query === undefined) return;
        expect(parseQuery(formatQuery(parsed.query))).toEqual(parsed);
      }),
      { seed: 20261122, numRuns: 1_000 },
    );
  });
});

describe("for people", () => {
  it("explains in words", () => {
    expect(explain(queryOf(""))).toBe("every agent");
    expect(
      explain(queryOf("os:linux,darwin version:<0.150 -label.env:prod lastSeen:>10m edge")),
    ).toBe(
      "agents whose operating system is “linux” or “darwin”, and whose version is older than 0.150, and whose label env is not “prod”, and whose last report is more than 10m ago, and whose name, host or instance UID contain “edge”",
    );
  });

  it("completes fields and values", () => {
    expect(completeQuery("os:linux he", 11).options.map((option) => option.insert)).toEqual([
      "health:",
    ]);
    expect(completeQuery("sync:failed,dr", 14)).toMatchObject({
      from: 12,
      field: "sync",
      options: [{ insert: "drifted" }],
    });
    expect(completeQuery("-label.env:pr", 13)).toMatchObject({
      field: "label",
      key: "env",
      prefix: "pr",
    });
    expect(completeQuery("gro", 3).options.map((option) => option.insert)).toEqual(["group:"]);
    expect(completeQuery("gro", 3, "selector").options).toEqual([]);
  });

  it("every example in the table is a query", () => {
    for (const known of QUERY_FIELDS) {
      expect(parseQuery(known.example).problem, known.name).toBeUndefined();
    }
  });
});
