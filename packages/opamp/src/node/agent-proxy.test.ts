import { expect, onTestFinished, test } from "vitest";
import type { ConnectionClosed } from "../agent/index.js";
import { AgentDescriptionSchema, create } from "../messages.js";
import { startProxy } from "../testing/connect-proxy.js";
import { startServer } from "../testing/secure-server.js";
import { testCa } from "../testing/test-ca.js";
import { connectAgent, proxyFromEnvironment, type ProxyOptions } from "./index.js";

async function setUpProxy(tls: false | undefined, status?: number) {
  const server = await startServer(tls === undefined ? {} : { tls });
  const proxy = await startProxy(status);
  onTestFinished(() => proxy.stop());
  onTestFinished(() => server.stop());
  return { server, proxy };
}

function connect(endpoint: string, proxy: ProxyOptions) {
  const reasons: ConnectionClosed[] = [];
  const agent = connectAgent({
    endpoint,
    proxy,
    tls: { ca: testCa.cert },
    headers: { authorization: "Bearer server" },
    description: create(AgentDescriptionSchema),
    capabilities: 1n,
    callbacks: { onDisconnect: (reason) => void reasons.push(reason) },
  });
  onTestFinished(() => agent.stop());
  return reasons;
}

test.each([
  ["wss", "ws", undefined],
  ["ws", "ws", false],
  ["https", "http", undefined],
  ["http", "http", false],
] as const)("%s goes through a proxy by CONNECT", async (_, kind, tls) => {
  const { server, proxy } = await setUpProxy(tls);
  const url = `http://me:p%40ss@127.0.0.1:${proxy.port}`;
  connect(server[kind], { url, connectHeaders: { "x-team": "a" } });
  await expect.poll(() => server.arrived).toHaveLength(1);
  const [asked] = proxy.asked;
  expect(asked?.target).toBe(`127.0.0.1:${server.port}`);
  expect(asked?.headers["proxy-authorization"]).toBe(
    `Basic ${Buffer.from("me:p@ss").toString("base64")}`,
  );
  expect(asked?.headers["x-team"]).toBe("a");
  // What is for the server is none of the proxy's business, and the other way round.
  expect(asked?.headers["authorization"]).toBeUndefined();
  expect(server.arrived[0]?.headers["authorization"]).toBe("Bearer server");
  expect(server.arrived[0]?.headers["proxy-authorization"]).toBeUndefined();
});

test.each(["ws", "http"] as const)(
  "%s: a proxy that refuses, or is not there, is named",
  async (kind) => {
    const { server, proxy } = await setUpProxy(undefined, 407);
    const url = `http://me:secret@127.0.0.1:${proxy.port}`;
    const refused = connect(server[kind], { url });
    const absent = connect(server[kind], { url: "http://127.0.0.1:1" });
    await expect.poll(() => refused[0]?.message).toMatch(/the proxy .* refused the way .* 407/);
    await expect.poll(() => absent[0]?.message).toMatch(/the proxy .*:1 cannot be used/);
    expect(refused[0]?.message).not.toContain("secret");
  },
);

test("a proxy that is no http or https URL is a mistake of the caller", () => {
  expect(() => connect("ws://127.0.0.1:1/", { url: "socks5://me:secret@x" })).toThrow(
    /^A proxy must be a URL that begins with http/,
  );
});

test("the customary variables choose the proxy, and its exceptions", () => {
  const choose = proxyFromEnvironment({
    HTTPS_PROXY: "https://upper:1",
    https_proxy: "https://secure:1",
    HTTP_PROXY: "plain:2",
    NO_PROXY:
      "internal.example, .corp , 10.0.0.0/8,192.168.1.7,odd.example:8080,[fd00::1]:443,fd01::2",
  });
  const proxyOf = (url: string) => choose(new URL(url))?.url;
  expect(proxyOf("wss://hub.example/v1/opamp")).toBe("https://secure:1");
  expect(proxyOf("https://hub.example")).toBe("https://secure:1");
  expect(proxyOf("ws://hub.example")).toBe("http://plain:2");
  expect(proxyOf("ws://odd.example")).toBe("http://plain:2");
  expect(proxyOf("wss://myinternal.example")).toBe("https://secure:1");
  const direct = [
    "wss://internal.example",
    "wss://a.internal.example",
    "ws://a.corp",
    "ws://10.9.8.7:4320",
    "ws://192.168.1.7",
    "ws://odd.example:8080",
    "wss://[fd00::1]",
    "wss://[fd01::2]:99",
    "ws://localhost:4320",
    "ws://127.0.0.1:4320",
  ];
  for (const url of direct) expect(proxyOf(url), url).toBeUndefined();
});

test("all proxies, no proxy at all, and the trap of CGI", () => {
  const url = new URL("ws://hub.example");
  expect(proxyFromEnvironment({ ALL_PROXY: "http://a" })(url)?.url).toBe("http://a");
  expect(proxyFromEnvironment({ ALL_PROXY: "http://a", no_proxy: "*" })(url)).toBeUndefined();
  expect(proxyFromEnvironment({})(url)).toBeUndefined();
  const cgi = { REQUEST_METHOD: "GET", HTTP_PROXY: "http://evil" };
  expect(proxyFromEnvironment(cgi)(url)).toBeUndefined();
  expect(() => proxyFromEnvironment({ HTTP_PROXY: "socks5://x" })).toThrow(/http/);
});
