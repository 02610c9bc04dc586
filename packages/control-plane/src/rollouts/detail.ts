import {
  isInFlight,
  type MemberStep,
  type Millis,
  phaseOf,
  type RevisionRef,
  sentenceOf,
} from "@fleethub/fleet";
import type { RolloutJudgement } from "../model.js";
import { CauseTally } from "./causes.js";
import { goingBackOf } from "./going-back.js";
import { standingOf } from "./step-now.js";
import {
  CAUSE_MEMBERS_MAX,
  type GateView,
  type RolloutDetail,
  type StepCounts,
  type WaveView,
} from "./views.js";
import { viewOf, type Watched } from "./watched.js";

/** Everything about one rollout but its members one by one, in one pass over them. */
export function detailOf(
  watched: Watched,
  judgements: readonly RolloutJudgement[],
  selectors: RolloutDetail["selectors"],
  now: Millis,
): RolloutDetail {
  const { record } = watched;
  const causes = new CauseTally(CAUSE_MEMBERS_MAX);
  const from = new Map<string, { from: RevisionRef | null; agents: number }>();
  const waves: { members: number; steps: Map<MemberStep, number> }[] = [];
  const steps = new Map<MemberStep, number>();
  let inFlight = watched.inheritedInFlight.size;
  for (const member of watched.members.values()) {
    const facts = watched.facts.get(member.agent) ?? null;
    const { step, cause } = standingOf(member, facts, record, now);
    while (waves.length <= member.wave) waves.push({ members: 0, steps: new Map() });
    const wave = waves[member.wave];
    if (wave !== undefined) {
      wave.members += 1;
      add(wave.steps, step);
    }
    add(steps, step);
    if (record.live && isInFlight(step, facts)) inFlight += 1;
    if (cause !== null) causes.add(cause, watched.glimpses.get(member.agent)?.uid ?? null);
    const key = JSON.stringify(member.from);
    const origin = from.get(key) ?? { from: member.from, agents: 0 };
    origin.agents += 1;
    from.set(key, origin);
  }
  return {
    ...summaryNow(watched, now),
    selectors,
    waves: waves.map((wave, index) => waveView(watched, index, wave)),
    steps: Object.fromEntries(steps),
    inFlight: record.live ? inFlight : 0,
    causes: causes.all(),
    gates: gateViews(watched, judgements),
    goingBack: goingBackOf(watched, now),
    from: [...from.values()].sort((a, b) => b.agents - a.agents),
  };
}

/** The record with its phase and sentence as of now. */
export function summaryNow(watched: Watched, now: Millis) {
  const { record } = watched;
  if (!record.live) return { record, phase: record.phase, sentence: record.sentence };
  return {
    record,
    phase: phaseOf(record.spec, record.status, now),
    sentence: sentenceOf(viewOf(watched, record.verdicts), now),
  };
}

function add(counts: Map<MemberStep, number>, step: MemberStep): void {
  counts.set(step, (counts.get(step) ?? 0) + 1);
}

function waveView(
  { record }: Watched,
  wave: number,
  { members, steps }: { readonly members: number; readonly steps: ReadonlyMap<MemberStep, number> },
): WaveView {
  const { spec, status } = record;
  const own = spec.waves[wave] ?? null;
  const counts: StepCounts = Object.fromEntries(steps);
  return {
    wave,
    spec: own,
    soakMs: own?.soakMs ?? spec.soakMs,
    status: status.waves[wave] ?? null,
    members,
    steps: counts,
  };
}

function gateViews(
  { record }: Watched,
  judgements: readonly RolloutJudgement[],
): readonly GateView[] {
  return record.spec.gates.map((spec, gate) => ({
    gate,
    spec,
    verdict: record.verdicts.find((each) => each.gate === gate) ?? null,
    points: judgements.flatMap(({ at, verdicts }) => {
      const found = verdicts.find((each) => each.gate === gate);
      if (found === undefined) return [];
      const { verdict, wave, rest, past } = found;
      return [{ at, verdict, wave, rest, past }];
    }),
  }));
}
