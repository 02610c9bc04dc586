import { expect, test } from "vitest";
import { decidedBy, isInFlight, whyDecided } from "./decided-by";

const desired = { source: "group" as const, rollout: 12, suspended: false, why: "", error: "" };

test("says in a word or two who decides", () => {
  expect(decidedBy({ source: "pin", rollout: null })).toBe("pinned");
  expect(decidedBy({ source: "hold", rollout: 9 })).toBe("held");
  expect(decidedBy({ source: "assignment", rollout: 12 })).toBe("by rollout 12");
  expect(decidedBy({ source: "group", rollout: 11 })).toBe("by its group");
  expect(decidedBy({ source: null, rollout: null })).toBe("");
});

test("says why, what ends it, and what comes of it", () => {
  const why = "An operator pinned it.";
  expect(whyDecided({ ...desired, source: "pin", why })).toBe(
    "An operator pinned it. It stays, whatever its group does, until the pin is lifted.",
  );
  expect(whyDecided({ ...desired, source: "hold" })).toContain("until the hold is lifted");
  const paused = "Rollout 12 of edge assigned it, and is paused.";
  expect(whyDecided({ ...desired, source: "assignment", suspended: true, why: paused })).toBe(
    `${paused} Nothing is offered until it goes on.`,
  );
  expect(whyDecided({ ...desired, why: "It is stable.", error: "No value for PORT." })).toBe(
    "It is stable. No value for PORT.",
  );
});

test("in flight is between the wish and its effect, by a rollout that still decides", () => {
  const assignment = {
    rollout: 12,
    group: "edge",
    revision: { configuration: "gateway", revision: 13 },
    suspended: false,
    applies: true,
  };
  expect(isInFlight({ assignment, sync: "offered" })).toBe(true);
  expect(isInFlight({ assignment, sync: "in-sync" })).toBe(false);
  expect(isInFlight({ assignment: { ...assignment, applies: false }, sync: "offered" })).toBe(
    false,
  );
  expect(isInFlight({ assignment: null, sync: "offered" })).toBe(false);
});
