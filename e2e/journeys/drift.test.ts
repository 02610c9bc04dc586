import { describe, expect, it } from "vitest";
import { good } from "../real/configs.js";
import {
  addRevision,
  agentWhere,
  binaries,
  firstAgent,
  openHub,
  openSupervisor,
  pin,
} from "../real/house.js";
import { manyConfigs } from "../real/many-configs.js";
import { freePort } from "../real/wait.js";

/** Where an agent stands once its effective config is judged. */
const SETTLED = ["in-sync", "drifted", "failed", "rolled-back"];

/** Agents that share the work, since each takes seconds to apply. */
const LANES = 3;

describe.runIf(binaries)("what runs against what was wanted", () => {
  it("however a configuration is written, an agent that runs it has not drifted", async () => {
    const hub = await openHub();
    const env = { FLEET_TEST_TOKEN: "s3cr3t", FLEET_TEST_BACKEND: "http://127.0.0.1:9" };
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      openSupervisor(hub, { env, applyTimeout: "3s", attributes: { lane: `${lane}` } });
      const { uid } = await firstAgent(hub, `attr.lane:${lane}`);
      const configs = Object.entries(manyConfigs(await freePort()));
      const told: (readonly [string, string, string])[] = [];
      for (const [name, text] of configs.filter((_each, at) => at % LANES === lane)) {
        const revision = await addRevision(hub, `lane-${lane}`, text);
        await pin(hub, uid, `lane-${lane}`, revision);
        const { sync, reason } = await agentWhere(
          hub,
          uid,
          name,
          (one) =>
            one.revision === revision &&
            SETTLED.includes(one.sync) &&
            (one.sync !== "in-sync" || one.verified === "effective"),
        );
        told.push([name, sync, reason]);
      }
      return told;
    });
    const told = (await Promise.all(lanes)).flat();
    expect(told.length).toBeGreaterThanOrEqual(20);
    expect(told.filter(([, sync]) => sync !== "in-sync")).toEqual([]);
  });

  it.each([
    [
      "another value",
      "processors: {batch: {timeout: 9s}}\n",
      "processors.batch.timeout is 9s, not 2s",
    ],
    [
      "a pipeline beside ours",
      "exporters: {nop: }\nservice: {pipelines: {logs: {receivers: [otlp], exporters: [nop]}}}\n",
      "service.pipelines.logs runs, and nobody asked for it",
    ],
    [
      "own telemetry",
      "service: {telemetry: {logs: {level: error}}}\n",
      "service.telemetry.logs.level is error, not info",
    ],
  ])("a local file that overrides: %s", async (_what, localConfig, difference) => {
    const hub = await openHub();
    openSupervisor(hub, { localConfig, localWins: true, applyTimeout: "3s" });
    const { uid } = await firstAgent(hub);
    const text = good(await freePort()).replace(
      "  telemetry:\n",
      "  telemetry:\n    logs: {level: info}\n",
    );
    await pin(hub, uid, "gateway", await addRevision(hub, "gateway", text));
    const agent = await agentWhere(hub, uid, "has drifted", (one) => one.sync === "drifted");
    expect(agent.reason).toContain(difference);
  });
});
