import * as api from "@fleethub/api";
import {
  ConfigurationPage,
  LabelKey,
  Name,
  PROBLEM_MEDIA_TYPE,
  Problem,
  ROUTES,
  VariableName,
} from "@fleethub/api";
import * as plane from "@fleethub/control-plane";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { COMPLAINTS_MAX } from "./requests/complaints.js";
import { GOOD_CONFIG, startTestHub, type TestHub } from "../testing/test-hub.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

let running: TestHub;
let uid: string;
beforeAll(async () => {
  running = await startTestHub();
  const simulation = running.simulate({ agents: 3, seed: 71 });
  uid = simulation.agents[0]?.instanceUid ?? "";
  const all = async () => expect(await count("presence:connected")).toBe(3);
  await vi.waitFor(all, { timeout: 50_000 });
});
afterAll(() => running.stop());

const send = (method: string, path: string, body?: unknown, headers = {}) =>
  running.get(path, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function problemOf(answer: Response): Promise<Problem> {
  expect(answer.headers.get("content-type")).toBe(PROBLEM_MEDIA_TYPE);
  return Problem.parse(await answer.json());
}

/** Every key and value below `value`; what people choose names for is left out. */
function* members(value: unknown): Generator<[string, unknown]> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (!Array.isArray(value)) yield [key, item];
    if (!["labels", "attributes", "components", "facets"].includes(key)) yield* members(item);
  }
}

async function configuration(name: string): Promise<void> {
  const made = await send("POST", "/api/v1/configurations", { name });
  expect(made.status).toBe(201);
}

