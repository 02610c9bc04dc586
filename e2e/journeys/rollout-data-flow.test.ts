import type { AgentDetail } from "@fleethub/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { binaries } from "../real/house.js";
import { Lanes } from "../real/lanes.js";
import type { Lane } from "../real/lane.js";
import { sending, type Sending } from "../real/rollout-configs.js";
import { membersOf, readRollout, startRollout } from "../real/rollouts.js";
import { until } from "../real/wait.js";

/** Nobody listens there. */
const NOWHERE = 9;

const OWN_METRICS_EVERY_MS = 2_000;

/** Leaves the Collector's own metrics to the supervisor. */
const observed = (of: Sending): string => sending({ ...of, ownMetrics: true });

describe.runIf(binaries)("a change that every component calls healthy", () => {
  let lanes: Lanes;
  let lane: Lane;

  beforeAll(async () => {
    lanes = await Lanes.open({ env: { FLEETHUB_OWN_METRICS: "on" } });
    const endpoint = `http://127.0.0.1:${lanes.hub.agentsPort}/v1/metrics`;
    const ownMetrics = { endpoint, intervalMs: OWN_METRICS_EVERY_MS };
    lane = await lanes.lane("payments", 3, { agents: { ownMetrics }, text: observed });
  });
  afterAll(() => lanes?.remove());

  it("and that sends data to nowhere is caught by what the Collectors count, and taken back", async () => {
    const { hub } = lanes;
    await until(
      "the hub sees data flow through everyone",
      async () => {
        const agents = lane.hosts.map(({ uid }) => hub.must<AgentDetail>("GET", `/agents/${uid}`));
        return (await Promise.all(agents)).every(({ flow }) => flow === "flowing");
      },
      60_000,
      async () => hub.must("GET", `/agents/${lane.hosts[0]?.uid}`),
    );
    const revision = await lanes.revision("payments", "payments-lost", { to: NOWHERE }, observed);
    const others = lane.hosts.map(({ supervisor }) => supervisor.collectors);
    const begun = await startRollout(hub, {
      group: "payments",
      revision,
      waves: [{ count: 1 }],
      soakSeconds: 60,
      onBreach: "roll-back",
    });
    const [canary] = await membersOf(hub, begun.id);
    const host = lane.host(canary?.uid ?? "");
    const words = new Set<string>();
    const rollout = await until(
      "it is taken back",
      async () => {
        const { flow, health } = await hub.must<AgentDetail>("GET", `/agents/${host.uid}`);
        words.add(`${health}, ${flow}`);
        const one = await readRollout(hub, begun.id);
        return one.phase === "rolled-back" && one;
      },
      120_000,
      async () => ({
        words: [...words],
        rollout: await readRollout(hub, begun.id),
        agent: await hub.must("GET", `/agents/${host.uid}/telemetry`),
      }),
    );
    expect([...words], "what the console showed").toContain("healthy, losing-data");
    expect(rollout.rollingBack).toMatchObject({ by: "gate", measure: "send-failures" });
    await lane.allRun("payments-1");
    expect(host.changes).toEqual(["payments-1", "payments-lost", "payments-1"]);
    const back = host.given.at(-1)?.at ?? 0;
    await until("its data arrives again", () =>
      lanes.sink.of(host.name).some(({ at, change }) => at > back && change === "payments-1"),
    );
    for (const [index, other] of lane.hosts.entries()) {
      if (other === host) continue;
      expect(other.changes).toEqual(["payments-1"]);
      expect(other.supervisor.collectors, "its Collector was left alone").toEqual(others[index]);
    }
  }, 240_000);
});
