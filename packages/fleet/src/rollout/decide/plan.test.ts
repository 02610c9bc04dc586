import { describe, expect, test } from "vitest";
import {
  FACTS,
  GATE,
  id,
  many,
  memberOf,
  MINUTE,
  openUpTo,
  soakingWave,
  standing,
  START,
  verdictOf,
  viewOf,
} from "../../testing/rollout-scene.js";
import { changesNothing, planRollout } from "./plan.js";
import type { PartialRolloutSpec } from "../spec/rollout-spec.js";
import type { MemberNow } from "../status.js";

const NOW = START + MINUTE;
const SOAKED = START + 10 * MINUTE;
const soaking = { ...openUpTo(0), waves: [soakingWave(START)] };

describe("what stops it", () => {
  const stops = (
    spec: PartialRolloutSpec,
    ...members: Parameters<typeof viewOf>[0][]
  ): string | null => {
    const plan = planRollout(viewOf(members.flat(), { status: openUpTo(1), spec }), NOW);
    const cause = plan.status.paused?.cause ?? plan.status.rollingBack?.cause;
    return cause?.reason ?? null;
  };
  const canary = many(1, 0, "settled");
  const settled = (count: number) => many(count, 1, "settled");
  const failed = (count: number) => many(count, 1, "failed");

  test("more failures than the limit, in number", () => {
    const limits = { limits: { failures: 2, failuresPercent: null } };
    expect(stops(limits, canary, settled(1), failed(2))).toBeNull();
    expect(stops(limits, canary, settled(1), failed(3))).toBe(
      "3 agents failed, the limit is 2: exit code 1",
    );
    const none = { limits: { failures: 0, failuresPercent: null } };
    expect(stops(none, canary, settled(9), failed(1))).toBe(
      "1 agent failed, the limit is 0: exit code 1",
    );
  });

  test("a larger share of who was reached; one agent alone is no share", () => {
    expect(stops({}, canary, settled(35), failed(4))).toBe(
      "4 of 40 failed (10 %), the limit is 5 %: exit code 1",
    );
    expect(stops({}, canary, settled(37), failed(2))).toBeNull();
    expect(stops({}, canary, settled(1), failed(1))).toBeNull();
    expect(stops({}, canary, settled(1), failed(1), many(900, 1, "waiting"))).toBeNull();
    expect(stops({ limits: { failuresPercent: 100 } }, canary, settled(1), failed(9))).toBeNull();
  });

  test("a wave that fails whole, whatever the limits", () => {
    const none = { limits: { failures: null, failuresPercent: null } };
    expect(stops(none, canary, failed(1))).toBe(
      "The only agent of wave 2 that could be reached failed: exit code 1",
    );
    expect(stops(none, canary, failed(3))).toBe(
      "All 3 agents of wave 2 that could be reached failed: exit code 1",
    );
    expect(stops(none, canary, failed(3), many(1, 1, "offered"))).toBeNull();
    expect(stops(none, canary, failed(3), many(1, 1, "waiting"))).toBeNull();
    expect(stops(none, canary, failed(3), many(1, 1, "away"))).not.toBeNull();
  });

  test("failures that an operator accepted do not count", () => {
    const members = [...canary, ...settled(4), ...failed(3)];
    const accepted = many(3, 1, "failed").map(({ member }) => member.agent);
    const status = openUpTo(1, { acceptedFailures: accepted });
    expect(planRollout(viewOf(members, { status }), NOW).status.paused).toBeNull();
  });

  test("an accepted failure counts anew where the revision was offered again", () => {
    const agent = id("again");
    const status = openUpTo(1, { acceptedFailures: [agent], judgedSince: NOW });
    const accepted = (change: object) => {
      const members = [...canary, ...settled(1), standing("again", 1, "failed", change)];
      return planRollout(viewOf(members, { status }), NOW + 2).status.acceptedFailures;
    };
    expect(accepted({})).toEqual([agent]);
    expect(accepted({ failedAt: null })).toEqual([agent]);
    expect(accepted({ failedAt: null, offeredAt: null })).toEqual([]);
    expect(accepted({ offeredAt: NOW + 1 })).toEqual([]);
  });

  test("a gate, as soon as it is breached; undecided, not judged or forgiven it does not", () => {
    const members = [...many(1, 0, "settled"), ...many(9, 0, "offered")];
    const cause = (verdict: "breached" | "undecided" | "not-judged", at: number) => {
      const verdicts = [verdictOf(verdict, at)];
      const status = openUpTo(0, { judgedSince: START });
      const plan = planRollout(viewOf(members, { spec: { gates: [GATE] }, verdicts, status }), NOW);
      return plan.status.paused?.cause ?? null;
    };
    expect(cause("breached", NOW)).toEqual({
      by: "gate",
      measure: "disconnects",
      reason: "4 of 40 disconnected (10 %), limit 2 %",
    });
    expect(cause("breached", START)).toBeNull();
    expect(cause("undecided", NOW)).toBeNull();
    expect(cause("not-judged", NOW)).toBeNull();
  });

  test("rolls back where the spec says so, also out of a pause", () => {
    const members = [...many(3, 0, "failed"), ...many(1, 0, "settled")];
    const spec = { onBreach: "roll-back" } as const;
    const cause = { by: "operator", actor: "ada", reason: "" } as const;
    for (const paused of [null, { at: START, cause }]) {
      const plan = planRollout(viewOf(members, { spec, status: openUpTo(0, { paused }) }), NOW);
      expect(plan).toMatchObject({ phase: "rolling-back", suspend: [] });
      expect(plan.sendBack).toHaveLength(4);
    }
  });

  test("tells who goes back where, and who cannot", () => {
    const spec = { onBreach: "roll-back" } as const;
    const failed = standing("new", 0, "failed");
    const fresh = { ...failed, member: { ...failed.member, from: null } };
    const facts = { ...FACTS.failed, handsBack: true };
    const guest = { member: { ...fresh.member, agent: id("guest") }, facts };
    const told = (...members: MemberNow[]) =>
      planRollout(viewOf(members, { spec }), NOW).events.find((it) => it.kind === "rolling-back")
        ?.text ?? "";
    const stays =
      "1 agent has nothing to go back to and keeps what it runs; pin it to what it should run.";
    expect(told(fresh)).toMatch(new RegExp(`exit code 1. ${stays}$`));
    expect(told(guest)).toMatch(/Everyone who moved goes back, 1 agent to its own files.$/);
    expect(told(...many(2, 0, "failed"), guest, fresh)).toMatch(
      new RegExp(`Who had something before goes back, 1 agent to its own files. ${stays}$`),
    );
  });

  test("a deadline: nobody else is assigned, who did not acknowledge is withdrawn", () => {
    const members = [...many(1, 0, "settled"), ...many(1, 0, "offered"), ...many(5, 1, "waiting")];
    const view = viewOf(members, { spec: { deadline: NOW } });
    expect(planRollout(view, NOW)).toMatchObject({ phase: "rolling", wakeAt: NOW + 1 });
    const plan = planRollout(view, NOW + 1);
    expect(plan).toMatchObject({ phase: "expired", sendBack: ["0-offered-0"], assign: [] });
    expect(plan.events.map(({ kind }) => kind)).toEqual(["expired"]);
  });
});

