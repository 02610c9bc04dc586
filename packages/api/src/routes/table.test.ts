import { describe, expect, test } from "vitest";
import { ROUTES, ROUTE_SCHEMAS } from "./table.js";

describe("the table of routes", () => {
  test("no method and path twice, every path in kebab-case", () => {
    const keys = ROUTES.map((route) => `${route.method} ${route.path}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { path } of ROUTES) expect(path).toMatch(/^(\/([a-z-]+(\.json)?|\{[a-z]+\}))+$/);
  });

  test("every write names its verb or its act and no read does", () => {
    for (const route of ROUTES) {
      const none = route.method === "GET" || ["preview", "verifyAudit"].includes(route.name);
      const named = route.verb ?? route.act ?? null;
      expect(named === null, `${route.method} ${route.path}`).toBe(none);
    }
  });

  test("what answers 204 has no answer, everything else has one", () => {
    for (const route of ROUTES)
      expect(route.answer === null, route.name).toBe(route.status === 204);
  });

  test("fixed paths stand before parameters", () => {
    const at = (path: string) => ROUTES.findIndex((route) => route.path === path);
    expect(at("/agents/facets")).toBeLessThan(at("/agents/{uid}"));
  });

  test("defaults are filled in and unknown fields refused", () => {
    const list = ROUTE_SCHEMAS.listAgents.query;
    expect(list.parse({})).toEqual({ query: "", sort: "trouble", limit: 50 });
    expect(list.parse({ limit: "500", sort: "-lastSeen" })).toMatchObject({ limit: 500 });
    expect(list.safeParse({ limit: "501" }).success).toBe(false);
    expect(list.safeParse({ page: "2" }).success).toBe(false);
  });

  test("bulk names its agents in exactly one way", () => {
    const bulk = ROUTE_SCHEMAS.bulkAgents.body;
    const uids = ["0192f1c8-7a3b-7c4d-8e5f-001122334455"];
    expect(bulk.safeParse({ verb: "restart", query: "os:linux" }).success).toBe(true);
    expect(bulk.safeParse({ verb: "restart", uids }).success).toBe(true);
    expect(bulk.safeParse({ verb: "restart" }).success).toBe(false);
    expect(bulk.safeParse({ verb: "restart", query: "", uids }).success).toBe(false);
    expect(bulk.safeParse({ verb: "label", uids, input: {} }).success).toBe(false);
    for (const input of [{ labels: { a: null } }, { variables: { A: 1 } }]) {
      expect(bulk.parse({ verb: "label", uids, input })).toEqual({ verb: "label", uids, input });
    }
    const name = { verb: "label", uids, input: { labels: {}, name: "one for all" } };
    expect(bulk.safeParse(name).success).toBe(false);
  });

  test("every form of a rule is read as it was written, and nothing besides", () => {
    const { rule } = ROUTE_SCHEMAS.createPolicy.body.shape;
    const condition = { op: "at-least", value: "5s" };
    const rules = [
      { kind: "path-passes", to: ["!otlp/inside"], processors: ["redaction"], first: true },
      { kind: "path-passes", processors: ["a"], options: [{ path: ["x", "*"], condition }] },
      { kind: "destinations", hosts: ["*.example.com"], ownTelemetry: true },
      { kind: "tls-required", signals: ["logs"], exceptHosts: ["localhost"] },
      { kind: "sampling", from: ["file_log/audit"], atLeastPercent: 100 },
      { kind: "attributes-removed", attributes: ["gen_ai.prompt*"], atLeast: "removed" },
      { kind: "attributes-set", attributes: ["retention"], context: "resource" },
      { kind: "component-required", components: ["processor:memory_limiter"] },
      { kind: "component-forbidden", components: ["debug"], unused: true },
      { kind: "option-required", components: ["otlp"], path: ["timeout"], condition },
      { kind: "secrets-referenced" },
      { kind: "expression", expression: "size(paths) > 0", message: "no path" },
    ];
    for (const written of rules) {
      expect(rule.parse(written), written.kind).toEqual(written);
      expect(rule.safeParse({ ...written, colour: "red" }).success, written.kind).toBe(false);
    }
    for (const wrong of [
      { kind: "no-such-form" },
      { kind: "path-passes", processors: [] },
      { kind: "sampling", atLeastPercent: 101 },
      { kind: "tls-required", signals: undefined },
      { kind: "option-required", components: ["otlp"], path: ["a"], condition: { op: "one-of" } },
    ]) {
      expect(rule.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
    }
  });

  test("a policy is written with little, an exception with a reason and a date", () => {
    const create = ROUTE_SCHEMAS.createPolicy.body;
    const little = { name: "tls", title: "TLS everywhere", rule: { kind: "tls-required" } };
    const filled = { description: "", scope: "", severity: "warn", enabled: true };
    expect(create.parse(little)).toEqual({ ...little, ...filled });
    expect(create.safeParse({ ...little, title: "" }).success).toBe(false);
    const except = ROUTE_SCHEMAS.exceptPolicy.body;
    const exception = { query: "", reason: "a trial", until: "2026-12-01T00:00:00.000Z" };
    expect(except.safeParse(exception).success).toBe(true);
    expect(except.safeParse({ ...exception, reason: "" }).success).toBe(false);
    expect(except.safeParse({ ...exception, until: "soon" }).success).toBe(false);
  });

  test("a rule is tried on a text, on agents, or on both", () => {
    const body = ROUTE_SCHEMAS.tryPolicy.body;
    const rule = { kind: "secrets-referenced" };
    expect(body.safeParse({ rule, content: "" }).success).toBe(true);
    expect(body.safeParse({ rule, query: "" }).success).toBe(true);
    expect(body.safeParse({ rule, query: "os:linux", content: "a: 1" }).success).toBe(true);
    expect(body.safeParse({ rule }).success).toBe(false);
  });

  test("variables have names of their own kind, and values that are no lists", () => {
    const patch = ROUTE_SCHEMAS.patchAgent.body;
    expect(patch.parse({ variables: { ENDPOINT: "x", RATE: 0.5, ON: false, OLD: null } })).toEqual({
      variables: { ENDPOINT: "x", RATE: 0.5, ON: false, OLD: null },
    });
    for (const variables of [{ endpoint: "x" }, { A: ["x"] }, { "A-B": 1 }, { A: Infinity }]) {
      expect(patch.safeParse({ variables }).success, JSON.stringify(variables)).toBe(false);
    }
    const create = ROUTE_SCHEMAS.createRevision.body;
    const variables = [{ name: "WAIT", type: "duration" }];
    expect(create.parse({ content: "a: 1", variables })).toEqual({
      content: "a: 1",
      message: "",
      variables: [{ name: "WAIT", type: "duration", default: null }],
    });
  });

  test("a pin is a revision or local", () => {
    const pin = ROUTE_SCHEMAS.pinAgent.body;
    expect(pin.parse({ configuration: "edge", revision: 3 })).toEqual({
      configuration: "edge",
      revision: 3,
      force: false,
    });
    expect(pin.parse({ local: true })).toEqual({ local: true });
    expect(pin.safeParse({ local: false }).success).toBe(false);
    expect(pin.safeParse({ configuration: "Edge", revision: 3 }).success).toBe(false);
  });
});
