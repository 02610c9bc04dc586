import { describe, expect, test } from "vitest";
import { many, MINUTE, openUpTo, standing, START, viewOf } from "../../testing/rollout-scene.js";
import { beginRollout } from "./begin.js";
import { changesNothing, planRollout } from "./plan.js";

const NOW = START + MINUTE;

describe("assigning", () => {
  test("the canary first, and as many as fit in flight", () => {
    const view = viewOf([...many(1, 0, "waiting"), ...many(9, 1, "waiting")], {
      status: beginRollout(START),
    });
    expect(planRollout(view, NOW)).toMatchObject({ assign: ["0-waiting-0"], phase: "rolling" });
    const members = [...many(1, 0, "settled"), ...many(2, 1, "offered"), ...many(9, 1, "waiting")];
    const limits = { limits: { inFlight: 5 } };
    const later = viewOf(members, { status: openUpTo(1), spec: limits });
    expect(planRollout(later, NOW).assign).toHaveLength(3);
    const inherits = viewOf(members, { status: openUpTo(1), spec: limits, inheritedInFlight: 2 });
    expect(planRollout(inherits, NOW).assign).toHaveLength(1);
    const full = viewOf(members, { status: openUpTo(1), spec: limits, inheritedInFlight: 7 });
    expect(planRollout(full, NOW).assign).toEqual([]);
    expect(planRollout(full, NOW).sentence).toContain(
      "7 agents of the rollout before are still in flight.",
    );
  });

  test("not before the start, and wakes at it", () => {
    const view = viewOf(many(1, 0, "waiting"), {
      status: beginRollout(START),
      spec: { startAt: NOW + 5 },
    });
    const plan = planRollout(view, NOW);
    expect(plan).toMatchObject({ phase: "scheduled", wakeAt: NOW + 5 });
    expect(changesNothing(view, plan)).toBe(true);
    expect(planRollout(view, NOW + 5).assign).toHaveLength(1);
  });

  test("nobody while the window is closed; offers that were made go on", () => {
    const window = {
      timeZone: "UTC",
      open: [{ days: ["sun" as const], from: "01:00", to: "02:00" }],
    };
    const held = standing("held", 0, "assigned", { suspended: true });
    const offered = standing("offered", 0, "offered", { suspended: true });
    const members = [held, offered, ...many(3, 0, "waiting")];
    const view = viewOf(members, { spec: { window }, status: openUpTo(0, { judgedSince: NOW }) });
    const plan = planRollout(view, NOW);
    expect(plan).toMatchObject({ phase: "waiting", assign: [], release: ["offered"] });
    expect(plan.wakeAt).toBe(NOW + 5 * MINUTE);
    const opens = Date.UTC(2026, 10, 29, 1);
    expect(planRollout(viewOf(many(3, 0, "waiting"), { spec: { window } }), NOW).wakeAt).toBe(
      opens,
    );
    expect(planRollout(view, opens)).toMatchObject({
      phase: "rolling",
      release: ["offered", "held"],
    });
  });

  test("who went away before he was offered anything is held back, and goes on when he is there", () => {
    const gone = { presence: "disconnected", awaySince: START } as const;
    const member = standing("a", 0, "assigned", gone);
    const view = viewOf([member, ...many(1, 0, "offered")]);
    expect(planRollout(view, START + 59_000).suspend).toEqual([]);
    expect(planRollout(view, START + MINUTE).suspend).toEqual(["a"]);
    const back = viewOf([
      standing("a", 0, "assigned", { suspended: true }),
      ...many(1, 0, "offered"),
    ]);
    expect(planRollout(back, NOW).release).toEqual(["a"]);
    const full = viewOf(back.members, { spec: { limits: { inFlight: 1 } } });
    expect(planRollout(full, NOW).release).toEqual([]);
  });
});

describe("members that cannot be reached", () => {
  const away = [...many(1, 0, "settled"), ...many(2, 0, "away")];

  test("skip leaves them out, after a time to come back", () => {
    const blink = { presence: "disconnected", awaySince: NOW } as const;
    const view = viewOf([...away, standing("blink", 0, "away", blink)], {
      spec: { offline: "skip" },
    });
    const first = planRollout(view, NOW);
    expect(first.marks.map(({ agent }) => agent)).toEqual(["0-away-0", "0-away-1"]);
    expect(first.wakeAt).toBe(NOW + MINUTE);
    expect(first.status.waves[0]?.soakingSince).toBeNull();
    expect(first.events.map(({ kind }) => kind)).toEqual(["member-skipped", "member-skipped"]);
  });

  test("wait holds the wave until they are back", () => {
    const view = viewOf(away, { spec: { offline: "wait" } });
    expect(planRollout(view, NOW).status.waves[0]?.soakingSince).toBeNull();
    expect(planRollout(view, NOW).assign).toEqual([]);
    const back = viewOf([...many(1, 0, "settled"), ...many(2, 0, "waiting")], {
      spec: { offline: "wait" },
    });
    expect(planRollout(back, NOW).assign).toHaveLength(2);
  });

  test("on-return goes on without them, and assigns them in a later wave", () => {
    const view = viewOf(away, { spec: { offline: "on-return" } });
    expect(planRollout(view, NOW).status.waves[0]?.soakingSince).toBe(NOW);
    const later = viewOf(
      [...many(1, 0, "settled"), ...many(1, 0, "waiting"), ...many(1, 1, "offered")],
      { status: openUpTo(1) },
    );
    expect(planRollout(later, NOW).assign).toEqual(["0-waiting-0"]);
  });

  test("a canary of which nobody can be reached waits; of which nobody is left, it pauses", () => {
    const view = viewOf(many(2, 0, "away"));
    const plan = planRollout(view, NOW);
    expect(changesNothing(view, plan)).toBe(true);
    expect(plan.sentence).toBe("Canary: nobody of it can be reached, so nothing can be judged.");
    const skips = planRollout(viewOf(many(2, 0, "away"), { spec: { offline: "skip" } }), NOW);
    expect(skips).toMatchObject({ phase: "paused" });
    expect(skips.sentence).toBe(
      "Paused: Nobody is left in the canary that could be reached, so nothing was judged.",
    );
  });

  test("once somebody was judged, a wave of which nobody can be reached passes", () => {
    const members = [...many(1, 0, "settled"), ...many(2, 1, "away")];
    const plan = planRollout(viewOf(members, { status: openUpTo(1) }), NOW);
    expect(plan).toMatchObject({ phase: "complete", completes: true });
  });
});
