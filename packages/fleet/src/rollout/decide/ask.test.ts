import { describe, expect, test } from "vitest";
import {
  many,
  MINUTE,
  openUpTo,
  soakingWave,
  standing,
  START,
  viewOf,
} from "../../testing/rollout-scene.js";
import { askRollout, asksOf, isRefused } from "./ask.js";
import { beginRollout } from "./begin.js";
import { phaseOf } from "../look/phase.js";
import type {
  RolloutAsk,
  RolloutCause,
  RolloutPhase,
  RolloutPlan,
  RolloutView,
} from "../status.js";

const ADA: RolloutCause = { by: "operator", actor: "ada", reason: "wrong exporter" };
const NOW = START + MINUTE;
const stop = { at: START, cause: ADA };
const closed = { timeZone: "UTC", open: [{ days: ["sun" as const], from: "01:00", to: "02:00" }] };
const moved = [
  standing("a", 0, "settled"),
  standing("b", 0, "offered"),
  standing("c", 1, "waiting"),
];

/** One rollout in each phase. */
const IN: { readonly [Phase in RolloutPhase]: RolloutView } = {
  scheduled: viewOf(many(2, 0, "waiting"), {
    status: beginRollout(START),
    spec: { startAt: NOW + MINUTE },
  }),
  waiting: viewOf(moved, { spec: { window: closed } }),
  rolling: viewOf(moved),
  soaking: viewOf([standing("a", 0, "settled"), standing("c", 1, "waiting")], {
    status: { ...openUpTo(0), waves: [soakingWave(START)] },
  }),
  paused: viewOf(moved, { status: openUpTo(0, { paused: stop }) }),
  "rolling-back": viewOf(moved, { status: openUpTo(0, { rollingBack: stop }) }),
  "rolled-back": viewOf(moved, {
    status: openUpTo(0, { rollingBack: stop, rolledBackAt: START }),
  }),
  aborted: viewOf(moved, { status: openUpTo(0, { ended: { how: "aborted", ...stop } }) }),
  superseded: viewOf(moved, { status: openUpTo(0, { ended: { how: "superseded", ...stop } }) }),
  expired: viewOf(moved, { spec: { deadline: NOW - 1 } }),
  complete: viewOf(moved, { status: openUpTo(0, { ended: { how: "complete", ...stop } }) }),
};

type Answer = "yes" | string;

const OVER = {
  pause: "The rollout is over",
  resume: "The rollout is over",
  abort: "The rollout is over",
  "roll-back": "The rollout is over",
  promote: "The rollout is over",
  supersede: "The rollout is over",
};

/** What is followed in which phase, and how the others are refused. A missing cell does not compile. */
const TABLE: { readonly [P in RolloutPhase]: { readonly [A in RolloutAsk["kind"]]: Answer } } = {
  scheduled: {
    pause: "yes",
    resume: "It is not paused",
    abort: "yes",
    "roll-back": "Nobody was assigned",
    promote: "No wave is under way",
    supersede: "yes",
  },
  waiting: {
    pause: "yes",
    resume: "It is not paused",
    abort: "yes",
    "roll-back": "yes",
    promote: "yes",
    supersede: "yes",
  },
  rolling: {
    pause: "yes",
    resume: "It is not paused",
    abort: "yes",
    "roll-back": "yes",
    promote: "yes",
    supersede: "yes",
  },
  soaking: {
    pause: "yes",
    resume: "It is not paused",
    abort: "yes",
    "roll-back": "yes",
    promote: "yes",
    supersede: "yes",
  },
  paused: {
    pause: "It is paused already",
    resume: "yes",
    abort: "yes",
    "roll-back": "yes",
    promote: "It is paused",
    supersede: "yes",
  },
  "rolling-back": {
    pause: "It is rolling back and cannot be paused",
    resume: "It is rolling back and cannot be resumed",
    abort: "yes",
    "roll-back": "It is rolling back already",
    promote: "It is rolling back and has no soak to skip",
    supersede: "yes",
  },
  "rolled-back": OVER,
  aborted: OVER,
  superseded: OVER,
  expired: OVER,
  complete: OVER,
};

const CELLS = Object.entries(TABLE).flatMap(([phase, row]) =>
  Object.entries(row).map(([ask, answer]) => ({
    phase: phase as RolloutPhase,
    ask: ask as RolloutAsk["kind"],
    answer,
  })),
);

function ask(kind: RolloutAsk["kind"], view: RolloutView, now = NOW): RolloutPlan {
  const answer = askRollout(view, { kind }, ADA, now);
  if (isRefused(answer)) throw new Error(answer.refused);
  return answer;
}

