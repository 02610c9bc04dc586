import { describe, expect, it } from "vitest";
import { GOOD, OTHER } from "../testing/configs.js";
import { type Behaviour, make, openFleet, revise } from "../testing/fleet.js";
import { CALL, openHub } from "../testing/open-hub.js";
import {
  detailOf,
  membersOf,
  MINUTE,
  PLAIN_PLAN,
  reaches,
  running,
  start,
  steer,
} from "../testing/rollout-fleet.js";

describe("a good change", () => {
  it("goes wave by wave, and becomes stable", async () => {
    const fleet = await openFleet(await openHub(), 6);
    const id = await start(fleet, await revise(fleet.hub, OTHER));
    await fleet.run(30_000);
    expect(running(fleet, OTHER)).toBe(1);
    expect(await detailOf(fleet, id)).toMatchObject({ phase: "rolling", inFlight: 1 });
    await fleet.until(async () => running(fleet, OTHER) > 1);
    expect(running(fleet, OTHER)).toBe(3);
    await reaches(fleet, id, "complete");
    expect(running(fleet, OTHER)).toBe(6);
    const group = await fleet.hub.storage.groups.get("edge");
    expect(group?.stable).toEqual({ configuration: "edge", revision: 2, rollout: 1 });
    const view = await detailOf(fleet, id);
    expect(view).toMatchObject({ steps: { settled: 6 }, inFlight: 0, record: { live: false } });
    expect(view.waves.map(({ members }) => members)).toEqual([1, 2, 3]);
    const entries = await fleet.hub.plane.rolloutViews.entries(
      id,
      { limit: 50, cursor: null },
      CALL.scope,
    );
    const kinds = entries?.items.map(({ kind }) => kind).reverse() ?? [];
    expect(kinds[0]).toBe("started");
    expect(kinds.filter((kind) => kind === "wave-passed")).toHaveLength(3);
    expect(kinds.at(-1)).toBe("complete");
    const { items } = await fleet.hub.plane.audit.list(
      { text: "rollout" },
      { limit: 5, cursor: null },
    );
    expect(items.map(({ action, actor }) => `${actor.kind} ${action}`)).toEqual([
      "hub rollout-complete",
      "operator start-rollout",
    ]);
  });

  it("holds no more in flight than it may", async () => {
    const fleet = await openFleet(await openHub(), 8);
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAIN_PLAN,
      waves: [{ percent: 100 }],
      limits: { inFlight: 2 },
    });
    let most = 0;
    await fleet.until(async () => {
      const { inFlight, phase } = await detailOf(fleet, id);
      most = Math.max(most, inFlight);
      return phase === "complete";
    });
    expect(most).toBe(2);
    expect(running(fleet, OTHER)).toBe(8);
  });

  it("skips the soak where an operator says so", async () => {
    const fleet = await openFleet(await openHub(), 3);
    const plan = { ...PLAIN_PLAN, soakMs: 60 * MINUTE };
    const id = await start(fleet, await revise(fleet.hub, OTHER), plan);
    await reaches(fleet, id, "soaking");
    await steer(fleet, "promote-rollout", id);
    await fleet.until(async () => running(fleet, OTHER) === 3, 5 * MINUTE);
  });

  it("gives those who come later what is stable, until it is complete", async () => {
    const fleet = await openFleet(await openHub(), 4);
    const late = fleet.agents[3];
    if (late === undefined) throw new Error("There is no such agent.");
    await make(
      fleet.hub.plane.run("pin", CALL, { uid: late.uid, configuration: "edge", revision: 1 }),
    );
    const id = await start(fleet, await revise(fleet.hub, OTHER));
    expect((await detailOf(fleet, id)).record).toMatchObject({
      members: 3,
      leftOut: [{ reason: "pinned", agents: 1, uids: [late.uid] }],
    });
    await make(fleet.hub.plane.run("unpin", CALL, { uid: late.uid }));
    await fleet.until(async () => running(fleet, OTHER) === 3);
    expect(late.runs).toBe(GOOD);
    await reaches(fleet, id, "complete");
    await fleet.run(MINUTE);
    expect(late.runs).toBe(OTHER);
  });
});

