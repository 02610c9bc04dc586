import type { Group } from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binaries } from "../real/house.js";
import { BRISK_WINDOW_MS, Lanes } from "../real/lanes.js";
import type { Lane } from "../real/lane.js";
import { crashing } from "../real/rollout-configs.js";
import { membersOf, phaseIs, startRollout } from "../real/rollouts.js";
import { until } from "../real/wait.js";

describe.runIf(binaries)("a change of a group of real agents", () => {
  let lanes: Lanes;
  let edge: Lane;
  let gateway: Lane;

  beforeAll(async () => {
    lanes = await Lanes.open();
    [edge, gateway] = await Promise.all([lanes.lane("edge", 3), lanes.lane("gateway", 3)]);
  });
  afterAll(() => lanes?.remove());

  it("that is good goes through wave by wave, and who arrives later has it at once", async () => {
    const { hub } = lanes;
    const revision = await lanes.revision("edge", "edge-2");
    const begun = await startRollout(hub, {
      group: "edge",
      revision,
      waves: [{ count: 1 }, { count: 1 }],
      expectedAgents: 3,
    });
    await phaseIs(hub, begun.id, "complete");

    const waves = (await membersOf(hub, begun.id)).map(({ uid, wave }) => ({
      wave,
      host: edge.host(uid ?? ""),
    }));
    expect(waves.map(({ wave }) => wave)).toEqual([0, 1, 2]);
    const times = waves.map(({ host }) => host.when("edge-2"));
    for (const [index, time] of times.entries()) {
      const before = times[index - 1];
      if (before === undefined) continue;
      expect(
        time - before,
        "a wave waits until the one before has settled and soaked",
      ).toBeGreaterThan(BRISK_WINDOW_MS);
    }
    await edge.allRun("edge-2");
    for (const { host } of waves) {
      expect(host.changes).toEqual(["edge-1", "edge-2"]);
      await until(`${host.name} sends under it`, () =>
        lanes.sink.changesOf(host.name).includes("edge-2"),
      );
    }
    const group = await hub.must<Group>("GET", "/groups/edge");
    expect(group.stable).toMatchObject({ configuration: "edge", revision });

    const late = await edge.add();
    await edge.allRun("edge-2", [late]);
    expect(late.changes, "and nothing before").toEqual(["edge-2"]);
    expect(gateway.hosts.map(({ changes }) => changes)).toEqual(
      gateway.hosts.map(() => ["gateway-1"]),
    );
  });

  it("that crashes stops at the canary and comes back, and nobody else ever saw it", async () => {
    const { hub } = lanes;
    const revision = await lanes.revision("gateway", "gateway-bad", {}, crashing);
    const before = gateway.hosts.map(({ supervisor }) => supervisor.collectors);
    const begun = await startRollout(hub, {
      group: "gateway",
      revision,
      waves: [{ count: 1 }],
      onBreach: "roll-back",
    });
    await phaseIs(hub, begun.id, "rolled-back");

    const [canary, ...rest] = await membersOf(hub, begun.id);
    const host = gateway.host(canary?.uid ?? "");
    await gateway.allRun("gateway-1");
    expect(host.changes).toEqual(["gateway-1", "gateway-bad", "gateway-1"]);
    expect(rest).toHaveLength(2);
    for (const [index, other] of gateway.hosts.entries()) {
      if (other === host) continue;
      expect(other.changes).toEqual(["gateway-1"]);
      expect(other.supervisor.collectors, "its Collector was left alone").toEqual(before[index]);
      expect(other.supervisor.received).not.toContain("gateway-bad");
    }
    const group = await hub.must<Group>("GET", "/groups/gateway");
    expect(group.stable).toMatchObject({ revision: 1 });
  });
});
