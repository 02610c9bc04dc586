import { describe, expect, it } from "vitest";
import { GOOD, OTHER } from "../testing/configs.js";
import { type Fleet, make, openFleet, revise } from "../testing/fleet.js";
import { CALL, openHub } from "../testing/open-hub.js";
import type { RolloutPlanInput } from "./requests.js";

const MINUTE = 60_000;

const PLAN: RolloutPlanInput = {
  waves: [{ count: 1 }, { count: 2 }],
  soakMs: MINUTE,
  gates: [],
};

const start = (fleet: Fleet, revision: number, plan: RolloutPlanInput = PLAN) =>
  make(fleet.hub.plane.run("start-rollout", CALL, { group: "edge", revision, plan })).then(
    ({ value }) => value.rollout.id,
  );

const detail = async ({ hub }: Fleet, id: string) => {
  const found = await hub.plane.rolloutViews.get(id);
  if (found === null) throw new Error("There is no such rollout.");
  return found;
};

const phase = async (fleet: Fleet, id: string) => (await detail(fleet, id)).phase;

const running = ({ agents }: Fleet, config: string) =>
  agents.filter(({ runs }) => runs === config).length;

describe("a rollout", () => {
  it("goes wave by wave, and makes the revision stable", async () => {
    const fleet = await openFleet(await openHub(), 6);
    const id = await start(fleet, await revise(fleet.hub, OTHER));
    await fleet.run(30_000);
    expect(running(fleet, OTHER)).toBe(1);
    expect(await detail(fleet, id)).toMatchObject({ phase: "rolling", inFlight: 1 });
    await fleet.until(async () => running(fleet, OTHER) > 1);
    expect(running(fleet, OTHER)).toBe(3);
    await fleet.until(async () => (await phase(fleet, id)) === "complete");
    expect(running(fleet, OTHER)).toBe(6);
    const group = await fleet.hub.storage.groups.get("edge");
    expect(group?.stable).toEqual({ configuration: "edge", revision: 2, rollout: 1 });
    const view = await detail(fleet, id);
    expect(view.steps).toEqual({ settled: 6 });
    expect(view.waves.map(({ members }) => members)).toEqual([1, 2, 3]);
    const entries = await fleet.hub.plane.rolloutViews.entries(id, { limit: 50, cursor: null });
    const kinds = entries?.items.map(({ kind }) => kind).reverse() ?? [];
    expect(kinds[0]).toBe("started");
    expect(kinds.at(-1)).toBe("complete");
    await fleet.run(5 * MINUTE);
    expect(running(fleet, OTHER)).toBe(6);
    expect(GOOD).not.toBe(OTHER);
  });
});
