import { inspect } from "node:util";
import { expect, test } from "vitest";
import { GOOD } from "../testing/configs.js";
import { settle } from "../testing/fake-time.js";
import { openFleet } from "../testing/fleet.js";
import { CALL, openHub } from "../testing/open-hub.js";
import { TEST_HUB_KEY } from "../testing/test-hub-key.js";

const TEXT = GOOD.replace("debug: {}", "debug:\n        verbosity: ${fleethub:secret/level}");
const resolved = (value: string) => TEXT.replace("${fleethub:secret/level}", value);
const ALL = { limit: 100, cursor: null };
const [FIRST, SECOND] = ["marker-first-value", "marker-second-value"];
const secret = { name: "level", value: FIRST, reach: null, description: "" };

async function open() {
  const hub = await openHub({ hubKey: TEST_HUB_KEY });
  const fleet = await openFleet(hub, 4);
  const { plane } = hub;
  const done = async <T extends { readonly kind: string }>(asked: Promise<T>) => {
    const answer = await asked;
    await settle();
    if (answer.kind === "problem") throw new Error(inspect(answer));
    return answer;
  };
  const isOver = async () => (await plane.rollouts.list({ live: true }, ALL)).total === 0;
  await done(plane.run("create-secret", CALL, secret));
  await done(plane.run("create-revision", CALL, { name: "edge", content: TEXT }));
  return { hub, fleet, plane, done, isOver, runs: () => fleet.agents.map(({ runs }) => runs) };
}

test("neither a value nor the secret is taken from under a rollout that brings it", async () => {
  const { hub, fleet, plane, done, isOver, runs } = await open();
  const plan = { startAt: hub.time.now() + 60_000 };
  await done(plane.run("start-rollout", CALL, { group: "edge", revision: 2, plan }));
  const change = () => plane.run("change-secret", CALL, { ...secret, value: SECOND });
  const remove = () => plane.run("remove-secret", CALL, { name: "level" });
  expect(await remove()).toMatchObject({ code: "rollout-live" });
  expect(await change()).toMatchObject({ code: "rollout-live" });
  await fleet.run(70_000);
  expect(await remove()).toMatchObject({ code: "in-use" });
  expect(await change()).toMatchObject({ code: "rollout-live" });
  await done(plane.run("change-secret", CALL, { ...secret, description: "of no weight" }));
  await fleet.until(isOver);
  expect(runs()).toEqual(Array.from({ length: 4 }, () => resolved(FIRST)));
});

test("who falls out of the reach while a rollout brings the secret is not offered it", async () => {
  const { fleet, plane, done, runs } = await open();
  await done(plane.run("start-rollout", CALL, { group: "edge", revision: 2 }));
  await fleet.run(5_000);
  await done(plane.run("change-secret", CALL, { ...secret, reach: "label.squad:none" }));
  await fleet.run(1_800_000);
  expect(runs().filter((text) => text === resolved(FIRST))).toHaveLength(1);
  const { items } = await plane.rollouts.list({ live: true }, ALL);
  expect(items).toMatchObject([{ phase: "paused" }]);
  expect(items[0]?.sentence).toContain("its reach is label.squad:none");
});

test("back to a revision that ran with a former value runs with the one in force", async () => {
  const { fleet, plane, done, isOver, runs } = await open();
  await done(plane.run("start-rollout", CALL, { group: "edge", revision: 2 }));
  await fleet.until(isOver);
  await done(plane.run("start-rollout", CALL, { group: "edge", revision: 1 }));
  await fleet.until(isOver);
  expect(await done(plane.run("change-secret", CALL, { ...secret, value: SECOND }))).toMatchObject({
    value: { changed: 0, rollout: null },
  });
  await done(plane.run("start-rollout", CALL, { group: "edge", revision: 2 }));
  await fleet.until(isOver);
  expect(runs()).toEqual(Array.from({ length: 4 }, () => resolved(SECOND)));
});
