import { expect, it } from "vitest";
import { OTHER } from "../testing/configs.js";
import { openFleet, revise } from "../testing/fleet.js";
import { openHub } from "../testing/open-hub.js";
import { detailOf, membersOf, reaches, running, start } from "../testing/rollout-fleet.js";

const AGENTS = 1000;

it("a thousand members go in pieces, and every one of them once", async () => {
  const fleet = await openFleet(await openHub(), AGENTS);
  const id = await start(fleet, await revise(fleet.hub, OTHER), {
    waves: [{ count: 1 }, { percent: 100 }],
    soakMs: 0,
    gates: [],
    limits: { inFlight: AGENTS },
  });
  await reaches(fleet, id, "complete");
  expect(running(fleet, OTHER)).toBe(AGENTS);
  const { steps, record } = await detailOf(fleet, id);
  expect(steps).toEqual({ settled: AGENTS });
  // Two pieces of the second wave, and a commit for what each wave went through.
  expect(record.version).toBeLessThan(12);
  const offered = fleet.agents.map((agent) => agent.offered.filter((it) => it === OTHER).length);
  expect(new Set(offered)).toEqual(new Set([1]));
  expect(new Set((await membersOf(fleet, id)).map(({ wave }) => wave))).toEqual(new Set([0, 1]));
}, 120_000);
