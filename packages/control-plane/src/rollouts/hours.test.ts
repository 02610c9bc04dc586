import { expect, it } from "vitest";
import { OTHER } from "../testing/configs.js";
import { openFleet, revise } from "../testing/fleet.js";
import { openHub } from "../testing/open-hub.js";
import {
  detailOf,
  MINUTE,
  PLAIN_PLAN,
  reaches,
  running,
  start,
  steer,
} from "../testing/rollout-fleet.js";

const HOUR = 60 * MINUTE;

it("a maintenance window that is closed keeps everyone where he is, and one that opens lets it go", async () => {
  const hub = await openHub();
  const fleet = await openFleet(hub, 3);
  const opens = new Date(hub.time.now() + HOUR).toISOString().slice(11, 16);
  const closes = new Date(hub.time.now() + 3 * HOUR).toISOString().slice(11, 16);
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
  const id = await start(fleet, await revise(hub, OTHER), {
    ...PLAIN_PLAN,
    window: { timeZone: "UTC", open: [{ days, from: opens, to: closes }] },
  });
  await fleet.run(30 * MINUTE);
  expect((await detailOf(fleet, id)).phase).toBe("waiting");
  expect(running(fleet, OTHER)).toBe(0);
  await reaches(fleet, id, "complete");
  expect(running(fleet, OTHER)).toBe(3);
});

it("a start that lies ahead, and a deadline, hold by themselves", async () => {
  const hub = await openHub();
  const fleet = await openFleet(hub, 3);
  const revision = await revise(hub, OTHER);
  const startAt = hub.time.now() + 10 * MINUTE;
  const id = await start(fleet, revision, {
    ...PLAIN_PLAN,
    soakMs: 10 * MINUTE,
    startAt,
    deadline: startAt + 40 * MINUTE,
  });
  await fleet.run(5 * MINUTE);
  expect((await detailOf(fleet, id)).phase).toBe("scheduled");
  await fleet.until(async () => running(fleet, OTHER) === 1);
  expect(hub.time.now()).toBeGreaterThanOrEqual(startAt);
  await steer(fleet, "pause-rollout", id);
  await reaches(fleet, id, "expired");
  expect(hub.time.now()).toBeGreaterThan(startAt + 40 * MINUTE);
  await fleet.run(10 * MINUTE);
  expect(running(fleet, OTHER)).toBe(1);
});
