import { expect, onTestFinished, test } from "vitest";
import type { Agent, ConnectionClosed } from "../agent/index.js";
import { AgentDescriptionSchema, create } from "../messages.js";
import { startServer } from "../testing/secure-server.js";
import { testCa } from "../testing/test-ca.js";
import type { AgentTlsOptions } from "./agent-tls.js";
import { cipherName, tlsVersion } from "./tls-words.js";
import { connectAgent } from "./index.js";

const ca = testCa.cert;

async function secureServer(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  onTestFinished(() => server.stop());
  return server;
}

/** Resolves with what came of the first attempt to connect. */
async function attempt(endpoint: string, tls?: AgentTlsOptions): Promise<string> {
  let agent: Agent | undefined;
  const message = await new Promise<string>((resolve) => {
    agent = connectAgent({
      endpoint,
      description: create(AgentDescriptionSchema),
      capabilities: 1n,
      callbacks: {
        onCustomCapabilities: () => resolve("answered"),
        onDisconnect: (reason: ConnectionClosed) => resolve(reason.message),
      },
      ...(tls && { tls }),
    });
  });
  await agent?.stop();
  return message;
}

const greeting = { reply: () => ({ customCapabilities: {} }) };

test.each(["ws", "http"] as const)("%s: a private CA has to be named", async (kind) => {
  const server = await secureServer(greeting);
  expect(await attempt(server[kind], { ca })).toBe("answered");
  expect(await attempt(server[kind])).toMatch(/self-signed certificate|unable to verify/);
  expect(await attempt(server[kind], { insecureSkipVerify: true })).toBe("answered");
  expect(await attempt(server[kind], { ca, includeSystemCas: true })).toBe("answered");
});

test.each(["ws", "http"] as const)("%s: a client certificate is shown", async (kind) => {
  const server = await secureServer({
    ...greeting,
    tls: { requestCert: true, rejectUnauthorized: true },
  });
  expect(await attempt(server[kind], { ca, ...testCa.client })).toBe("answered");
  expect(server.arrived[0]?.client).toBe("agent");
  expect(await attempt(server[kind], { ca })).not.toBe("answered");
});

test.each(["ws", "http"] as const)("%s: server name and versions are kept to", async (kind) => {
  const server = await secureServer({ ...greeting, tls: { maxVersion: "TLSv1.2" } });
  expect(await attempt(server[kind], { ca, servername: "hub.test" })).toBe("answered");
  const other = await attempt(server[kind], { ca, servername: "other.test" });
  expect(other).toMatch(/does not match certificate/);
  expect(await attempt(server[kind], { ca, minVersion: "TLSv1.3" })).toMatch(/version/);
});

test("versions and cipher suites are known by the names of offers", () => {
  expect(["1.2", "TLSv1.3", "tls 1.1", "1.4"].map(tlsVersion)).toEqual([
    "TLSv1.2",
    "TLSv1.3",
    "TLSv1.1",
    undefined,
  ]);
  expect(
    [
      "TLS_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
      "TLS_RSA_WITH_AES_128_GCM_SHA256",
      "ECDHE-RSA-AES128-GCM-SHA256",
      "TLS_NO_SUCH_THING",
    ].map(cipherName),
  ).toEqual([
    "TLS_AES_128_GCM_SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-AES256-SHA",
    "AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    undefined,
  ]);
});
