import * as fc from "fast-check";
import { type PartialRolloutSpec, type RolloutSpec, rolloutSpec } from "../index.js";
import { type LookTrace, type MemberPlan, RolloutWorld, type WorldStep } from "./rollout-world.js";
import { GATE, MINUTE, START } from "./rollout-scene.js";

/** A whole random rollout: how it is to go, with whom, and what happens. */
export interface Story {
  readonly spec: RolloutSpec;
  readonly members: readonly MemberPlan[];
  readonly steps: readonly WorldStep[];
}

const WAVES_MAX = 4;

const fate = fc.constantFrom(
  "good" as const,
  "good" as const,
  "good" as const,
  "good" as const,
  "fails" as const,
  "fails-once" as const,
  "hangs" as const,
  "silent" as const,
  "runs-it" as const,
  "cannot" as const,
);

const who = fc.nat(30);

const step: fc.Arbitrary<WorldStep> = fc.oneof(
  { weight: 8, arbitrary: waiting() },
  { weight: 2, arbitrary: jumping() },
  { weight: 1, arbitrary: fc.constant({ do: "lose-a-look" } as const) },
  { weight: 3, arbitrary: asking() },
  { weight: 2, arbitrary: meeting() },
  { weight: 1, arbitrary: fc.constant({ do: "retry-failed" } as const) },
  { weight: 1, arbitrary: judging() },
);

function waiting(): fc.Arbitrary<WorldStep> {
  return fc
    .constantFrom(20_000, 40_000, 80_000, 3 * MINUTE, 11 * MINUTE)
    .map((ms) => ({ do: "wait", ms }) as const);
}

function jumping(): fc.Arbitrary<WorldStep> {
  return fc
    .constantFrom(-90 * MINUTE, -MINUTE, MINUTE, 30 * MINUTE, 8 * 60 * MINUTE)
    .map((ms) => ({ do: "jump", ms }) as const);
}

function asking(): fc.Arbitrary<WorldStep> {
  return fc
    .constantFrom(
      "pause" as const,
      "resume" as const,
      "resume" as const,
      "resume" as const,
      "promote" as const,
      "abort" as const,
      "roll-back" as const,
      "supersede" as const,
    )
    .map((ask) => ({ do: "ask", ask }) as const);
}

function meeting(): fc.Arbitrary<WorldStep> {
  return fc.record({
    do: fc.constantFrom(
      "disconnect" as const,
      "connect" as const,
      "connect" as const,
      "leave" as const,
      "forget" as const,
      "exclude" as const,
    ),
    who,
  });
}

function judging(): fc.Arbitrary<WorldStep> {
  return fc
    .constantFrom(
      "holds" as const,
      "holds" as const,
      "undecided" as const,
      "not-judged" as const,
      "breached" as const,
    )
    .map((verdict) => ({ do: "judge", verdict }) as const);
}

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Open from the start of a story on, closed after ten minutes, open again later. */
const window: NonNullable<RolloutSpec["window"]> = {
  timeZone: "Europe/Berlin",
  open: [
    { days, from: "09:00", to: "09:10" },
    { days, from: "09:30", to: "10:15" },
  ],
};

const spec: fc.Arbitrary<RolloutSpec> = fc
  .record({
    waves: fc.array(fc.constant({ count: 1 }), { minLength: 1, maxLength: WAVES_MAX }),
    soakMs: fc.constantFrom(0, MINUTE, 10 * MINUTE),
    inFlight: fc.integer({ min: 1, max: 8 }),
    failures: fc.constantFrom(null, 0, 3),
    failuresPercent: fc.constantFrom(null, 5, 50),
    offline: fc.constantFrom("skip" as const, "wait" as const, "on-return" as const),
    gates: fc.constantFrom([], [GATE]),
    onBreach: fc.constantFrom("pause" as const, "roll-back" as const),
    startAt: fc.constantFrom(null, START + 5 * MINUTE),
    window: fc.constantFrom(null, null, window),
    deadline: fc.constantFrom(null, null, START + 120 * MINUTE),
  })
  .map(({ inFlight, failures, failuresPercent, ...rest }): RolloutSpec => {
    const given: PartialRolloutSpec = {
      ...rest,
      limits: { inFlight, failures, failuresPercent },
    };
    return rolloutSpec(given);
  });

const member: fc.Arbitrary<MemberPlan> = fc.record({
  wave: fc.integer({ min: 0, max: WAVES_MAX }),
  fate,
  isAway: fc.integer({ min: 0, max: 9 }).map((of) => of === 0),
});

/** Random rollouts of up to 24 agents. */
export const stories: fc.Arbitrary<Story> = fc.record({
  spec,
  members: fc.array(member, { minLength: 1, maxLength: 24 }),
  steps: fc.array(step, { maxLength: 20 }),
});

/** The same with agents that all take the revision, and nobody who asks anything: only what can happen by itself. */
export const calmStories: fc.Arbitrary<Story> = stories.map((story) => ({
  spec: { ...story.spec, deadline: null, window: null },
  members: story.members.map((it) => ({ ...it, fate: it.fate === "runs-it" ? it.fate : "good" })),
  steps: story.steps.filter(({ do: what }) => what === "wait" || what === "lose-a-look"),
}));

/** Plays a story; every look is shown before it is committed. */
export function play(story: Story, seen: (trace: LookTrace) => void): RolloutWorld {
  const world = new RolloutWorld(story.spec, story.members, seen);
  world.look();
  for (const one of story.steps) world.run(one);
  return world;
}

/** Holds a law over random stories; the seed is printed where it fails. */
export function always(
  seed: number,
  law: (story: Story) => void,
  over: fc.Arbitrary<Story> = stories,
): void {
  fc.assert(fc.property(over, law), { seed, numRuns: 80 });
}
