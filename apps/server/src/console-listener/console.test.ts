import { PROBLEM_MEDIA_TYPE, Problem } from "@fleethub/api";
import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_ADMINISTRATOR, startTestHub, type TestHub } from "../testing/test-hub.js";

let running: TestHub;
beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

/** The problem of an answer, which must be one. */
async function problemOf(path: string, init: RequestInit = {}): Promise<Problem> {
  const answer = await running.get(path, init);
  expect(answer.headers.get("content-type")).toBe(PROBLEM_MEDIA_TYPE);
  const found = Problem.parse(await answer.json());
  expect(answer.status).toBe(found.status);
  return found;
}

const json = (method: string, body: string): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body,
});

describe("what cannot be answered is a problem that says what to do", () => {
  test("unknown paths and methods", async () => {
    expect(await problemOf("/api/v1/nodes")).toMatchObject({ type: "not-found" });
    expect(await problemOf("/api/v1")).toMatchObject({ type: "not-found" });
    const answer = await running.get("/api/v1/agents", { method: "PUT" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
    const bulk = await running.get("/api/v1/agents/bulk");
    expect([bulk.status, bulk.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await running.get("/readyz", { method: "POST" })).status).toBe(405);
    expect((await running.get("/api/v1/agents", { method: "HEAD" })).status).toBe(200);
  });

  test("bodies that are no JSON, with line and column", async () => {
    const broken = await problemOf("/api/v1/configurations", json("POST", '{\n  "name": edge\n}'));
    expect(broken).toMatchObject({ type: "invalid-json", errors: [{ line: 2, column: 11 }] });
    const empty = await problemOf("/api/v1/configurations", json("POST", ""));
    expect(empty.type).toBe("invalid-json");
    const form = await problemOf("/api/v1/configurations", {
      method: "POST",
      headers: { "content-type": "text/plain" },
      body: "{}",
    });
    expect(form.type).toBe("unsupported-media-type");
  });

  test("unknown and wrong fields, with their pointers", async () => {
    const body = JSON.stringify({ name: "Edge", colour: "red" });
    const found = await problemOf("/api/v1/configurations", json("POST", body));
    expect(found.errors?.map((error) => error.pointer).toSorted()).toEqual(["/colour", "/name"]);
    const pin = await problemOf(
      "/api/v1/agents/0192f1c8-7a3b-7c4d-8e5f-001122334455/configuration",
      json("PUT", JSON.stringify({ configuration: "edge", revision: "3" })),
    );
    expect(pin.errors).toMatchObject([{ pointer: "/revision" }]);
    const query = await problemOf("/api/v1/agents?limit=9000&page=2");
    expect(query.errors?.map((error) => error.pointer).toSorted()).toEqual(["?limit", "?page"]);
    const uid = await problemOf("/api/v1/agents/banana");
    expect(uid.errors).toMatchObject([{ pointer: "{uid}" }]);
    const term = await problemOf("/api/v1/agents?query=colour:red");
    expect(term).toMatchObject({ type: "invalid-query", errors: [{ pointer: "?query" }] });
  });

  test("bodies above the limit, stated or not", async () => {
    const big = JSON.stringify({ content: "a".repeat(5_000_001) });
    const stated = await problemOf("/api/v1/check", json("POST", big));
    expect(stated.type).toBe("body-too-large");
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${running.hub.consoleUrl}/api/v1/check`, {
        method: "POST",
        headers: {
          ...AS_ADMINISTRATOR,
          "content-type": "application/json",
          "transfer-encoding": "chunked",
        },
      });
      request.on("response", (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
      for (let sent = 0; sent <= 5; sent += 1) request.write("x".repeat(1_000_000));
      request.end();
    });
    expect(status).toBe(413);
  });

  test("what is not there, and what is not to be done", async () => {
    const uid = "0192f1c8-7a3b-7c4d-8e5f-001122334455";
    expect((await problemOf(`/api/v1/agents/${uid}`)).type).toBe("unknown-agent");
    expect((await problemOf("/api/v1/configurations/none")).type).toBe("unknown-configuration");
    await running.client.createConfiguration({ body: { name: "taken" } });
    const again = await running.client.createConfiguration({ body: { name: "taken" } });
    expect(again.ok ? null : again.problem.type).toBe("already-exists");
    const missing = await problemOf("/api/v1/configurations/taken/revisions/7");
    expect(missing.type).toBe("unknown-revision");
    const bad = await running.client.createRevision({
      params: { name: "taken" },
      body: { content: "service:\n  pipelines:\n    traces:\n      receivers: [otlp]\n" },
    });
    expect(bad.ok ? null : bad.problem.type).toBe("has-errors");
    expect(bad.ok ? [] : bad.problem.findings?.length).toBeGreaterThan(0);
  });

  test("a database that is away", async () => {
    running.storage.setAvailable(false);
    const away = await running.get("/api/v1/agents");
    expect([away.status, away.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await running.get("/readyz")).status).toBe(503);
    expect((await running.get("/healthz")).status).toBe(200);
    const write = await running.client.createConfiguration({ body: { name: "later" } });
    expect(write.ok ? null : write.problem.type).toBe("store-unavailable");
    running.storage.setAvailable(true);
    expect((await running.get("/readyz")).status).toBe(200);
  });
});

test("other hosts, forwarded callers and other sites are refused, with security headers", async () => {
  const status = (headers: Record<string, string>, method = "GET") =>
    new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${running.hub.consoleUrl}/api/v1/agents/bulk`, {
        method,
        headers,
      });
      request.on("response", (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
      request.end();
    });
  expect(await status({ host: "hub.example" })).toBe(403);
  expect(await status({ "x-forwarded-for": "10.0.0.9" })).toBe(403);
  expect(await status({ origin: "https://evil.example" }, "POST")).toBe(403);
  expect(await status({}, "POST")).toBe(401);
  expect(await status(AS_ADMINISTRATOR, "POST")).toBe(415);
  const answer = await running.get("/api/v1/agents");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a repeated creating request has one effect", async () => {
  const create = (name: string) =>
    running.client.createConfiguration({ body: { name }, idempotencyKey: "once" });
  const [first, second] = [await create("idem"), await create("idem")];
  expect(first).toEqual(second);
  expect(first.ok && first.status).toBe(201);
  const other = await create("other");
  expect(other.ok ? null : other.problem.type).toBe("idempotency-key-reused");
});

test("revisions and their difference", async () => {
  const config = (port: number) =>
    `receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: 127.0.0.1:${port}\nexporters:\n  debug:\nservice:\n  pipelines:\n    traces:\n      receivers: [otlp]\n      exporters: [debug]\n`;
  const params = { name: "lines" };
  await running.client.createConfiguration({ body: params });
  for (const content of [config(1), config(2), `# note\n${config(2)}`]) {
    const saved = await running.client.createRevision({ params, body: { content } });
    if (!saved.ok) throw new Error(JSON.stringify(saved.problem));
  }
  const diff = await running.client.diffRevisions({ params, query: { from: 1, to: 2 } });
  expect(diff.ok && diff.data).toMatchObject({
    effect: true,
    changes: [
      {
        kind: "component-options-changed",
        component: "otlp",
        pipelines: ["traces"],
        options: [
          {
            path: ["protocols", "grpc", "endpoint"],
            before: "127.0.0.1:1",
            after: "127.0.0.1:2",
          },
        ],
      },
    ],
    consequences: [{ kind: "listener-moved", component: "otlp" }, { kind: "restart" }],
    added: 1,
    removed: 1,
  });
  const note = await running.client.diffRevisions({ params, query: { from: 2, to: 3 } });
  expect(note.ok && note.data).toMatchObject({ effect: false, changes: [], added: 1, removed: 0 });
  const rows = await running.client.listRevisions({ params });
  expect(rows.ok && rows.data.items.map((row) => row.number)).toEqual([3, 2, 1]);
});

test("events travel from a commit to a stream", async () => {
  const abort = new AbortController();
  const stream = await running.get("/api/v1/events", { signal: abort.signal });
  expect(stream.headers.get("content-type")).toBe("text/event-stream");
  const reader = stream.body?.getReader();
  const decoder = new TextDecoder();
  let text = decoder.decode((await reader?.read())?.value);
  await running.client.createConfiguration({ body: { name: "heard" } });
  while (!text.includes("heard")) text += decoder.decode((await reader?.read())?.value);
  expect(text).toContain("event: configuration.changed");
  abort.abort();
});

test("the document, the hub and the metrics describe themselves", async () => {
  const document = await running.client.getOpenApi();
  expect(document.ok && document.data.openapi).toBe("3.1.0");
  const hub = await running.client.describeHub();
  expect(hub.ok && hub.data).toMatchObject({ agentsPath: "/v1/opamp", agentsLoopbackOnly: true });
  const metrics = await (await running.get("/metrics")).text();
  expect(metrics).toContain('fleethub_http_request_duration_seconds_count{route="describeHub"');
  expect(metrics).toContain("fleethub_connections 0");
  expect(metrics).toMatch(/^fleethub_feed_lag_changes \d+$/m);
});
