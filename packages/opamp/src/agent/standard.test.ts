import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { startServer } from "../testing/secure-server.js";
import { FakeTime } from "../testing/fake-time.js";
import { setUp } from "../testing/agent-set-up.js";
import { type AgentTransport, fetchPost, httpTransport } from "./index.js";
import { standardSocket, type StandardWebSocket, webSocketTransport } from "./index.js";

async function server() {
  const started = await startServer({ tls: false });
  onTestFinished(() => started.stop());
  return started;
}

function connect(transport: AgentTransport) {
  const world = setUp({ transport });
  onTestFinished(() => world.agent.stop());
  return world;
}

/** The members that every platform's WebSocket has, and no others. */
function standard(url: string): StandardWebSocket {
  const socket = new WebSocket(url);
  const own: StandardWebSocket = {
    binaryType: "blob",
    addEventListener(type, listener) {
      if (type === "open") socket.addEventListener("open", listener);
      if (type === "close") socket.addEventListener("close", listener);
      if (type === "error") socket.addEventListener("error", () => listener({ type }));
      if (type === "message") {
        socket.binaryType = "arraybuffer";
        socket.addEventListener("message", ({ data }) => listener({ type, data }));
      }
    },
    send: (frame) => socket.send(frame),
    close: (code, reason) => socket.close(code, reason),
  };
  socket.addEventListener("error", () => undefined);
  return own;
}

test("an agent on the standard WebSocket reports, hears and leaves", async () => {
  const { ws, arrived } = await server();
  const { agent, seen, health } = connect(webSocketTransport(standardSocket(() => standard(ws))));
  await expect.poll(() => arrived).toHaveLength(1);
  agent.report({ health: health(false) });
  await expect.poll(() => arrived.at(-1)?.report.health?.healthy).toBe(false);
  await agent.stop();
  await expect.poll(() => arrived.at(-1)?.report.agentDisconnect).toBeDefined();
  expect(seen.problems).toEqual([]);
  expect(seen.retries).toEqual([]);
});

test("a socket that says no more than that it could not be opened is tried again", () => {
  const listeners = new Map<string, (event: { type: string }) => void>();
  const silent: StandardWebSocket = {
    binaryType: "blob",
    addEventListener: (type, listener) => listeners.set(type, listener),
    send: () => undefined,
    close: () => undefined,
  };
  const { seen } = connect(webSocketTransport(standardSocket(() => silent)));
  listeners.get("error")?.({ type: "error" });
  expect(seen.retries).toEqual([500]);
  listeners.get("close")?.({ type: "close" });
  expect(seen.retries).toEqual([500]);
});

test("a standard WebSocket that cannot be opened is tried again", async () => {
  const refused = await server();
  refused.refuseWith(503);
  const { seen } = connect(webSocketTransport(standardSocket(() => standard(refused.ws))));
  await expect.poll(() => seen.retries).toEqual([500]);
});

test("an agent on the standard fetch polls with its headers, and is told to wait", async () => {
  const { http, arrived, refuseWith } = await server();
  const post = fetchPost(http, fetch, { authorization: "Bearer t" });
  const { time, seen } = connect(httpTransport({ post, clock: new FakeTime() }));
  await expect.poll(() => arrived).toHaveLength(1);
  expect(arrived[0]?.headers.authorization).toBe("Bearer t");
  refuseWith(503);
  await expect
    .poll(() => {
      time.advance(30_000);
      return seen.retries;
    })
    .toEqual([30_250]);
});
