import type { Group } from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binaries } from "../real/house.js";
import { Lanes } from "../real/lanes.js";
import type { Lane } from "../real/lane.js";
import { crashing } from "../real/rollout-configs.js";
import { membersOf, phaseIs, rolloutWhere, startRollout } from "../real/rollouts.js";
import { until } from "../real/wait.js";

describe.runIf(binaries)("the hub is killed while waves are under way", () => {
  let lanes: Lanes;
  let edge: Lane;
  let gateway: Lane;

  beforeAll(async () => {
    lanes = await Lanes.open();
    [edge, gateway] = await Promise.all([lanes.lane("edge", 3), lanes.lane("gateway", 3)]);
  });
  afterAll(() => lanes?.remove());

  it("and the good change is complete, the bad one is taken back, and nobody took anything twice", async () => {
    const { hub } = lanes;
    const again = async () => {
      await hub.kill();
      await hub.start();
    };
    const goodRevision = await lanes.revision("edge", "edge-2");
    const badRevision = await lanes.revision("gateway", "gateway-bad", {}, crashing);
    const waves = [{ count: 1 }, { count: 1 }];
    const good = await startRollout(hub, { group: "edge", revision: goodRevision, waves });
    const bad = await startRollout(hub, {
      group: "gateway",
      revision: badRevision,
      waves,
      onBreach: "roll-back",
    });
    const [canary, next, last] = (await membersOf(hub, good.id)).map(({ uid }) =>
      edge.host(uid ?? ""),
    );
    const [victim] = (await membersOf(hub, bad.id)).map(({ uid }) => gateway.host(uid ?? ""));

    await until("both canaries have theirs", () => {
      return canary?.change === "edge-2" && victim?.changes.includes("gateway-bad") === true;
    });
    await again();
    await phaseIs(hub, bad.id, "rolled-back");
    await rolloutWhere(hub, good.id, "opened its second wave", ({ waves: [, second] }) => {
      return second !== undefined && second.openedAt !== null;
    });
    await until("the second wave has its own", () => next?.change === "edge-2");
    await again();
    await phaseIs(hub, good.id, "complete", 150_000);

    await edge.allRun("edge-2");
    expect(edge.hosts.map(({ changes }) => changes)).toEqual(
      edge.hosts.map(() => ["edge-1", "edge-2"]),
    );
    expect(last?.when("edge-2")).toBeGreaterThan(next?.when("edge-2") ?? Infinity);
    expect(await hub.must<Group>("GET", "/groups/edge")).toMatchObject({
      stable: { revision: goodRevision },
    });

    await gateway.allRun("gateway-1");
    expect(victim?.changes).toEqual(["gateway-1", "gateway-bad", "gateway-1"]);
    for (const other of gateway.hosts) {
      if (other !== victim) expect(other.changes).toEqual(["gateway-1"]);
    }
  }, 300_000);
});