describe("conventions", () => {
  test("members are in camelCase, times are UTC with milliseconds, UIDs are canonical", async () => {
    const detail = await (await running.get(`/api/v1/agents/${uid}`)).json();
    const list = await (await running.get("/api/v1/agents")).json();
    let times = 0;
    for (const [key, value] of [...members(detail), ...members(list)]) {
      expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/);
      if (key === "uid") expect(value).toMatch(UUID);
      if (!key.endsWith("At") || value === null) continue;
      expect(value, key).toMatch(TIME);
      times += 1;
    }
    expect(times).toBeGreaterThan(3);
  });

  test("former UIDs of the same agent resolve too", async () => {
    const former = running.simulate({ seed: 72 }).agents[0]?.instanceUid ?? "";
    const get = () => running.client.getAgent({ params: { uid: former } });
    await expect.poll(async () => (await get()).ok).toBe(true);
    const given = await running.client.giveNewUid({ params: { uid: former } });
    expect(given.ok && given.status).toBe(202);
    await expect
      .poll(async () => {
        const agent = await get();
        return agent.ok && agent.data.uid !== former;
      })
      .toBe(true);
  });

  test("other ids are UUIDv7, names are as described, in the contract and in the verbs alike", async () => {
    await configuration("named");
    const audit = await running.client.listAudit();
    if (!audit.ok) throw new Error(audit.problem.detail);
    for (const { id, actor } of audit.data.items) {
      expect(id).toMatch(UUID_V7);
      expect(actor.requestId).toMatch(UUID_V7);
    }
    const names = ["a", "a-b", "0", "-a", "A", "a_b", "", "a".repeat(63), "a".repeat(64), "ä"];
    for (const name of names) {
      expect(Name.safeParse(name).success, name).toBe(plane.NAME_PATTERN.test(name));
      const key = name.replace("-", "/");
      expect(LabelKey.safeParse(key).success, key).toBe(plane.LABEL_KEY_PATTERN.test(key));
    }
    for (const name of ["A", "A_1", "a", "1A", "_A", "", "A".repeat(63), "A".repeat(64), "A-B"]) {
      const declared = VariableName.safeParse(name).success;
      expect(declared, name).toBe(plane.VARIABLE_NAME_PATTERN.test(name));
    }
  });

  test("limits are the same in the contract and in the verbs", () => {
    const ofVerbs = new Map<string, unknown>(Object.entries(plane));
    const shared = Object.entries(api).filter(([name]) => ofVerbs.has(name));
    const numbers = shared.filter(([, value]) => typeof value === "number");
    expect(numbers.map(([name]) => name)).toEqual(
      expect.arrayContaining(["LABEL_VALUE_LENGTH_MAX", "POLICIES_MAX", "VARIABLES_MAX"]),
    );
    for (const [name, value] of numbers) expect(ofVerbs.get(name), name).toBe(value);
  });

  test("a refusal lists a bounded number of faults", async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, 1]));
    const refused = await problemOf(await send("POST", "/api/v1/check", many));
    expect(refused.errors).toHaveLength(COMPLAINTS_MAX);
  });

  test("lists have items, nextCursor and total, 50 a page, at most 500, by key", async () => {
    for (let index = 0; index < 52; index += 1) await configuration(`listed-${index}`);
    const first = ConfigurationPage.parse(
      await (await running.get("/api/v1/configurations")).json(),
    );
    expect(Object.keys(first).toSorted()).toEqual(["items", "nextCursor", "total"]);
    expect(first.items).toHaveLength(50);
    await configuration("a-late-one");
    const rest = await running.client.listConfigurations({
      query: { cursor: first.nextCursor ?? "" },
    });
    if (!rest.ok) throw new Error(rest.problem.detail);
    const names = [...first.items, ...rest.data.items].map(({ name }) => name);
    expect(new Set(names).size).toBe(first.total);
    expect(names).not.toContain("a-late-one");
    expect(rest.data.nextCursor).toBeNull();
    expect((await running.get("/api/v1/configurations?limit=500")).status).toBe(200);
    for (const limit of ["501", "0", "-1", "1.5", "many"]) {
      const refused = await problemOf(await running.get(`/api/v1/configurations?limit=${limit}`));
      expect(refused.errors?.[0]?.pointer, limit).toBe("?limit");
    }
  });

  test("If-Match is optional; one that is stale is answered 409 with the current one", async () => {
    await configuration("matched");
    const path = "/api/v1/configurations/matched";
    const etag = (await running.get(path)).headers.get("etag") ?? "";
    const patch = (description: string, headers: Record<string, string> = {}) =>
      send("PATCH", path, { description }, headers);
    expect((await patch("without")).status).toBe(200);
    const stale = await problemOf(await patch("stale", { "if-match": etag }));
    expect(stale).toMatchObject({ status: 409, type: "stale-version" });
    expect(stale.current).toMatchObject({ name: "matched", description: "without", version: 2 });
    expect((await patch("fresh", { "if-match": '"2"' })).status).toBe(200);
    expect((await patch("any", { "if-match": "*" })).status).toBe(200);
    const odd = await problemOf(await patch("odd", { "if-match": "yesterday" }));
    expect(odd.errors?.[0]?.pointer).toBe("If-Match");
    const gone = await send("DELETE", path, undefined, { "if-match": etag });
    expect(gone.status).toBe(409);
  });

  test("Idempotency-Key is optional on every creating request, which then has one effect", async () => {
    expect(ROUTES.filter(({ creates }) => creates).map(({ name }) => name)).toEqual([
      "bulkAgents",
      "createConfiguration",
      "createRevision",
      "createGroup",
      "startRollout",
      "createPolicy",
      "exceptPolicy",
      "requestApproval",
      "createSecret",
    ]);
    const key = { "idempotency-key": "k-1" };
    await configuration("once");
    const revisions = "/api/v1/configurations/once/revisions";
    const twice = async (path: string, body: unknown, headers: Record<string, string>) => [
      await (await send("POST", path, body, headers)).text(),
      await (await send("POST", path, body, headers)).text(),
    ];
    const [first, second] = await twice(revisions, { content: GOOD_CONFIG }, key);
    expect(second).toBe(first);
    const list = await running.client.listRevisions({ params: { name: "once" } });
    expect(list.ok && list.data.total).toBe(1);
    const entries = async () => {
      const audit = await running.client.listAudit({ query: { query: "bulk" } });
      return audit.ok && audit.data.total;
    };
    const label = { verb: "label", uids: [uid], input: { labels: { once: "yes" } } };
    await twice("/api/v1/agents/bulk", label, { "idempotency-key": "k-2" });
    expect(await entries()).toBe(1);
    const other = await problemOf(await send("POST", revisions, { content: "a: 1" }, key));
    expect(other.type).toBe("idempotency-key-reused");
    const long = { "idempotency-key": "k".repeat(256) };
    const refused = await problemOf(await send("POST", revisions, { content: "a" }, long));
    expect(refused.errors?.[0]?.pointer).toBe("Idempotency-Key");
  });

  test("what is too large is refused by the name of its limit", async () => {
    await configuration("large");
    const content = `# ${"x".repeat(api.REVISION_SIZE_BYTES_MAX)}\n`;
    const path = "/api/v1/configurations/large/revisions";
    const revision = await problemOf(await send("POST", path, { content }));
    expect(revision).toMatchObject({ status: 413, type: "revision-too-large" });
    expect(revision.detail).toContain("REVISION_SIZE_BYTES_MAX");
    const body = await problemOf(await send("POST", path, { content: "x".repeat(5_000_001) }));
    expect(body).toMatchObject({ status: 413, type: "body-too-large" });
    expect(body.detail).toContain("BODY_BYTES_MAX");
  });

  test("expectedAgents that differs is answered 409 with the real number, and nothing happens", async () => {
    const act = { verb: "label", query: "", input: { labels: { counted: "yes" } } };
    const total = (await running.client.listAgents()).ok ? await count("") : -1;
    const refused = await problemOf(
      await send("POST", "/api/v1/agents/bulk", { ...act, expectedAgents: total + 1 }),
    );
    expect(refused).toMatchObject({ status: 409, type: "reach-differs", agents: total });
    expect(await count("label.counted:yes")).toBe(0);
    const done = await send("POST", "/api/v1/agents/bulk", { ...act, expectedAgents: total });
    expect(done.status).toBe(202);
    expect(await count("label.counted:yes")).toBe(total);
  });

  test("a query field that no route knows, or twice the same, is refused with its pointer", async () => {
    for (const { name, method, fullPath, body } of ROUTES) {
      const path = fullPath
        .replace("{uid}", uid)
        .replace("{name}", "none")
        .replace("{number}", "1");
      const answer = await send(method, `${path}?surprise=1`, body === null ? undefined : {});
      const refused = await problemOf(answer);
      expect(refused.status, name).toBe(400);
      expect(
        refused.errors?.map(({ pointer }) => pointer),
        name,
      ).toContain("?surprise");
    }
    const twice = await problemOf(await running.get("/api/v1/agents?limit=1&limit=2"));
    expect(twice.errors?.[0]?.pointer).toBe("?limit");
  });

  test("a path takes its own methods and answers others 405 with Allow", async () => {
    for (const fullPath of new Set(ROUTES.map((route) => route.fullPath))) {
      const taken = new Set<string>(
        ROUTES.filter((route) => route.fullPath === fullPath).map(({ method }) => method),
      );
      const path = fullPath
        .replace("{uid}", uid)
        .replace("{name}", "none")
        .replace("{number}", "1");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        if (taken.has(method)) continue;
        const answer = await running.get(path, { method });
        expect(answer.status, `${method} ${path}`).toBe(405);
        expect((await problemOf(answer)).type).toBe("method-not-allowed");
        for (const allowed of taken) expect(answer.headers.get("allow")).toContain(allowed);
      }
    }
  });

  test("a PUT equal to the pin in force changes nothing and is not audited", async () => {
    await configuration("pinned");
    await send("POST", "/api/v1/configurations/pinned/revisions", { content: GOOD_CONFIG });
    const path = `/api/v1/agents/${uid}/configuration`;
    const pin = { configuration: "pinned", revision: 1 };
    const audits = async () => {
      const audit = await running.client.listAudit({ query: { resource: `agent:${uid}` } });
      return audit.ok ? audit.data.total : -1;
    };
    expect((await send("PUT", path, pin)).status).toBe(202);
    const [version, entries] = [await versionNow(), await audits()];
    expect((await send("PUT", path, pin)).status).toBe(202);
    expect([await versionNow(), await audits()]).toEqual([version, entries]);
    expect((await send("PUT", path, { ...pin, force: true })).status).toBe(202);
    expect(await versionNow()).toBe((version ?? 0) + 1);
  });

  test("layers and variables are merged, told apart by line, and missing values refuse a pin", async () => {
    const fragment = { name: "verbose", kind: "fragment" };
    expect((await send("POST", "/api/v1/configurations", fragment)).status).toBe(201);
    const content = "exporters:\n  debug:\n    verbosity: ${fleethub:LEVEL}\n";
    const variables = [{ name: "LEVEL", type: "text" }];
    const revisions = (name: string) => `/api/v1/configurations/${name}/revisions`;
    const made = await send("POST", revisions("verbose"), { content, variables });
    expect(made.status).toBe(201);
    await configuration("layered");
    const layers = [{ configuration: "verbose", revision: 1 }];
    const layered = await send("POST", revisions("layered"), { content: GOOD_CONFIG, layers });
    expect(await layered.json()).toMatchObject({
      number: 1,
      missingVariables: [{ name: "LEVEL" }],
    });
    const revision = await (await send("GET", `${revisions("layered")}/1`)).json();
    expect(revision).toMatchObject({ source: GOOD_CONFIG, layers, variables: [{ name: "LEVEL" }] });
    expect(revision).toMatchObject({
      origins: expect.arrayContaining([expect.objectContaining({ layer: 1 })]),
    });
    const defaulted = (value: string) => [{ name: "LEVEL", type: "text", default: value }];
    for (const level of ["basic", "detailed"]) {
      const body = { content: GOOD_CONFIG, layers, variables: defaulted(level) };
      const next = await (await send("POST", revisions("layered"), body)).json();
      expect(next).toMatchObject({ sameMeaningAs: null, missingVariables: [] });
    }
    const diff = await send("GET", "/api/v1/configurations/layered/diff?from=2&to=3");
    expect(await diff.json()).toMatchObject({ effect: true, changes: [{ component: "debug" }] });
    const pin = { configuration: "layered", revision: 1, force: true };
    const refused = await problemOf(await send("PUT", `/api/v1/agents/${uid}/configuration`, pin));
    expect(refused).toMatchObject({ status: 409, type: "missing-variables" });
    const check = { content: GOOD_CONFIG, layers: [{ configuration: "nowhere", revision: 1 }] };
    expect((await problemOf(await send("POST", "/api/v1/check", check))).type).toBe(
      "unknown-configuration",
    );
  });
});

async function count(query: string): Promise<number> {
  const list = await running.client.listAgents({ query: { query } });
  return list.ok ? list.data.total : -1;
}

async function versionNow(): Promise<number | undefined> {
  const agent = await running.client.getAgent({ params: { uid } });
  return agent.ok ? agent.data.resourceVersion : undefined;
}
