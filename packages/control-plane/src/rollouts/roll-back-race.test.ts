import { describe, expect, it } from "vitest";
import { GOOD, OTHER } from "../testing/configs.js";
import { openFleet, revise } from "../testing/fleet.js";
import { openHub } from "../testing/open-hub.js";
import {
  detailOf,
  membersOf,
  PLAIN_PLAN,
  reaches,
  start,
  steer,
} from "../testing/rollout-fleet.js";

describe("a roll-back in the moment in which the canary takes the revision", () => {
  it.each([50, 100, 200, 250, 300, 400])(
    "F8 F14 brings it back, %i ms after the start",
    async (ms) => {
      const fleet = await openFleet(await openHub(), 3);
      const id = await start(fleet, await revise(fleet.hub, OTHER), {
        ...PLAIN_PLAN,
        waves: [{ percent: 100 }],
      });
      await fleet.run(ms);
      await steer(fleet, "roll-back-rollout", id);
      await reaches(fleet, id, "rolled-back");
      await fleet.run(60_000);
      expect(fleet.agents.map(({ runs }) => runs)).toEqual([GOOD, GOOD, GOOD]);
      const { record } = await detailOf(fleet, id);
      expect(record.live).toBe(false);
      for (const { step } of await membersOf(fleet, id))
        expect(["waiting", "withdrawn", "returned"]).toContain(step);
    },
  );
});
