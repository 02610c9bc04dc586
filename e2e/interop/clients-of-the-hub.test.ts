import { join } from "node:path";
import type { AgentDetail } from "@fleethub/api";
import type { InstanceUid } from "@fleethub/opamp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addRevision, agentWhere, makeHub, pin } from "../real/house.js";
import type { Hub } from "../real/hub.js";
import { until } from "../real/wait.js";
import { GoClient } from "./peers/go-client.js";
import { opampGo } from "./peers/go-program.js";
import { LineProcess } from "./peers/line-process.js";
import { ended } from "./peers/opened.js";
import { freshUid } from "./peers/uid.js";

/** Small, and with nothing but what these clients say they have; the name makes another revision of it. */
const config = (name: string): string => `receivers:
  nop:
exporters:
  nop/${name}:
service:
  pipelines:
    traces:
      receivers: [nop]
      exporters: [nop/${name}]
`;

// One for all, since starting it takes most of the time.
let hub: Hub;
beforeAll(async () => {
  hub = await (await makeHub()).start();
});
afterAll(() => hub.remove());

const known = (uid: InstanceUid): Promise<AgentDetail> =>
  until(
    "the hub knows it",
    async () => {
      const answer = await hub.api<AgentDetail>("GET", `/agents/${uid}`);
      return answer.status === 200 && answer.body.presence === "connected" && answer.body;
    },
    20_000,
    () => hub.output,
  );

describe.runIf(opampGo).each(["ws", "http"] as const)(
  "opamp-go's client at the hub over %s",
  (scheme) => {
    it("G-08 G-09 G-15 M-01 D-01 Q-11 S-01 S-06 is shown, changed, restarted, told where its metrics go, known again after the hub restarted, and let go", async () => {
      const client = ended(new GoClient({ endpoint: hub.opamp(scheme) }));
      const { uid } = client;
      const shown = await known(uid);
      expect(shown.transport).toBe(scheme === "ws" ? "websocket" : "http");
      await agentWhere(hub, uid, "is healthy", ({ health }) => health === "healthy");

      await pin(hub, uid, "gateway", await addRevision(hub, "gateway", config("first")));
      const changed = await agentWhere(hub, uid, "is in sync", ({ sync }) => sync === "in-sync");
      expect(changed.config.acknowledged.status).toBe("applied");
      await agentWhere(hub, uid, "runs it", (one) => one.config.effective.verdict === "contains");

      await pin(hub, uid, "gateway", await addRevision(hub, "gateway", config("refuse")));
      const { config: facts } = await agentWhere(hub, uid, "has failed", (one) =>
        one.config.acknowledged.error.includes("is refused"),
      );
      expect(facts.target.hash).not.toBe(facts.desired.hash);
      await pin(hub, uid, "gateway", await addRevision(hub, "gateway", config("next")));
      await agentWhere(hub, uid, "is in sync again", ({ sync }) => sync === "in-sync");

      await hub.must("POST", `/agents/${uid}/restart`);
      await client.process.heard("command");

      const endpoint = "http://127.0.0.1:4318/v1/metrics";
      const told = { ownMetrics: { endpoint }, heartbeatIntervalSeconds: 1 };
      await hub.must("PUT", `/agents/${uid}/connection`, told);
      expect(await client.process.heard("settings")).toMatchObject({
        offers: { ownMetrics: { destinationEndpoint: endpoint } },
      });
      await agentWhere(hub, uid, "took the settings", ({ connectionStatus }) => {
        return connectionStatus.status === "applied";
      });

      const offers = client.process.said("remote-config").length;
      await hub.stop();
      await hub.start();
      await known(uid);
      await agentWhere(hub, uid, "is in sync still", ({ sync }) => sync === "in-sync");
      expect(client.process.said("remote-config")).toHaveLength(offers);

      await client.leave();
      if (scheme === "ws")
        await agentWhere(hub, uid, "is gone", ({ presence }) => presence === "disconnected");
    });
  },
);

describe("Elastic's OpAMP client at the hub", () => {
  it("G-08 is shown and changed, by acknowledgement alone since it reports no effective config", async () => {
    const uid = freshUid();
    const client = new LineProcess(process.execPath, [
      join(import.meta.dirname, "peers/elastic-client.mjs"),
    ]);
    ended({ remove: () => client.end() });
    client.tell({ endpoint: hub.opamp("http"), instanceUid: uid, heartbeatIntervalSeconds: 0.1 });
    const shown = await known(uid);
    expect(shown.capabilities).toEqual(
      expect.arrayContaining(["AcceptsRemoteConfig", "ReportsRemoteConfig"]),
    );
    await pin(hub, uid, "gateway", await addRevision(hub, "gateway", config("first")));
    const agent = await agentWhere(hub, uid, "is in sync", ({ sync }) => sync === "in-sync");
    expect(agent.config.acknowledged.status).toBe("applied");
    expect(client.said("remote-config")).toHaveLength(1);
    expect(client.said("send-failed")).toEqual([]);
    expect(client.exitCode).toBe(null);
  });
});