describe("a soak", () => {
  const members = [...many(3, 0, "settled"), ...many(2, 1, "waiting")];
  const at = (now: number, change: Parameters<typeof viewOf>[1] = {}) =>
    planRollout(viewOf(members, { status: soaking, ...change }), now);

  test("begins when the last member ended, and wakes at its end", () => {
    const plan = planRollout(viewOf(members), NOW);
    expect(plan).toMatchObject({ phase: "soaking", wakeAt: NOW + 10 * MINUTE });
    expect(plan.events).toMatchObject([
      { kind: "soak-began", text: "3 of 3 settled in the canary, watched for 10 min.", wave: 0 },
    ]);
  });

  test("ends with its time where there is no gate and its agents are well", () => {
    expect(at(SOAKED - 1).assign).toEqual([]);
    expect(at(SOAKED).assign).toHaveLength(2);
    expect(at(SOAKED).events[0]?.text).toBe(
      "Canary passed: 3 of 3 settled. No gate could be judged; its agents are there and well.",
    );
  });

  test("needs verdicts of its end or later", () => {
    const spec = { gates: [GATE] };
    const early = at(SOAKED + MINUTE, { spec, verdicts: [verdictOf("holds", SOAKED - 1)] });
    expect(early).toMatchObject({ assign: [], phase: "soaking", wakeAt: SOAKED + MINUTE + 10_000 });
    expect(early.sentence).toBe("Canary is judged now: 3 of 3 settled.");
    for (const verdict of ["holds", "undecided"] as const) {
      expect(at(SOAKED, { spec, verdicts: [verdictOf(verdict, SOAKED)] }).assign).toHaveLength(2);
    }
    expect(at(SOAKED, { spec, verdicts: [] }).assign).toEqual([]);
  });

  test("with no gate judged it passes by presence and health alone, within the limits", () => {
    const spec = { gates: [GATE] };
    const verdicts = [verdictOf("not-judged", SOAKED)];
    const unwell = (count: number, limits: PartialRolloutSpec["limits"] = {}) =>
      planRollout(
        viewOf([...many(count, 0, "settled", { health: "unhealthy" }), ...members], {
          status: soaking,
          spec: { ...spec, limits },
          verdicts,
        }),
        SOAKED,
      );
    expect(unwell(0).assign).toHaveLength(2);
    expect(unwell(1).assign).toEqual([]);
    expect(unwell(1).sentence).toBe(
      "Canary is held after its soak. No gate could be judged in the canary. 1 agent of it is not there or not well. Promote it to go on all the same, or roll back.",
    );
    expect(unwell(1, { failures: 1 }).assign).toHaveLength(2);
    expect(unwell(1, { failuresPercent: 25 }).assign).toHaveLength(2);
    const gone = many(1, 0, "settled", { presence: "disconnected" });
    const view = viewOf([...gone, ...members], { status: soaking, spec, verdicts });
    expect(planRollout(view, SOAKED).assign).toEqual([]);
  });

  test("begins anew when a member is on its way again", () => {
    const again = standing("again", 0, "offered");
    const plan = planRollout(viewOf([...members, again], { status: soaking }), START + 1);
    expect(plan.status.waves[0]?.soakingSince).toBeNull();
    const late = { ...again, member: { ...again.member, assignedAt: START + 1 } };
    const goesOn = planRollout(viewOf([...members, late], { status: soaking }), START + 2);
    expect(goesOn.status.waves[0]?.soakingSince).toBe(START);
  });

  test("has its own length per wave", () => {
    const spec = { waves: [{ count: 1, soakMs: MINUTE }] };
    expect(at(START + MINUTE, { spec }).assign).toHaveLength(2);
  });

  test("is not shortened by a clock that goes forward, nor undone by one that goes back", () => {
    const spec = { gates: [GATE] };
    const verdicts = [verdictOf("holds", START + MINUTE)];
    expect(at(SOAKED + 8 * 60 * MINUTE, { spec, verdicts }).assign).toEqual([]);
    const back = at(START - 60 * MINUTE, { spec, verdicts });
    expect(back.status.waves).toEqual(soaking.waves);
  });
});

