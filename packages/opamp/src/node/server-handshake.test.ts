import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startNodeServer } from "../testing/node-server.js";

let running: Awaited<ReturnType<typeof startNodeServer>> | undefined;

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

/** The request of RFC 6455, 1.3, with some headers replaced; an empty one is left out. */
async function answerTo(headers: Record<string, string> = {}, method = "GET"): Promise<string> {
  running ??= await startNodeServer();
  const socket = connect(running.port, "127.0.0.1");
  const all = {
    Host: "server.example.com",
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value ? [`${name}: ${value}`] : [],
  );
  socket.write(`${[`${method} /v1/opamp HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n`);
  const [answer] = await once(socket, "data");
  socket.destroy();
  return String(answer);
}

test("T-01 the handshake of the RFC's example is answered as there", async () => {
  expect(await answerTo()).toBe(
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
  );
});

test("T-01 names are compared in any case, extensions are left, a subprotocol is taken", async () => {
  const answer = await answerTo({
    Upgrade: "WebSocket",
    "Sec-WebSocket-Extensions": "permessage-deflate",
    "Sec-WebSocket-Protocol": "opamp, other",
  });
  expect(answer).toContain("101 Switching Protocols");
  expect(answer).toContain("Sec-WebSocket-Protocol: opamp\r\n");
  expect(answer.toLowerCase()).not.toContain("extensions");
});

test.each([
  ["400", { Upgrade: "h2c" }],
  ["400", { "Sec-WebSocket-Key": "" }],
  ["400", { "Sec-WebSocket-Key": "c2hvcnQ=" }],
  ["426", { "Sec-WebSocket-Version": "12" }],
  ["426", { "Sec-WebSocket-Version": "" }],
] as const)("T-01 %s, with what to do instead, for %o", async (status, headers) => {
  const answer = await answerTo(headers);
  expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
  expect(answer).toMatch(/\r\n\r\n\S.*\.\n$/);
  if (status === "426") expect(answer).toContain("sec-websocket-version: 13");
});

test("T-21 an upgrade by POST is answered 405", async () => {
  expect(await answerTo({}, "POST")).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\n/);
});