describe("a change that harms", () => {
  const harms =
    (how: Behaviour, whom = (_index: number) => true) =>
    (config: string, index: number): Behaviour =>
      config === OTHER && whom(index) ? how : "applies";

  it("stops at a canary that crashes on it, which goes back by itself", async () => {
    const fleet = await openFleet(await openHub(), 6, harms("crashes"));
    const id = await start(fleet, await revise(fleet.hub, OTHER));
    await reaches(fleet, id, "paused");
    await fleet.run(5 * MINUTE);
    const view = await detailOf(fleet, id);
    expect(view.steps).toEqual({ failed: 1, waiting: 5 });
    expect(view.record.status.paused?.cause.by).toBe("limit");
    expect(view.causes).toMatchObject([{ kind: "crashed", agents: 1 }]);
    expect(running(fleet, GOOD)).toBe(6);
    expect(
      fleet.agents.flatMap(({ offered }) => offered).filter((it) => it === OTHER),
    ).toHaveLength(1);
  });

  it("goes back by itself where it is to", async () => {
    const fleet = await openFleet(
      await openHub(),
      6,
      harms("refuses", (index) => index > 2),
    );
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAIN_PLAN,
      waves: [{ percent: 100 }],
      onBreach: "roll-back",
    });
    await reaches(fleet, id, "rolled-back");
    expect(running(fleet, GOOD)).toBe(6);
    const group = await fleet.hub.storage.groups.get("edge");
    expect(group?.stable?.revision).toBe(1);
    const { steps } = await detailOf(fleet, id);
    expect(steps).toEqual({ returned: 6 });
  });

  it("goes on without those that are excluded, in one go", async () => {
    const fleet = await openFleet(
      await openHub(),
      6,
      harms("refuses", (index) => index < 2),
    );
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAIN_PLAN,
      waves: [{ percent: 100 }],
    });
    await reaches(fleet, id, "paused");
    await fleet.run(2 * MINUTE);
    const { causes } = await detailOf(fleet, id);
    expect(causes).toMatchObject([{ kind: "refused", agents: 2 }]);
    const cause = causes[0]?.cause ?? "";
    const done = await make(
      fleet.hub.plane.run("exclude", CALL, { rollout: id, cause, resume: true }),
    );
    expect(done.value.agents).toBe(2);
    await reaches(fleet, id, "complete");
    await fleet.run(2 * MINUTE);
    expect(running(fleet, OTHER)).toBe(4);
    expect(running(fleet, GOOD)).toBe(2);
    const [held] = (await membersOf(fleet, id)).filter(({ step }) => step === "excluded");
    const view = await fleet.hub.plane.agentView(held?.uid ?? "", CALL.scope);
    expect(view?.record.hold).toMatchObject({ revision: { revision: 1 }, rollout: 1 });
    expect(view).toMatchObject({ sync: "in-sync" });
  });

  it("is tried again on those that failed when an operator asks", async () => {
    let isMended = false;
    const fleet = await openFleet(await openHub(), 4, (config, index) =>
      config === OTHER && index === 0 && !isMended ? "crashes" : "applies",
    );
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAIN_PLAN,
      waves: [{ percent: 100 }],
      limits: { failures: 2, failuresPercent: null },
    });
    await fleet.until(async () => (await detailOf(fleet, id)).steps.failed === 1);
    isMended = true;
    await make(fleet.hub.plane.run("retry-failed", CALL, { rollout: id }));
    await fleet.until(async () => running(fleet, OTHER) === 4);
    await reaches(fleet, id, "complete");
    expect((await detailOf(fleet, id)).steps).toEqual({ settled: 4 });
  });

  it("counts who never answers as failed", async () => {
    const fleet = await openFleet(await openHub(), 4, harms("hangs"));
    const id = await start(fleet, await revise(fleet.hub, OTHER));
    await reaches(fleet, id, "paused");
    const view = await detailOf(fleet, id);
    expect(view.causes).toMatchObject([{ kind: "not-answering", agents: 1 }]);
  });
});
