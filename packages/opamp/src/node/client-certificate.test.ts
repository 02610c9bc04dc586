import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { AgentDescriptionSchema, agentCapabilities, create } from "../index.js";
import { expect, onTestFinished, test } from "vitest";
import { CAPABILITIES } from "../testing/test-server.js";
import { testCa } from "../testing/test-ca.js";
import { attachOpamp, clientCertificateOf, connectAgent } from "./index.js";

/** Every peer is who its certificate says, or nobody. */
async function start() {
  const names: string[] = [];
  const { key, cert } = testCa.server;
  const asking = { requestCert: true, rejectUnauthorized: false };
  const https = createServer({ key, cert, ca: testCa.cert, ...asking });
  const opamp = attachOpamp(https, {
    capabilities: CAPABILITIES,
    admit: (request) => {
      const subject = clientCertificateOf(request)?.subject;
      return { admitted: true, identity: String(subject?.CN ?? "nobody") };
    },
    handler: { onReport: (_report, { identity }) => void names.push(identity) },
  });
  https.on("request", (request, response) => opamp.handleRequest(request, response));
  await once(https.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    https.closeAllConnections();
    https.close();
  });
  const { port } = https.address() as AddressInfo;
  return { names, of: (scheme: string) => `${scheme}://127.0.0.1:${port}/v1/opamp` };
}

test.each(["wss", "https"])(
  "T-02 admission knows whose certificate came over %s",
  async (scheme) => {
    const { names, of } = await start();
    const connect = (tls: object) => {
      const agent = connectAgent({
        endpoint: of(scheme),
        capabilities: agentCapabilities("ReportsStatus"),
        description: create(AgentDescriptionSchema),
        tls: { ca: testCa.cert, ...tls },
      });
      onTestFinished(() => agent.stop());
      return expect.poll(() => names.at(-1));
    };
    await connect({}).toBe("nobody");
    await connect(testCa.client).toMatch(/^(?!nobody).+/);
  },
);
