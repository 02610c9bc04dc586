import { expect, onTestFinished, test } from "vitest";
import { agentCapabilities } from "../capabilities.js";
import {
  AgentDescriptionSchema,
  type AgentToServer,
  ConnectionSettingsStatuses,
  create,
  type MessageInitShape,
  type OpAMPConnectionSettings,
  OpAMPConnectionSettingsSchema,
  TLSConnectionSettingsSchema,
} from "../messages.js";
import { startProxy } from "../testing/connect-proxy.js";
import { startServer } from "../testing/secure-server.js";
import { testCa } from "../testing/test-ca.js";
import { connectAgent, type NodeSettingsOptions } from "./index.js";
import { offeredTls } from "./offered-tls.js";

type Settings = MessageInitShape<typeof OpAMPConnectionSettingsSchema>;
const pem = (text: string) => new TextEncoder().encode(text);
const identity = { cert: pem(testCa.client.cert), privateKey: pem(testCa.client.key) };

async function server(options: Parameters<typeof startServer>[0]) {
  const started = await startServer(options);
  onTestFinished(() => started.stop());
  return started;
}

/** An agent whose first server offers it these settings with the first answer. */
async function offered(settings: Settings, options: NodeSettingsOptions = {}) {
  const old = await server({
    tls: false,
    reply: ({ sequenceNum }) =>
      sequenceNum > 0n
        ? {}
        : {
            connectionSettings: {
              hash: pem("h"),
              opamp: { heartbeatIntervalSeconds: 30n, ...settings },
            },
          },
  });
  const applied: OpAMPConnectionSettings[] = [];
  const agent = connectAgent({
    endpoint: old.ws,
    headers: { authorization: "Bearer old" },
    description: create(AgentDescriptionSchema),
    capabilities: agentCapabilities(
      "ReportsStatus",
      "AcceptsOpAMPConnectionSettings",
      "ReportsConnectionSettingsStatus",
    ),
    callbacks: { onOpampConnectionApplied: (now) => void applied.push(now) },
    trialTimeoutMs: 5_000,
    ...options,
  });
  onTestFinished(() => agent.stop());
  return { old, agent, applied };
}

const statusOf = (report: AgentToServer | undefined) => report?.connectionSettingsStatus?.status;

test.each(["ws", "http"] as const)(
  "S-09 an offer of another %s server with CA, certificate, header and proxy is tried, then taken",
  async (kind) => {
    const next = await server({ tls: { requestCert: true, rejectUnauthorized: true } });
    const proxy = await startProxy();
    onTestFinished(() => proxy.stop());
    const { old, applied } = await offered({
      destinationEndpoint: next[kind],
      headers: { headers: [{ key: "Authorization", value: "Bearer new" }] },
      tls: { caPemContents: testCa.cert, minVersion: "1.2", maxVersion: "TLSv1.3" },
      certificate: identity,
      proxy: { url: proxy.url, connectHeaders: { headers: [{ key: "x-team", value: "a" }] } },
    });
    await expect
      .poll(() => next.arrived.map(({ report }) => statusOf(report)))
      .toEqual([ConnectionSettingsStatuses.APPLYING, ConnectionSettingsStatuses.APPLIED]);
    expect(next.arrived[0]).toMatchObject({
      client: "agent",
      headers: { authorization: "Bearer new" },
    });
    expect(proxy.asked[0]?.headers["x-team"]).toBe("a");
    await expect.poll(() => old.arrived.at(-1)?.report.agentDisconnect).toBeDefined();
    expect(applied).toHaveLength(1);
  },
);

test("S-10 a server that refuses the new credentials leaves the agent where it was", async () => {
  const next = await server({ tls: false });
  next.refuseWith(401);
  const { old, agent, applied } = await offered({ destinationEndpoint: next.ws });
  await expect
    .poll(() => old.arrived.at(-1)?.report.connectionSettingsStatus?.errorMessage)
    .toMatch(/^The former connection stays: ws:.* refused the handshake with HTTP status 401$/);
  expect(agent.state).toBe("connected");
  expect(applied).toEqual([]);
});