describe("the end", () => {
  test("completes when the last wave passed", () => {
    const status = {
      ...openUpTo(1),
      waves: [openUpTo(1).waves[0] ?? soakingWave(0), soakingWave(START)],
    };
    const members = [...many(1, 0, "settled"), ...many(40, 1, "settled"), ...many(1, 1, "failed")];
    const plan = planRollout(
      viewOf(members, { status, spec: { limits: { failures: 1 } } }),
      SOAKED,
    );
    expect(plan).toMatchObject({
      phase: "complete",
      completes: true,
      sentence: "Complete: 41 of 42 settled, 1 failed.",
    });
    const later = viewOf(members, { status: plan.status });
    expect(changesNothing(later, planRollout(later, SOAKED + MINUTE))).toBe(true);
    expect(planRollout(later, SOAKED + MINUTE).completes).toBe(false);
  });

  test("rolled back when who moved is back, is away, or had his time", () => {
    const at = { at: START, cause: { by: "hub", reason: "x" } } as const;
    const status = openUpTo(0, { rollingBack: at });
    const returned = (name: string, change: object) => ({
      member: memberOf(name, { assignedAt: START, mark: { kind: "returned", at: START } }),
      facts: { ...FACTS.settled, ...change },
    });
    const back = returned("back", { isBack: true });
    const slow = returned("slow", {});
    const away = returned("away", { presence: "disconnected" });
    expect(planRollout(viewOf([back, slow], { status }), NOW)).toMatchObject({
      phase: "rolling-back",
      wakeAt: START + 5 * MINUTE,
    });
    const done = planRollout(viewOf([back, slow, away], { status }), START + 5 * MINUTE);
    expect(done.events[0]?.text).toBe(
      "1 of 3 agents is back. 1 cannot be reached and will go back on return. 1 did not come back in time.",
    );
    expect(done.phase).toBe("rolled-back");
    const fresh = { ...back, member: { ...back.member, agent: id("fresh"), from: null } };
    const mixed = planRollout(viewOf([back, fresh], { status }), NOW);
    const kept =
      "1 agent has nothing to go back to and keeps what it runs; pin it to what it should run.";
    expect(mixed.events[0]?.text).toBe(`Everyone who moved is back: 1 agent. ${kept}`);
    expect(mixed.sentence).toBe(`Rolled back. 1 of 1 agent is back. ${kept}`);
    expect(planRollout(viewOf([fresh], { status }), NOW).events[0]?.text).toBe(kept);
    const guest = { ...fresh, facts: { ...fresh.facts, handsBack: true } };
    const handed = planRollout(viewOf([guest], { status }), NOW);
    expect(handed.sentence).toBe(
      "Rolled back. 1 of 1 agent is back. 1 agent was handed back to its own files.",
    );
    expect(handed.events[0]?.text).toBe(
      "Everyone who moved is back: 1 agent. 1 agent was handed back to its own files.",
    );
    const onTheWay = { ...guest, facts: { ...guest.facts, isBack: false } };
    expect(planRollout(viewOf([onTheWay], { status }), NOW).sentence).toBe(
      "Rolling back: x. 0 of 1 agent is back.",
    );
  });

  test("each failure is told once, and again when it fails again", () => {
    const failed = viewOf([...many(1, 0, "failed"), ...many(3, 0, "settled")]);
    const first = planRollout(failed, NOW);
    expect(first.events.filter(({ kind }) => kind === "member-failed")).toMatchObject([
      { agent: "0-failed-0", text: "exit code 1", wave: 0 },
    ]);
    const told = viewOf(failed.members, { status: first.status });
    expect(planRollout(told, NOW).events).toEqual([]);
    const retried = viewOf(
      failed.members.map((it) =>
        it.facts?.failedAt == null ? it : { ...it, facts: { ...FACTS.offered, offeredAt: NOW } },
      ),
      { status: first.status },
    );
    const second = planRollout(retried, NOW);
    expect(second.status.toldFailures).toEqual([]);
    const again = planRollout(viewOf(failed.members, { status: second.status }), NOW);
    expect(again.events.some(({ kind }) => kind === "member-failed")).toBe(true);
  });
});
