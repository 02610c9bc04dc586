import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "@fleethub/api";
import { afterAll, describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import {
  addRevision,
  agentWhere,
  binaries,
  firstAgent,
  openHub,
  openSupervisor,
  pin,
  receives,
  requireBinaries,
} from "../real/house.js";
import { RunningProcess } from "../real/process.js";
import { freePort } from "../real/wait.js";

const processes: RunningProcess[] = [];
afterAll(async () => {
  for (const one of processes) await one.end("SIGTERM");
});

describe.runIf(binaries)("other ways to connect", () => {
  it("a supervisor that polls over plain HTTP is shown and changed like any other", async () => {
    const hub = await openHub();
    openSupervisor(hub, { endpoint: hub.opamp("http") });
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    await pin(hub, uid, "gateway", await addRevision(hub, "gateway", good(port)));
    const agent = await agentWhere(hub, uid, "is in sync", (one) => one.sync === "in-sync", 90_000);
    expect(agent.transport).toBe("http");
    expect(await receives(port)).toBe(true);
  });

  it("the Collector's own opamp extension is shown, and says why it cannot be changed", async () => {
    const hub = await openHub();
    const config = join(hub.dataDir, "collector.yaml");
    writeFileSync(config, extensionConfig(hub.opamp()));
    processes.push(new RunningProcess(requireBinaries().collector, ["--config", config]));
    const { uid } = await firstAgent(hub);
    expect(uid).toBe(EXTENSION_UID);
    const agent = await agentWhere(
      hub,
      uid,
      "reports its health",
      (one) => one.health === "healthy",
    );
    expect(agent.capabilities).not.toContain("AcceptsRemoteConfig");
    const refused = await hub.api<Problem>("PUT", `/agents/${uid}/configuration`, {
      configuration: "gateway",
      revision: await addRevision(hub, "gateway", good(await freePort())),
    });
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain("AcceptsRemoteConfig");
    expect((await hub.api("POST", `/agents/${uid}/restart`)).status).toBe(409);
  });
});

const EXTENSION_UID = "0192f0a0-b0c0-7d0e-8f00-112233445566";

const extensionConfig = (endpoint: string): string => `extensions:
  opamp:
    instance_uid: ${EXTENSION_UID}
    server:
      ws:
        endpoint: ${endpoint}
        tls:
          insecure: true
receivers:
  nop:
exporters:
  nop:
service:
  extensions: [opamp]
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: [nop]
      exporters: [nop]
`;
