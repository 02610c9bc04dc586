import { connect } from "node:net";
import { PROBLEM_MEDIA_TYPE, Problem } from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AS_ADMINISTRATOR, startTestHub, type TestHub } from "../../testing/test-hub.js";
import { STREAMS_MAX } from "../events/event-streams.js";
import { CONSOLE_LIMITS } from "./limits.js";

let running: TestHub;
beforeAll(async () => {
  running = await startTestHub();
});
afterAll(() => running.stop());

/** The first answer to these very bytes. The hub ends the connection. */
async function answerTo(text: string) {
  const { hostname, port } = new URL(running.hub.consoleUrl);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.on("data", (part) => {
    received += part.toString("latin1");
  });
  socket.write(text, "latin1");
  await new Promise((resolve, reject) => socket.on("close", resolve).on("error", reject));
  const [head = "", body = ""] = received.split("\r\n\r\n");
  const [line = "", ...lines] = head.split("\r\n");
  const headers = new Headers(
    lines.map((one): [string, string] => {
      const at = one.indexOf(":");
      return [one.slice(0, at), one.slice(at + 1).trim()];
    }),
  );
  return { status: Number(line.split(" ")[1]), headers, body };
}

const HOST = "host: 127.0.0.1\r\n";
const LAST = "connection: close\r\n";
const POST = `POST /api/v1/session HTTP/1.1\r\n${HOST}content-type: application/json\r\n`;
const FOUR = "x: y\r\n".repeat(CONSOLE_LIMITS.consoleHeaders);

describe("every refusal is a problem with the security headers, also before the application is asked", () => {
  test.each([
    [
      "a length and chunks",
      `${POST}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ["two lengths", `${POST}content-length: 5\r\ncontent-length: 6\r\n\r\nabcde`, 400],
    ["a space before the colon", `${POST}transfer-encoding : chunked\r\n\r\n0\r\n\r\n`, 400],
    [
      "chunks that are not last",
      `${POST}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ["bare line feeds", `GET /api/v1/hub HTTP/1.1\n${HOST}\n\n`, 400],
    ["a folded line", `GET /api/v1/hub HTTP/1.1\r\n${HOST}x: a\r\n b\r\n\r\n`, 400],
    ["no HTTP at all", "\u0000\u0001\r\n\r\n", 400],
    ["no host", `GET /api/v1/hub HTTP/1.1\r\n${LAST}\r\n`, 400],
    ["an unreadable host", `GET /api/v1/hub HTTP/1.1\r\nhost: ][\r\n${LAST}\r\n`, 400],
    ["a port that is none", `GET /api/v1/hub HTTP/1.1\r\nhost: a:99999\r\n${LAST}\r\n`, 400],
    ["another scheme", `GET ftp://127.0.0.1/ HTTP/1.1\r\n${HOST}${LAST}\r\n`, 400],
    ["two hosts", `GET /api/v1/hub HTTP/1.1\r\n${HOST}host: evil.example\r\n${LAST}\r\n`, 403],
    ["a tunnel", `CONNECT evil.example:80 HTTP/1.1\r\n${HOST}\r\n`, 400],
    [
      "another protocol",
      `GET / HTTP/1.1\r\n${HOST}connection: upgrade\r\nupgrade: h2c\r\n\r\n`,
      400,
    ],
    ["another expectation", `${POST}expect: wine\r\ncontent-length: 2\r\n\r\n{}`, 417],
    ["TRACE", `TRACE / HTTP/1.1\r\n${HOST}cookie: fleethub=x\r\n${LAST}\r\n`, 405],
    [
      "OPTIONS",
      `OPTIONS /api/v1/agents HTTP/1.1\r\n${HOST}origin: https://evil.example\r\n${LAST}\r\n`,
      405,
    ],
    ["too many lines", `GET / HTTP/1.1\r\n${HOST}${FOUR}\r\n`, 431],
    ["lines too long", `GET / HTTP/1.1\r\n${HOST}x: ${"y".repeat(20_000)}\r\n\r\n`, 431],
  ])("%s", async (_name, text, status) => {
    const answer = await answerTo(text);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe(PROBLEM_MEDIA_TYPE);
    expect(Problem.parse(JSON.parse(answer.body)).detail).not.toBe("");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("allow") ?? "").not.toContain("TRACE");
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual(
      [],
    );
    expect(answer.body).not.toContain("fleethub=x");
  });

  test("a second request in the body of the first is not answered", async () => {
    const smuggled = "GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";
    const both = `content-length: ${smuggled.length}\r\ntransfer-encoding: chunked\r\n`;
    const { status, body } = await answerTo(`${POST}${both}\r\n0\r\n\r\n${smuggled}`);
    expect(status).toBe(400);
    expect(body).not.toContain("alive");
  });
});

test("the method of a request is the one on its first line", async () => {
  const headers = { "x-http-method-override": "DELETE", "x-method-override": "DELETE" };
  const made = await running.get("/api/v1/configurations", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: '{"name":"kept"}',
  });
  expect(made.status).toBe(201);
  expect((await running.get("/api/v1/configurations/kept", { headers })).status).toBe(200);
  expect((await running.get("/api/v1/configurations/kept?_method=DELETE")).status).toBe(400);
});

test("under a name that another site pointed here nothing is served but what a valid token opens", async () => {
  const ask = async (line: string, token: string, body = "") => {
    const bodied = `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
    const who = `authorization: Bearer ${token}\r\n`;
    const head = `${line} HTTP/1.1\r\nhost: rebound.example:3000\r\n${who}${LAST}`;
    const { status } = await answerTo(`${head}${body === "" ? "" : bodied}\r\n${body}`);
    return status;
  };
  const guess = '{"name":"ada","password":"a guess of a stranger"}';
  for (const path of ["/", "/healthz", "/sign-in/oidc/acme", "/api/v1/sign-in", "/api/v1/none"]) {
    expect(await ask(`GET ${path}`, "anything"), path).toBe(403);
  }
  expect(await ask("POST /api/v1/session", "anything", guess)).toBe(403);
  expect(await ask("GET /api/v1/agents", "anything")).toBe(401);
  const token = AS_ADMINISTRATOR.authorization.replace("Bearer ", "");
  expect(await ask("GET /api/v1/agents", token)).toBe(200);
  expect(await ask("GET /metrics", token)).toBe(200);
});

test("streams that nobody reads are not kept open", async () => {
  for (let count = 0; count < STREAMS_MAX / 50; count += 1) {
    expect((await running.get("/api/v1/events", { method: "HEAD" })).status).toBe(200);
  }
  const metrics = await (await running.get("/metrics")).text();
  expect(metrics).toContain("\nfleethub_event_streams 0\n");
});

test("everything private is kept nowhere", async () => {
  for (const path of [
    "/metrics",
    "/api/v1/agents",
    "/api/v1/hub",
    "/sign-in/oidc/none",
    "/readyz",
  ]) {
    const answer = await running.get(path, { redirect: "manual" });
    expect(answer.headers.get("cache-control"), path).toBe("no-store");
    expect(answer.headers.get("strict-transport-security"), path).toBeNull();
    await answer.arrayBuffer();
  }
});