describe("asks against phases", () => {
  test.each(CELLS)("$ask while $phase: $answer", ({ phase, ask: kind, answer }) => {
    const view = IN[phase];
    expect(phaseOf(view.spec, view.status, NOW)).toBe(phase);
    const got = askRollout(view, { kind }, ADA, NOW);
    expect(asksOf(view, NOW)[kind]).toEqual(isRefused(got) ? got : null);
    if (isRefused(got)) {
      expect(got.refused).toMatch(new RegExp(`^${answer}`));
      expect(got.remedy).not.toBe("");
    } else expect(answer).toBe("yes");
  });

  test("what is asked says who asked, and why", () => {
    const told = (kind: RolloutAsk["kind"], view: RolloutView) => ask(kind, view).events[0]?.text;
    expect(told("pause", IN.rolling)).toBe("Paused by ada: wrong exporter.");
    expect(told("abort", IN.rolling)).toBe(
      "Aborted by ada: wrong exporter. What 1 agent had not acknowledged is withdrawn; every agent stays where it is.",
    );
    expect(told("abort", IN["rolling-back"])).toContain(
      "gents that were given back what they had still go back, every other agent stays where it is.",
    );
    expect(told("roll-back", IN.rolling)).toBe("Rolling back, by ada: wrong exporter.");
    expect(told("promote", IN.soaking)).toBe(
      "The soak of the canary is skipped, by ada: wrong exporter.",
    );
  });
});

describe("what an ask brings about in its commit", () => {
  test("F8 pause suspends who did not acknowledge, resume lets the offer go on", () => {
    const paused = ask("pause", IN.rolling);
    expect(paused).toMatchObject({ phase: "paused", suspend: ["b"], assign: [], sendBack: [] });
    const later = viewOf(
      [standing("a", 0, "settled"), standing("b", 0, "offered", { suspended: true })],
      { status: paused.status },
    );
    expect(ask("resume", later)).toMatchObject({ phase: "rolling", release: ["b"] });
  });

  test("F8 abort withdraws who did not acknowledge and leaves the others", () => {
    const plan = ask("abort", IN.rolling);
    expect(plan).toMatchObject({
      phase: "aborted",
      sendBack: ["b"],
      marks: [{ agent: "b", mark: { kind: "withdrawn", at: NOW } }],
    });
  });

  test("F8 abort leaves who ran the revision before its turn", () => {
    const view = viewOf([standing("a", 0, "assigned", { runsIt: true }), ...many(1, 0, "offered")]);
    expect(ask("abort", view).sendBack).toEqual(["0-offered-0"]);
  });

  test("roll back returns who moved, newest wave first, and withdraws the others", () => {
    const view = viewOf(
      [
        standing("canary", 0, "settled"),
        standing("second", 1, "settled"),
        standing("failed", 1, "failed"),
        standing("on the way", 1, "offered"),
        standing("not yet", 2, "waiting"),
      ],
      { status: openUpTo(1) },
    );
    const plan = ask("roll-back", view);
    expect(plan.phase).toBe("rolling-back");
    expect(plan.sendBack).toEqual(["second", "failed", "canary", "on the way"]);
    expect(plan.marks.map(({ mark }) => mark?.kind)).toEqual([
      "returned",
      "returned",
      "returned",
      "withdrawn",
    ]);
  });

  test("roll back before anybody acknowledged is over at once", () => {
    const plan = ask("roll-back", viewOf([standing("b", 0, "offered")]));
    expect(plan).toMatchObject({ phase: "rolled-back", sendBack: ["b"] });
    expect(plan.events.at(-1)?.text).toBe("Nobody had moved.");
  });

  test("resume accepts the failures so far, and forgives what gates said", () => {
    const members = [standing("a", 0, "settled"), ...many(2, 0, "failed")];
    const plan = ask("resume", viewOf(members, { status: openUpTo(0, { paused: stop }) }));
    expect(plan.status).toMatchObject({
      paused: null,
      judgedSince: NOW,
      acceptedFailures: ["0-failed-0", "0-failed-1"],
    });
    expect(plan.events.find(({ kind }) => kind === "resumed")?.text).toContain(
      "The failures of 2 agents are accepted.",
    );
  });

  test("resume goes on past a canary that failed whole", () => {
    const cause: RolloutCause = { by: "limit", reason: "All failed" };
    const members = [...many(1, 0, "failed"), ...many(2, 1, "waiting")];
    const status = openUpTo(0, { paused: { at: START, cause } });
    const plan = ask("resume", viewOf(members, { status }));
    expect(plan.assign).toEqual(["1-waiting-0", "1-waiting-1"]);
    expect(plan.status.waves).toMatchObject([{ passedAt: NOW, promoted: true }, {}]);
  });

  test("promote ends the soak, and nothing else", () => {
    const plan = ask("promote", IN.soaking);
    expect(plan.status.waves[0]).toMatchObject({ promoted: true, passedAt: NOW });
    expect(plan.assign).toEqual(["c"]);
    const early = ask("promote", IN.rolling);
    expect(early.status.waves).toMatchObject([{ promoted: true, passedAt: null }]);
    expect(early.assign).toEqual([]);
  });

  test("supersede leaves everyone where he is", () => {
    const plan = ask("supersede", IN.rolling);
    expect(plan).toMatchObject({ phase: "superseded", sendBack: ["b"], completes: false });
  });
});
