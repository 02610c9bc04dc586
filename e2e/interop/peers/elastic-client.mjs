// Elastic's OpAMP client in a process of its own, since what it cannot bear ends its process. First line:
// its options; then `stop`. It applies every config that it is offered.
import { Buffer } from "node:buffer";
import { channel } from "node:diagnostics_channel";
import { createInterface } from "node:readline";
import {
  AgentCapabilities,
  createOpAMPClient,
  DIAG_CH_SEND_FAIL,
  RemoteConfigStatuses,
} from "@elastic/opamp-client-node";

const say = (event, members) => console.log(JSON.stringify({ event, ...members }));

let client;
const start = (options) => {
  client = createOpAMPClient({
    ...options,
    capabilities:
      AgentCapabilities.AgentCapabilities_AcceptsRemoteConfig |
      AgentCapabilities.AgentCapabilities_ReportsRemoteConfig,
    diagEnabled: true,
    onMessage: ({ remoteConfig }) => {
      if (!remoteConfig) return;
      const { configHash, config } = remoteConfig;
      const files = Object.entries(config?.configMap ?? {}).map(([name, { body }]) => [
        name,
        Buffer.from(body).toString("base64"),
      ]);
      say("remote-config", { hash: Buffer.from(configHash).toString("hex"), files });
      client.setRemoteConfigStatus({
        status: RemoteConfigStatuses.RemoteConfigStatuses_APPLIED,
        lastRemoteConfigHash: configHash,
      });
    },
  });
  client.setAgentDescription({
    identifyingAttributes: { "service.name": "elastic-client", "service.version": "1" },
    nonIdentifyingAttributes: { "process.pid": process.pid, ready: true },
  });
  client.start();
};

channel(DIAG_CH_SEND_FAIL).subscribe(({ err, retryAfterMs }) =>
  say("send-failed", { error: String(err), retryAfterMs }),
);
const input = createInterface({ input: process.stdin });
input.on("line", (line) => {
  const command = JSON.parse(line);
  if (command.do !== "stop") start(command);
  else void client.shutdown().then(() => say("stopped", {}));
});
input.on("close", () => process.exit(0));
