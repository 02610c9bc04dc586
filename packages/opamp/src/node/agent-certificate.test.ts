import { expect, onTestFinished, test } from "vitest";
import { agentCapabilities } from "../capabilities.js";
import {
  AgentDescriptionSchema,
  ConnectionSettingsStatuses,
  create,
  type MessageInitShape,
  OpAMPConnectionSettingsSchema,
} from "../messages.js";
import { startServer } from "../testing/secure-server.js";
import { testCa } from "../testing/test-ca.js";
import { connectAgent } from "./index.js";

const pem = (text: string) => new TextEncoder().encode(text);
const certificate = { cert: pem(testCa.client.cert), privateKey: pem(testCa.client.key) };
const requested = { requestCert: true, rejectUnauthorized: false };

async function server(options: Parameters<typeof startServer>[0]) {
  const started = await startServer(options);
  onTestFinished(() => started.stop());
  return started;
}

test.each([
  ["without certificate means none: the one in use is left behind", false, undefined],
  ["with the certificate that shall stay keeps it", true, "agent"],
])("S-11 an offer %s", async (_what, isOffered, expected) => {
  const next = await server({ tls: requested });
  const opamp: MessageInitShape<typeof OpAMPConnectionSettingsSchema> = {
    destinationEndpoint: next.ws,
    heartbeatIntervalSeconds: 30n,
    tls: { caPemContents: testCa.cert },
    ...(isOffered && { certificate }),
  };
  const reply = () => ({ connectionSettings: { hash: pem("h"), opamp } });
  const old = await server({ tls: requested, reply });
  const agent = connectAgent({
    endpoint: old.ws,
    description: create(AgentDescriptionSchema),
    capabilities: agentCapabilities(
      "ReportsStatus",
      "AcceptsOpAMPConnectionSettings",
      "ReportsConnectionSettingsStatus",
    ),
    callbacks: {},
    tls: { ca: testCa.cert, ...testCa.client },
    trialTimeoutMs: 5_000,
  });
  onTestFinished(() => agent.stop());
  await expect
    .poll(() => next.arrived.at(-1)?.report.connectionSettingsStatus?.status)
    .toBe(ConnectionSettingsStatuses.APPLIED);
  expect(old.arrived[0]?.client).toBe("agent");
  expect(new Set(next.arrived.map(({ client }) => client))).toEqual(new Set([expected]));
});
