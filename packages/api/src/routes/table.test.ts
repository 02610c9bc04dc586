import { describe, expect, test } from "vitest";
import { ROUTES, ROUTE_SCHEMAS } from "./table.js";

describe("the table of routes", () => {
  test("no method and path twice, every path in kebab-case", () => {
    const keys = ROUTES.map((route) => `${route.method} ${route.path}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { path } of ROUTES) expect(path).toMatch(/^(\/([a-z-]+(\.json)?|\{[a-z]+\}))+$/);
  });

  test("every write names its verb and no read does", () => {
    for (const route of ROUTES) {
      expect(route.verb === null, `${route.method} ${route.path}`).toBe(route.method === "GET");
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
    expect(bulk.safeParse({ verb: "label", uids, input: { labels: { a: null } } }).success).toBe(
      true,
    );
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
