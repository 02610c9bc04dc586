import { describe, expect, it } from "vitest";
import { GOOD, OTHER } from "../testing/configs.js";
import { type CountingCollector, newCollector, readingsOf } from "../testing/collector-metrics.js";
import { type Fleet, make, openFleet, revise } from "../testing/fleet.js";
import { CALL, openHub } from "../testing/open-hub.js";
import { detailOf, MINUTE, PLAIN_PLAN, reaches, running, start } from "../testing/rollout-fleet.js";
import type { RolloutPlanInput } from "./requests.js";

const EXPORT_MS = 10_000;

/** Collectors that send own metrics every ten seconds; those that run `OTHER` lose what it says. */
class FlowingFleet {
  readonly fleet: Fleet;
  readonly #collectors: CountingCollector[];
  readonly #loses: boolean;

  constructor(fleet: Fleet, loses: boolean) {
    this.fleet = fleet;
    this.#loses = loses;
    const now = fleet.hub.time.now();
    this.#collectors = fleet.agents.map(() => newCollector(now));
  }

  async run(ms: number): Promise<void> {
    const { hub, agents } = this.fleet;
    for (let passed = 0; passed < ms; passed += EXPORT_MS) {
      await this.fleet.run(EXPORT_MS);
      for (const [index, agent] of agents.entries()) {
        const collector = this.#collectors[index];
        if (collector === undefined) continue;
        collector.accepted += 100;
        const isLost = this.#loses && agent.runs === OTHER;
        collector[isLost ? "sendFailed" : "sent"] += 100;
        const readings = readingsOf(collector, hub.time.now());
        await hub.plane.telemetry.take({ uid: agent.uid, readings });
      }
    }
  }

  async until(holds: () => Promise<boolean>): Promise<void> {
    for (let rounds = 0; rounds < 200; rounds += 1) {
      if (await holds()) return;
      await this.run(EXPORT_MS);
    }
    throw new Error("It did not come about in time.");
  }
}

const PLAN: RolloutPlanInput = {
  ...PLAIN_PLAN,
  soakMs: 3 * MINUTE,
  gates: [
    { measure: "failed-to-apply", against: "limit", threshold: 0.05, sampleMin: 1, stopAt: null },
    {
      measure: "send-failures",
      against: "rest-and-past",
      threshold: 0.01,
      sampleMin: 1,
      stopAt: null,
    },
  ],
};

describe("gates", () => {
  it("take a change back that breaks the data path although every component is healthy", async () => {
    const flowing = new FlowingFleet(await openFleet(await openHub(), 8), true);
    const { fleet } = flowing;
    await flowing.run(5 * MINUTE);
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAN,
      onBreach: "roll-back",
    });
    await flowing.until(async () => (await detailOf(fleet, id)).phase === "rolled-back");
    const { record, gates, steps } = await detailOf(fleet, id);
    expect(record.status.rollingBack?.cause).toMatchObject({
      by: "gate",
      measure: "send-failures",
    });
    expect(steps).toEqual({ returned: 1, waiting: 7 });
    expect(running(fleet, GOOD)).toBe(8);
    const gate = gates[1];
    expect(gate?.verdict).toMatchObject({ verdict: "breached", wave: expect.closeTo(1, 1) });
    expect(gate?.points.length).toBeGreaterThan(0);
    const judged = await fleet.hub.plane.rollouts.judgements(id, 100);
    expect(judged.at(-1)?.verdicts[1]?.evidence).toMatchObject({
      falseAlarmRate: expect.any(Number),
    });
  });

  it("let a harmless one through, and say so", async () => {
    const flowing = new FlowingFleet(await openFleet(await openHub(), 6), false);
    const { fleet } = flowing;
    await flowing.run(5 * MINUTE);
    const id = await start(fleet, await revise(fleet.hub, OTHER), PLAN);
    await flowing.until(async () => (await detailOf(fleet, id)).phase === "complete");
    expect(running(fleet, OTHER)).toBe(6);
    const { gates } = await detailOf(fleet, id);
    expect(gates.map(({ verdict }) => verdict?.verdict)).toEqual(["holds", "holds"]);
    expect(gates[0]?.points.length).toBeGreaterThan(5);
  });

  it("do not blame a change for agents that were degraded before it", async () => {
    const fleet = await openFleet(await openHub(), 4);
    for (const agent of fleet.agents) await agent.degrade();
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAIN_PLAN,
      soakMs: MINUTE,
      gates: [
        {
          measure: "unhealthy",
          against: "rest-and-past",
          threshold: 0.05,
          sampleMin: 1,
          stopAt: 1,
        },
      ],
    });
    await reaches(fleet, id, "complete");
    const { gates } = await detailOf(fleet, id);
    expect(gates[0]?.verdict).toMatchObject({ verdict: "holds", wave: 1, past: 1 });
  });

  it("that nobody reports are not judged, and are never passed", async () => {
    const fleet = await openFleet(await openHub(), 3);
    const refused = await fleet.hub.plane.run("start-rollout", CALL, {
      group: "edge",
      revision: await revise(fleet.hub, OTHER),
      plan: PLAN,
    });
    expect(refused).toMatchObject({ kind: "problem", code: "invalid" });
    await make(
      fleet.hub.plane.run("start-rollout", CALL, {
        group: "edge",
        revision: 2,
        plan: { waves: [{ count: 1 }], soakMs: MINUTE },
      }),
    );
    const [row] = (
      await fleet.hub.plane.rolloutViews.list(
        { live: true },
        { limit: 1, cursor: null },
        CALL.scope,
      )
    ).items;
    const id = row?.record.id ?? "";
    await reaches(fleet, id, "complete");
    const { gates } = await detailOf(fleet, id);
    const flow = gates.filter(({ spec }) => spec.measure === "throughput");
    expect(flow.map(({ verdict }) => verdict?.verdict)).toEqual(["not-judged"]);
  });
});
