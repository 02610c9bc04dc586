import { expect, it } from "vitest";
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

const VALUED = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:LEVEL}");
const LEVEL = { name: "LEVEL", type: "text", default: "basic" } as const;

it("F8 one that was pinned and lifted between two looks is none any more, and holds nobody up", async () => {
  const fleet = await openFleet(await openHub(), 4);
  const { hub } = fleet;
  const id = await start(fleet, await revise(hub, OTHER), {
    ...PLAIN_PLAN,
    waves: [{ count: 2 }],
  });
  const assigned = async () =>
    (await membersOf(fleet, id)).filter(({ step }) => step === "assigned" || step === "offered");
  await fleet.until(async () => (await assigned()).length > 0);
  const [first] = await assigned();
  const uid = first?.uid ?? "";
  await make(hub.plane.run("pin", CALL, { uid, configuration: "edge", revision: 1 }));
  await make(hub.plane.run("unpin", CALL, { uid }));
  await reaches(fleet, id, "complete");
  await fleet.until(async () => running(fleet, OTHER) === 4);
});

it("an excluded member of a change of values keeps the values that it had", async () => {
  const fleet = await openFleet(await openHub(), 4);
  const { hub, agents } = fleet;
  const made = await make(
    hub.plane.run("create-revision", CALL, { name: "edge", content: VALUED, variables: [LEVEL] }),
  );
  await reaches(fleet, await start(fleet, made.value.revision.number), "complete");
  const before = agents.map(({ runs }) => runs);
  const values = {
    verb: "label",
    query: "group:edge",
    input: { variables: { LEVEL: "normal" } },
  } as const;
  const { rollout } = (await make(hub.plane.run("bulk", CALL, values))).value;
  const id = rollout?.id ?? "";
  const last = (await membersOf(fleet, id)).at(-1);
  const place = agents.findIndex(({ uid }) => uid === last?.uid);
  await make(hub.plane.run("exclude", CALL, { rollout: id, uids: [last?.uid ?? ""] }));
  await fleet.run(5 * MINUTE);
  expect(agents[place]?.runs).toBe(before[place]);
  await reaches(fleet, id, "complete");
  expect(agents[place]?.runs).toBe(before[place]);
});

it("F8 members that are tried again take room in flight like others", async () => {
  let isBad = true;
  const fleet = await openFleet(await openHub(), 4, (config) =>
    config === OTHER && isBad ? "refuses" : "applies",
  );
  const id = await start(fleet, await revise(fleet.hub, OTHER), {
    ...PLAIN_PLAN,
    waves: [{ percent: 100 }],
    limits: { inFlight: 1, failures: 4, failuresPercent: 100 },
  });
  await reaches(fleet, id, "paused");
  isBad = false;
  await make(fleet.hub.plane.run("retry-failed", CALL, { rollout: id }));
  await fleet.run(5 * MINUTE);
  expect(running(fleet, OTHER)).toBe(1);
  await steer(fleet, "resume-rollout", id);
  let most = 0;
  await fleet.until(async () => {
    const steps = (await membersOf(fleet, id)).map(({ step }) => step);
    const inFlight = steps.filter((step) => ["offered", "acknowledged", "healthy"].includes(step));
    most = Math.max(most, inFlight.length);
    return (await detailOf(fleet, id)).phase === "complete";
  });
  expect([most, running(fleet, OTHER)]).toEqual([1, 4]);
});

it("nobody is tried again while everyone goes back", async () => {
  const fleet = await openFleet(await openHub(), 2, (config) =>
    config === OTHER ? "hangs" : "applies",
  );
  const id = await start(fleet, await revise(fleet.hub, OTHER));
  await fleet.until(async () => fleet.agents.some(({ offered }) => offered.includes(OTHER)));
  await steer(fleet, "roll-back-rollout", id);
  const refused = await fleet.hub.plane.run("retry-failed", CALL, { rollout: id });
  expect(refused).toMatchObject({ kind: "problem", code: "nothing-to-do" });
});