test.each<[string, Settings, RegExp]>([
  ["no endpoint scheme that is known", { destinationEndpoint: "ftp://x" }, /begins with ws/],
  ["a certificate without key", { certificate: { cert: identity.cert } }, /private key/],
  [
    "a certificate that is none",
    { certificate: { ...identity, cert: pem("x") } },
    /cannot be used/,
  ],
  ["no verification", { tls: { insecureSkipVerify: true } }, /insecure_skip_verify/],
  ["a TLS version from the future", { tls: { minVersion: "1.9" } }, /TLS version "1.9"/],
  ["an unknown cipher suite", { tls: { cipherSuites: ["TLS_X"] } }, /cipher suite "TLS_X"/],
  ["a proxy that is none", { proxy: { url: "socks5://me:secret@x" } }, /proxy must be a URL/],
  [
    "a CA the server is not of",
    { tls: { caPemContents: testCa.client.cert } },
    /former connection/,
  ],
])("an offer with %s is FAILED with the reason", async (_, settings, reason) => {
  const next = await server({});
  const { old, agent } = await offered({ destinationEndpoint: next.ws, ...settings });
  await expect
    .poll(() => old.arrived.at(-1)?.report.connectionSettingsStatus?.errorMessage)
    .toMatch(reason);
  expect(agent.state).toBe("connected");
});

test("S-12 an empty certificate, by which supervisors are told the authority, is none", async () => {
  const next = await server({});
  const caCert = pem(testCa.cert);
  const tls = { caPemContents: testCa.cert };
  await offered({ destinationEndpoint: next.ws, certificate: { caCert }, tls });
  await expect.poll(() => next.arrived.length).toBeGreaterThan(0);
});

test("R-02 a certificate issued on request goes with the key that stayed here", async () => {
  const next = await server({ tls: { requestCert: true, rejectUnauthorized: true } });
  await offered(
    {
      destinationEndpoint: next.ws,
      certificate: { cert: identity.cert, caCert: pem(testCa.cert) },
      tls: { insecureSkipVerify: true, cipherSuites: ["TLS_AES_256_GCM_SHA384"] },
    },
    { certificateKey: () => testCa.client.key, allowInsecureSkipVerify: true },
  );
  await expect.poll(() => next.arrived[0]?.client).toBe("agent");
});

test("a later process starts with the settings that were applied", async () => {
  const old = await server({ tls: false });
  const next = await server({ tls: false });
  const agent = connectAgent({
    endpoint: old.ws,
    headers: { authorization: "Bearer old" },
    description: create(AgentDescriptionSchema),
    capabilities: agentCapabilities("ReportsStatus"),
    applied: create(OpAMPConnectionSettingsSchema, {
      destinationEndpoint: next.ws,
      headers: { headers: [{ key: "Authorization", value: "Bearer new" }] },
      heartbeatIntervalSeconds: 1n,
    }),
  });
  onTestFinished(() => agent.stop());
  await expect.poll(() => next.arrived.length, { timeout: 5_000 }).toBeGreaterThan(1);
  expect(next.arrived[0]?.headers.authorization).toBe("Bearer new");
  expect(old.arrived).toEqual([]);
});

test("an applied interval beyond bounds is brought into them, since no timer waits so long", async () => {
  const warnings: string[] = [];
  const warn = ({ name }: Error) => void warnings.push(name);
  process.on("warning", warn);
  onTestFinished(() => void process.off("warning", warn));
  const next = await server({ tls: false });
  const agent = connectAgent({
    endpoint: next.ws,
    description: create(AgentDescriptionSchema),
    capabilities: agentCapabilities("ReportsStatus"),
    applied: create(OpAMPConnectionSettingsSchema, {
      destinationEndpoint: next.ws,
      heartbeatIntervalSeconds: 10n ** 12n,
    }),
  });
  onTestFinished(() => agent.stop());
  await expect.poll(() => next.arrived.length).toBe(1);
  expect(warnings).toEqual([]);
});

test("an offer that names TLS versions alone leaves the agent's own trust as it is", async () => {
  const own = { ca: testCa.cert, cert: testCa.client.cert, key: testCa.client.key };
  const settings = (fields: MessageInitShape<typeof TLSConnectionSettingsSchema>) =>
    create(TLSConnectionSettingsSchema, fields);
  expect(offeredTls(settings({ minVersion: "1.3" }), undefined, own, {})).toEqual({
    ca: testCa.cert,
    minVersion: "TLSv1.3",
  });
  expect(offeredTls(settings({ includeSystemCaCertsPool: true }), undefined, own, {})).toEqual({
    includeSystemCas: true,
  });
});
