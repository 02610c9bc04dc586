import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { ConnectionClosed } from "../agent/index.js";
import { AgentDescriptionSchema, create } from "../messages.js";
import { startServer } from "../testing/secure-server.js";
import { connectAgent } from "./index.js";
import { redirectOf } from "./redirect.js";

/** Sends everybody elsewhere, and keeps what headers they came with. */
async function redirector(status: number, location: (own: string) => string) {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer();
  const answer = (headers: IncomingHttpHeaders) => {
    seen.push(headers);
    const { port } = server.address() as AddressInfo;
    return location(`127.0.0.1:${port}`);
  };
  server.on("request", (request, response) => {
    request.resume();
    response.writeHead(status, { location: answer(request.headers) }).end();
  });
  server.on("upgrade", ({ headers }, socket) => {
    socket.end(
      `HTTP/1.1 ${status} Elsewhere\r\nlocation: ${answer(headers)}\r\ncontent-length: 0\r\n\r\n`,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  const { port } = server.address() as AddressInfo;
  return { seen, host: `127.0.0.1:${port}` };
}

function connect(endpoint: string) {
  const reasons: ConnectionClosed[] = [];
  const agent = connectAgent({
    endpoint,
    headers: { authorization: "Bearer secret" },
    description: create(AgentDescriptionSchema),
    capabilities: 1n,
    heartbeatIntervalMs: 1_000,
    callbacks: { onDisconnect: (reason) => void reasons.push(reason) },
  });
  onTestFinished(() => agent.stop());
  return { agent, reasons };
}

test.each(["ws", "http"] as const)(
  "%s: a redirect is followed, credentials are not taken along",
  async (kind) => {
    const server = await startServer({ tls: false });
    onTestFinished(() => server.stop());
    const { seen, host } = await redirector(307, () => server.http);
    connect(`${kind}://${host}/v1/opamp`);
    await expect.poll(() => server.arrived).toHaveLength(1);
    expect(seen[0]?.authorization).toBe("Bearer secret");
    expect(server.arrived[0]?.headers.authorization).toBeUndefined();
  },
);

test("a redirect for good is remembered, so that polls go there at once", async () => {
  const server = await startServer({ tls: false });
  onTestFinished(() => server.stop());
  const { seen, host } = await redirector(308, () => server.http);
  connect(`http://${host}/v1/opamp`);
  await expect.poll(() => server.arrived.length, { timeout: 5_000 }).toBeGreaterThan(1);
  expect(seen).toHaveLength(1);
});

test.each(["ws", "http"] as const)("%s: a redirect in a circle ends", async (kind) => {
  const { seen, host } = await redirector(307, (own) => `http://${own}/again`);
  const { reasons } = connect(`${kind}://${host}/v1/opamp`);
  await expect.poll(() => reasons[0]?.httpStatus).toBe(307);
  expect(seen).toHaveLength(6);
});

test("what counts as a redirect, and where it leads", () => {
  const follow = (from: string, status: number, to?: string) => {
    const redirect = redirectOf(new URL(from), status, to, [301, 307]);
    return redirect && [redirect.url.href, redirect.isPermanent];
  };
  expect(follow("ws://a/x", 301, "https://a/y#z")).toEqual(["wss://a/y", true]);
  expect(follow("ws://a/x", 307, "/y")).toEqual(["ws://a/y", false]);
  expect(follow("http://a/x", 307, "//b/y")).toEqual(["http://b/y", false]);
  expect(follow("http://a:1/x", 307, "http://a:2/x")).toEqual(["http://a:2/x", false]);
  expect(follow("wss://a/x", 307, "ws://a/x")).toBeUndefined();
  expect(follow("https://a/x", 307, "http://a/x")).toBeUndefined();
  expect(follow("http://a/x", 302, "/y")).toBeUndefined();
  expect(follow("http://a/x", 307, "file:///etc/passwd")).toBeUndefined();
  expect(follow("http://a/x", 307)).toBeUndefined();
});
