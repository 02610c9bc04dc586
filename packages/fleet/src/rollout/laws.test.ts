import { describe, expect, test } from "vitest";
import {
  changesNothing,
  isInFlight,
  phaseOf,
  planRollout,
  type RolloutStatus,
  rolloutIsLive,
  soakEndOf,
  stepOf,
  windowAt,
} from "../index.js";
import { MINUTE } from "../testing/rollout-scene.js";
import { always, calmStories, play } from "../testing/rollout-stories.js";
import type { LookTrace, RolloutWorld } from "../testing/rollout-world.js";

/** What the plan leaves in flight, were it committed and looked at by its own status. */
function inFlightAfter({ view, plan, now }: LookTrace): number {
  const assigned = new Set(plan.assign);
  const released = new Set(plan.release);
  const marked = new Set(plan.marks.map(({ agent }) => agent));
  return view.members.filter(({ member, facts }) => {
    if (marked.has(member.agent)) return false;
    const { agent } = member;
    const next = assigned.has(agent) ? { ...member, assignedAt: now } : member;
    const known = facts !== null && released.has(agent) ? { ...facts, suspended: false } : facts;
    return isInFlight(stepOf(next, known, view.spec, plan.status, now), known);
  }).length;
}

function isHalted({ status }: { readonly status: RolloutStatus }): boolean {
  const { paused, rollingBack, ended } = status;
  return paused !== null || rollingBack !== null || ended !== null;
}

/** Assigned members that said nothing yet of what they were assigned. */
function unheard({ view, now }: LookTrace) {
  return view.members.filter(({ member, facts }) => {
    const step = stepOf(member, facts, view.spec, view.status, now);
    return step === "assigned" || step === "offered";
  });
}

