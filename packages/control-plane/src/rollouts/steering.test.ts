import { describe, expect, it } from "vitest";
import { GOOD, OTHER } from "../testing/configs.js";
import { make, openFleet, revise } from "../testing/fleet.js";
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

const THIRD = GOOD.replace("traces", "metrics");

describe("an operator", () => {
  it("aborts, and moves nobody; an agent that was away does not get the revision on its return", async () => {
    const fleet = await openFleet(await openHub(), 5);
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAIN_PLAN,
      waves: [{ count: 1 }, { percent: 100 }],
      limits: { inFlight: 2 },
    });
    const [away] = (await membersOf(fleet, id)).filter(({ wave }) => wave === 1);
    const gone = fleet.agents.find(({ uid }) => uid === away?.uid);
    await fleet.until(async () => running(fleet, OTHER) === 1);
    gone?.leave();
    await fleet.until(async () => running(fleet, OTHER) >= 2);
    const before = fleet.agents.map(({ runs }) => runs);
    await steer(fleet, "abort-rollout", id);
    const { phase, record } = await detailOf(fleet, id);
    expect({ phase, live: record.live }).toEqual({ phase: "aborted", live: false });
    await gone?.back(fleet.hub);
    await fleet.run(10 * MINUTE);
    expect(fleet.agents.map(({ runs }) => runs)).toEqual(before);
    expect(gone?.offered.includes(OTHER)).toBe(false);
    expect((await fleet.hub.storage.groups.get("edge"))?.stable?.revision).toBe(1);
    const refused = await fleet.hub.plane.run("pause-rollout", CALL, { rollout: id });
    expect(refused).toMatchObject({ kind: "problem", code: "nothing-to-do" });
  });

  it("pauses: what was not acknowledged is not offered until he resumes", async () => {
    const fleet = await openFleet(await openHub(), 3);
    const id = await start(fleet, await revise(fleet.hub, OTHER), {
      ...PLAIN_PLAN,
      waves: [{ percent: 100 }],
    });
    await steer(fleet, "pause-rollout", id);
    await fleet.run(5 * MINUTE);
    expect(running(fleet, OTHER)).toBe(0);
    expect((await detailOf(fleet, id)).phase).toBe("paused");
    await steer(fleet, "resume-rollout", id);
    await reaches(fleet, id, "complete");
    expect(running(fleet, OTHER)).toBe(3);
  });

  it("is told what rolling back would do, and everyone who moved goes back", async () => {
    const fleet = await openFleet(await openHub(), 5);
    const id = await start(fleet, await revise(fleet.hub, OTHER));
    await fleet.until(async () => running(fleet, OTHER) === 3);
    await fleet.run(90_000);
    const { goingBack } = await detailOf(fleet, id);
    expect(goingBack.returns[0]).toMatchObject({ to: { revision: 1 }, restarts: 3 });
    const plan = await fleet.hub.plane.plan("roll-back-rollout", CALL, { rollout: id });
    expect(plan).toMatchObject({ kind: "plan" });
    await steer(fleet, "roll-back-rollout", id);
    await reaches(fleet, id, "rolled-back");
    expect(running(fleet, GOOD)).toBe(5);
    await fleet.run(10 * MINUTE);
    expect(running(fleet, GOOD)).toBe(5);
  });

  it("starts another: it ends the one before, and goes on from where everyone is", async () => {
    const fleet = await openFleet(await openHub(), 6);
    const first = await start(fleet, await revise(fleet.hub, OTHER));
    await fleet.until(async () => running(fleet, OTHER) === 1);
    const revision = await revise(fleet.hub, THIRD);
    const second = await start(fleet, revision);
    expect((await detailOf(fleet, first)).phase).toBe("superseded");
    const { record, from } = await detailOf(fleet, second);
    expect(record.number).toBe(2);
    expect(from.map(({ agents }) => agents)).toEqual([5, 1]);
    await reaches(fleet, second, "complete");
    expect(running(fleet, THIRD)).toBe(6);
    const { total } = await fleet.hub.plane.rolloutViews.list(
      { live: true },
      { limit: 1, cursor: null },
      CALL.scope,
    );
    expect(total).toBe(0);
  });

  it("is refused what cannot work, before anything starts", async () => {
    const fleet = await openFleet(await openHub(), 2);
    const { plane } = fleet.hub;
    const revision = await revise(fleet.hub, OTHER);
    const ask = (input: object) =>
      plane.run("start-rollout", CALL, { group: "edge", revision, ...input });
    expect(await ask({ expectedAgents: 3 })).toMatchObject({ code: "expected-agents", agents: 2 });
    expect(await ask({ revision: 9 })).toMatchObject({ code: "not-found" });
    expect(await ask({ group: "nobody" })).toMatchObject({ code: "not-found" });
    expect(await ask({ revision: 1 })).toMatchObject({ code: "nothing-to-do" });
    expect(await ask({ plan: { waves: [{ percent: 120 }] } })).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/waves/0/percent" }],
    });
    await make(plane.run("create-configuration", CALL, { name: "base", kind: "fragment" }));
    expect(await ask({ configuration: "base" })).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/configuration" }],
    });
    await make(plane.run("create-group", CALL, { name: "empty", query: "name:nobody" }));
    expect(await ask({ group: "empty", configuration: "edge" })).toMatchObject({
      code: "no-members",
    });
    expect(await ask({ group: "empty" })).toMatchObject({
      code: "invalid",
      errors: [{ pointer: "/configuration" }],
    });
    const { total } = await plane.rollouts.list({}, { limit: 1, cursor: null });
    expect(total).toBe(0);
  });
});
