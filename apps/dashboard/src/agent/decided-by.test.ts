import { expect, test } from "vitest";
import { decidedBy, isInFlight } from "./decided-by";

const assignment = {
  rollout: 12,
  group: "edge",
  revision: { configuration: "gateway", revision: 13 },
  suspended: false,
  applies: true,
};
const hold = { revision: null, rollout: 9, since: "2026-11-23T08:00:00.000Z" };
const agent = {
  group: "edge",
  hold: null,
  assignment: null,
  config: { desired: { source: "group" as const } },
};

test("a pin goes before a hold, a hold before an assignment, that before the group", () => {
  const pinned = { config: { desired: { source: "pin" as const } }, group: "edge" };
  expect(decidedBy({ ...pinned, hold, assignment }).short).toBe("pinned");
  expect(decidedBy({ ...agent, hold, assignment }).short).toBe("held");
  expect(decidedBy({ ...agent, assignment }).short).toBe("by rollout 12");
  expect(decidedBy({ ...agent, assignment: { ...assignment, applies: false } }).short).toBe(
    "by its group",
  );
  const nothing = { config: { desired: { source: null } } };
  expect(decidedBy({ ...agent, ...nothing }).words).toContain("no stable revision");
  expect(decidedBy({ ...agent, ...nothing, group: null }).words).toContain("its own files");
});

test("a paused rollout says that nothing is offered", () => {
  const paused = { ...assignment, suspended: true };
  expect(decidedBy({ ...agent, assignment: paused }).words).toContain("paused");
});

test("in flight is between the wish and its effect, by a rollout that still decides", () => {
  expect(isInFlight({ assignment, sync: "offered" })).toBe(true);
  expect(isInFlight({ assignment, sync: "in-sync" })).toBe(false);
  expect(isInFlight({ assignment: null, sync: "offered" })).toBe(false);
});
