import type { AgentId, Millis } from "../../agent/facts.js";
import type { MemberFacts, MemberStep, RolloutMember } from "../member.js";
import type { RolloutSpec } from "../spec/spec.js";
import type { RolloutStatus, RolloutView } from "../status.js";
import { isAway, isFailure, isGone, isInFlight, stepOf } from "./step.js";

/** A member with what is known of it at one moment. */
export interface MemberLook {
  readonly member: RolloutMember;
  readonly facts: MemberFacts | null;
  readonly step: MemberStep;
  readonly isAway: boolean;
}

/** Members of a wave by what became of them. */
export interface WaveTally {
  /** Without those that are gone. */
  readonly members: number;
  readonly waiting: number;
  readonly inFlight: number;
  readonly settled: number;
  readonly failed: number;
  /** Assigned, and held back or away before it was offered. */
  readonly heldBack: number;
  /** Of `waiting` and `heldBack`: those that cannot be reached. */
  readonly away: number;
  readonly gone: number;
}

/** Every member's step at one moment, and the sums that decisions need. Computed in one pass. */
export interface RolloutLook {
  readonly view: RolloutView;
  readonly now: Millis;
  readonly members: readonly MemberLook[];
  /** At least one; index is the wave. */
  readonly waves: readonly WaveTally[];
  readonly total: WaveTally;
  /** Members that failed and whose failure no operator accepted. */
  readonly failures: readonly MemberLook[];
  /** Members that were offered the revision, or ended. */
  readonly reached: number;
}

type Counted = { -readonly [Part in keyof WaveTally]: number };

/**
 * Every member's step, and the sums.
 *
 * @param status what to look at in the place of the view's own
 */
export function lookAt(
  view: RolloutView,
  now: Millis,
  status: RolloutStatus = view.status,
): RolloutLook {
  const spec: RolloutSpec = view.spec;
  const accepted = new Set<AgentId>(status.acceptedFailures);
  const waves: Counted[] = spec.waves.map(emptyTally);
  const total = emptyTally();
  const failures: MemberLook[] = [];
  const members: MemberLook[] = [];
  let reached = 0;
  for (const { member, facts } of view.members) {
    const step = stepOf(member, facts, spec, status, now);
    const look = { member, facts, step, isAway: facts !== null && isAway(facts, now) };
    members.push(look);
    while (waves.length <= member.wave) waves.push(emptyTally());
    count(waves[member.wave], look);
    count(total, look);
    if (isFailure(step) && !accepted.has(member.agent)) failures.push(look);
    if (!isGone(step) && step !== "waiting" && step !== "assigned") reached++;
  }
  return { view: { ...view, status }, now, members, waves, total, failures, reached };
}

function emptyTally(): Counted {
  return {
    members: 0,
    waiting: 0,
    inFlight: 0,
    settled: 0,
    failed: 0,
    heldBack: 0,
    away: 0,
    gone: 0,
  };
}

function count(tally: Counted | undefined, { step, facts, isAway: away }: MemberLook): void {
  if (tally === undefined) return;
  if (isGone(step)) {
    tally.gone++;
    return;
  }
  tally.members++;
  if (away && (step === "waiting" || step === "assigned")) tally.away++;
  if (step === "waiting") tally.waiting++;
  else if (isInFlight(step, facts)) tally.inFlight++;
  else if (step === "settled") tally.settled++;
  else if (isFailure(step)) tally.failed++;
  else tally.heldBack++;
}
