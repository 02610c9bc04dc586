import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { extensionYaml, supervisorYaml } from "../../apps/dashboard/src/connect/templates.js";
import { unknownExporter } from "../real/configs.js";
import {
  addRevision,
  agentWhere,
  binaries,
  firstAgent,
  openHub,
  openSupervisor,
  pin,
  requireBinaries,
  runGood,
} from "../real/house.js";
import { RunningProcess } from "../real/process.js";
import { freePort } from "../real/wait.js";

const collectors: RunningProcess[] = [];
afterEach(async () => {
  for (const one of collectors.splice(0)) await one.end("SIGTERM");
});

describe.runIf(binaries)("what the connect page writes", () => {
  it("a supervisor starts with it, is changed, and names the cause of a refusal", async () => {
    const hub = await openHub();
    const yaml = supervisorYaml({
      endpoint: hub.opamp(),
      executable: "{executable}",
      storage: "{storage}",
      before161: true,
    });
    openSupervisor(hub, { yaml });
    const { uid } = await firstAgent(hub);
    const port = await freePort();
    await runGood(hub, uid, port);
    const bad = await addRevision(hub, "gateway", unknownExporter(port));
    await pin(hub, uid, "gateway", bad, true);
    const agent = await agentWhere(hub, uid, "has failed", (one) => one.sync === "failed");
    expect(agent.reason).toContain('unknown type: "kafka"');
  });

  it("a Collector reports by itself with it", async () => {
    const hub = await openHub();
    const instanceUid = "0192f0a0-b0c0-7d0e-8f00-112233445566";
    const own = join(hub.dataDir, "collector.yaml");
    const opamp = join(hub.dataDir, "opamp.yaml");
    writeFileSync(own, PIPELINE);
    writeFileSync(opamp, extensionYaml({ endpoint: hub.opamp(), instanceUid }));
    const args = ["--config", own, "--config", opamp];
    collectors.push(new RunningProcess(requireBinaries().collector, args));
    expect((await firstAgent(hub)).uid).toBe(instanceUid);
  });
});

/** What the host runs already; the page's part is merged over it. */
const PIPELINE = `receivers:
  nop:
exporters:
  nop:
service:
  telemetry:
    metrics:
      level: none
  pipelines:
    traces:
      receivers: [nop]
      exporters: [nop]
`;