describe("laws over random rollouts", () => {
  test("F8 no more are assigned than fit in flight, and nobody while it is halted", () => {
    always(8_001, (story) => {
      play(story, (trace) => {
        const { view, plan } = trace;
        if (plan.assign.length > 0) {
          expect(inFlightAfter(trace)).toBeLessThanOrEqual(view.spec.limits.inFlight);
        }
        if (isHalted(plan)) expect([plan.assign, plan.release]).toEqual([[], []]);
      });
    });
  });

  test("F8 a pause suspends what was not acknowledged, in the same commit", () => {
    always(8_002, (story) => {
      play(story, (trace) => {
        const { view, plan } = trace;
        if (plan.status.paused === null || view.status.paused !== null) return;
        const open = unheard(trace).filter(({ facts }) => facts?.suspended === false);
        const ids = open.map(({ member }) => member.agent);
        expect(plan.suspend).toEqual(expect.arrayContaining(ids));
        const acknowledged = view.members.filter(({ facts }) => facts?.acknowledgedAt !== null);
        for (const { member } of acknowledged) expect(plan.suspend).not.toContain(member.agent);
      });
    });
  });

  test("F8 abort, supersede, expiry and the way back withdraw what was not acknowledged, in the same commit", () => {
    always(8_003, (story) => {
      play(story, (trace) => {
        const { view, plan } = trace;
        const wasHalted = view.status.ended !== null || view.status.rollingBack !== null;
        const how = plan.status.ended?.how ?? plan.status.rollingBack;
        if (wasHalted || how === null || how === "complete") return;
        const withdrawn = plan.marks.filter(({ mark }) => mark?.kind === "withdrawn");
        const ids = new Set(withdrawn.map(({ agent }) => agent));
        for (const { member } of unheard(trace)) expect(ids).toContain(member.agent);
        expect(plan.sendBack).toEqual(expect.arrayContaining([...ids]));
      });
    });
  });

  test("F9 the phase is what spec, status and now say", () => {
    always(9_001, (story) => {
      play(story, ({ view, plan, now }) => {
        expect(plan.phase).toBe(phaseOf(view.spec, plan.status, now));
      });
    });
  });

  test("R1 the same view gives the same plan, and leaves the view alone", () => {
    always(1_101, (story) => {
      play(story, ({ view, now, asked, plan }) => {
        if (asked !== null) return;
        const before = JSON.stringify(view);
        expect(JSON.stringify(planRollout(view, now))).toBe(JSON.stringify(plan));
        expect(JSON.stringify(view)).toBe(before);
      });
    });
  });

  test("R1 a plan that was committed leaves nothing to do", () => {
    const fate = "good" as const;
    always(1_102, (story) => {
      const isAtOnce = (fate: string) => fate === "runs-it" || fate === "cannot";
      const members = story.members.map((it) => (isAtOnce(it.fate) ? { ...it, fate } : it));
      const world = play({ ...story, members, steps: [] }, () => {});
      for (const step of story.steps) {
        world.run(step);
        world.look();
        // Who is sent back and never moved is back with that commit: news for one more look.
        world.look();
        const plan = planRollout(world.view(), world.now);
        expect(changesNothing(world.view(), plan), JSON.stringify(plan)).toBe(true);
      }
    });
  });

  test("R2 a wave is reached only after the one before it passed", () => {
    always(1_201, (story) => {
      play(story, ({ view, plan }) => {
        const assigned = new Set(plan.assign);
        for (const { member } of view.members) {
          if (!assigned.has(member.agent)) continue;
          expect(plan.status.waves.length).toBeGreaterThan(member.wave);
          const before = plan.status.waves.slice(0, member.wave);
          expect(before.every(({ passedAt }) => passedAt !== null)).toBe(true);
        }
      });
    });
  });

  test("R3 nobody is newly reached before the start, outside the window or after the deadline", () => {
    always(1_301, (story) => {
      play(story, ({ view, plan, now }) => {
        const { startAt, window, deadline } = view.spec;
        const isNew = plan.assign.length > 0;
        if (window !== null && !windowAt(window, now).open) expect(isNew).toBe(false);
        if (deadline !== null && now > deadline) expect(isNew).toBe(false);
        const hasBegun = view.status.waves.length > 0;
        if (startAt !== null && now < startAt && !hasBegun) expect(isNew).toBe(false);
      });
    });
  });

  test("R4 a wave passes only after its soak, judged since, unless an operator or an empty wave makes it", () => {
    always(1_401, (story) => {
      play(story, ({ view, plan, now }) => {
        for (const [index, wave] of plan.status.waves.entries()) {
          const before = view.status.waves[index];
          if (wave.passedAt === null || (before?.passedAt ?? null) !== null) continue;
          const settled = view.members.filter(
            ({ member, facts }) =>
              member.wave === index &&
              stepOf(member, facts, view.spec, plan.status, now) === "settled",
          );
          if (wave.promoted || settled.length === 0) continue;
          const status = { ...plan.status, waves: plan.status.waves.slice(0, index + 1) };
          const under = { ...wave, passedAt: null };
          const waves = [...status.waves.slice(0, index), under];
          const end = soakEndOf(view.spec, { ...status, waves });
          expect(end).not.toBeNull();
          expect(now).toBeGreaterThanOrEqual(end ?? Infinity);
          const judged = view.verdicts.filter(({ at }) => at >= (end ?? Infinity));
          expect(judged.length).toBe(view.spec.gates.length);
        }
      });
    });
  });

  test("R5 what passed or ended stays so, whatever the clock does", () => {
    always(1_501, (story) => {
      play(story, ({ view, plan }) => {
        const { waves, ended, rolledBackAt } = view.status;
        expect(plan.status.waves.length).toBeGreaterThanOrEqual(waves.length);
        for (const [index, { passedAt }] of waves.entries()) {
          if (passedAt !== null) expect(plan.status.waves[index]?.passedAt).toBe(passedAt);
        }
        if (ended !== null) expect(plan.status).toBe(view.status);
        if (rolledBackAt !== null) expect(plan.status).toBe(view.status);
      });
    });
  });

  test("R6 a mark is set once, and who is marked is left alone", () => {
    always(1_601, (story) => {
      play(story, ({ view, plan }) => {
        const marked = new Set(
          view.members.flatMap(({ member }) => (member.mark === null ? [] : [member.agent])),
        );
        const touched = [...plan.assign, ...plan.suspend, ...plan.release, ...plan.sendBack];
        const marks = plan.marks.map(({ agent }) => agent);
        for (const agent of [...touched, ...marks]) expect(marked.has(agent)).toBe(false);
        expect(new Set(marks).size).toBe(marks.length);
        expect(new Set(plan.sendBack).size).toBe(plan.sendBack.length);
      });
    });
  });

  test("R7 abort moves nobody: who acknowledged goes on, who did not is never offered it", () => {
    always(1_701, (story) => {
      const world = play(story, () => {});
      const { members } = world.view();
      const isOpen = world.status.ended === null && world.status.rollingBack === null;
      world.ask("abort");
      if (!isOpen || world.status.ended?.how !== "aborted") return;
      for (const { member } of members) world.byId(member.agent)?.meet("connect", world.now);
      world.wait(30 * MINUTE);
      for (const { member, facts } of members) {
        const it = world.byId(member.agent);
        if (facts === null || member.mark !== null || !facts.belongs) continue;
        if (facts.acknowledgedAt === null && !facts.runsIt) expect(it?.runs).toBe(it?.ranAtFirst);
        if (facts.appliedAt !== null) expect(it?.runs).toBe("to");
      }
    });
  });

  test("R8 after a roll back that all answer, everyone who was a member runs what he did", () => {
    always(1_801, (story) => {
      const world = play(story, () => {});
      const members = world.view().members;
      world.ask("roll-back");
      if (world.status.rollingBack === null) return;
      for (const { member, facts } of members) {
        if (facts !== null) world.byId(member.agent)?.meet("connect", world.now);
      }
      world.wait(30 * MINUTE);
      if (world.status.ended === null) expect(world.status.rolledBackAt).not.toBeNull();
      for (const { member, facts } of members) {
        if (facts === null || !facts.belongs || member.assignedAt === null) continue;
        expect(world.byId(member.agent)?.runs).toBe("from");
      }
    });
  });

  test("R9 where everyone answers it ends, complete, with everyone on the revision", () => {
    always(
      1_901,
      (story) => {
        const world = play(story, () => {});
        comeBack(world);
        world.wait(6 * 60 * MINUTE);
        if (world.status.paused !== null) world.ask("resume");
        world.wait(6 * 60 * MINUTE);
        expect(world.status.ended?.how).toBe("complete");
        for (const [at, it] of world.members.entries()) {
          // Who came back after the end gets it with the group's stable revision.
          if (story.members[at]?.isAway === true && it.member.assignedAt === null) continue;
          if (it.member.mark === null) expect(it.runs).toBe("to");
        }
      },
      calmStories,
    );
  });

  test("R10 a revision that nobody can take does not get past the first who were reached", () => {
    always(1_1001, (story) => {
      const members = story.members.map((it) => ({ ...it, fate: "fails" as const }));
      const steps = story.steps.filter(({ do: what }) => what !== "ask");
      const world = play({ ...story, members, steps }, () => {});
      const waves = world.members
        .filter(({ member }) => member.assignedAt !== null)
        .map(({ member }) => member.wave);
      expect(new Set(waves).size).toBeLessThanOrEqual(1);
    });
  });

  test("R11 it wakes by itself while it is live and time alone could move it", () => {
    always(1_1101, (story) => {
      play(story, ({ view, plan, now }) => {
        const next = plan.status.paused === null ? soakEndOf(view.spec, plan.status) : null;
        if (!rolloutIsLive(plan.phase) || next === null || next <= now) return;
        expect(plan.wakeAt).not.toBeNull();
        expect(plan.wakeAt).toBeGreaterThan(now);
      });
    });
  });
});

function comeBack(world: RolloutWorld): void {
  for (const it of world.members) it.meet("connect", world.now);
}
