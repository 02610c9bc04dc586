import type { Millis } from "../../agent/facts.js";
import type { HealthWord } from "../../agent/words.js";
import { isReachable } from "../waves/canary.js";
import { AWAY_AFTER_MS } from "../spec/limits.js";
import type { MemberFacts, MemberStep, RolloutMember } from "../member.js";
import type { RolloutSpec } from "../spec/spec.js";
import type { RolloutStatus } from "../status.js";

/**
 * How far a member has come, from what is stored alone (F9).
 *
 * @param facts null: the agent was forgotten
 */
export function stepOf(
  member: RolloutMember,
  facts: MemberFacts | null,
  spec: RolloutSpec,
  status: RolloutStatus,
  now: Millis,
): MemberStep {
  const { mark } = member;
  if (mark?.kind === "returned") return facts === null || facts.isBack ? "returned" : "returning";
  if (mark !== null) return mark.kind;
  if (facts === null || !facts.belongs) return "departed";
  if (member.assignedAt === null) return "waiting";
  if (facts.failedAt !== null) return "failed";
  if (facts.settledAt !== null || isNoChange(member, facts)) return "settled";
  if (facts.withheld && facts.acknowledgedAt === null) return "failed";
  const answerBy = answerByOf(member, facts, spec, status);
  const until = facts.suspended ? (status.paused?.at ?? now) : now;
  if (answerBy !== null && until >= answerBy) return "not-answering";
  if (facts.appliedAt !== null && isWell(facts.health)) return "healthy";
  if (facts.acknowledgedAt !== null) return "acknowledged";
  return facts.offeredAt === null ? "assigned" : "offered";
}

/**
 * When a member that does not end counts as failed; null where no offer is on its way to it. Counted from the offer, which
 * for agents that poll is its delivery, and anew from when a pause ended; while its offer is suspended the clock stands.
 */
export function answerByOf(
  member: RolloutMember,
  facts: MemberFacts,
  spec: RolloutSpec,
  status: RolloutStatus,
): Millis | null {
  if (facts.offeredAt === null || member.assignedAt === null) return null;
  return Math.max(facts.offeredAt, member.assignedAt, status.judgedSince) + spec.answerMs;
}

/** It ran the revision before its turn came, so nothing is offered and nothing restarts. */
export function isNoChange(member: RolloutMember, facts: MemberFacts): boolean {
  if (!facts.runsIt || member.assignedAt === null) return false;
  return facts.offeredAt === null || facts.offeredAt < member.assignedAt;
}

/** It cannot be reached, and has had the time to come back. */
export function isAway(facts: MemberFacts, now: Millis): boolean {
  if (isReachable(facts.presence)) return false;
  return facts.awaySince === null || now >= facts.awaySince + AWAY_AFTER_MS;
}

/** Nothing that its components say speaks against it; what is not reported does not. */
export function isWell(health: HealthWord): boolean {
  return health === "healthy" || health === "degraded" || health === "unknown";
}

/** The step ends a member's way forward badly. */
export function isFailure(step: MemberStep): boolean {
  return step === "failed" || step === "not-answering";
}

/** It has no part in the rollout any more. */
export function isGone(step: MemberStep): boolean {
  switch (step) {
    case "departed":
    case "excluded":
    case "skipped":
    case "withdrawn":
    case "returning":
    case "returned":
      return true;
    default:
      return false;
  }
}

/**
 * The revision is on its way to the member: it may be offered it or was, and has not ended. Assigned members whose offer
 * waits before it was ever made are not.
 */
export function isInFlight(step: MemberStep, facts: MemberFacts | null): boolean {
  if (step === "assigned") return facts?.suspended === false;
  return step === "offered" || step === "acknowledged" || step === "healthy";
}

/** A member with what is known of its agent. */
type Known = { readonly member: RolloutMember; readonly facts: MemberFacts | null };

/** It goes back to no revision, but to its own files. */
export function isHandedBack({ member, facts }: Known): boolean {
  return member.from === null && facts?.handsBack === true;
}

/** Nothing was wanted of it, and it cannot be handed back to files of its own: it keeps what it runs. */
export function hasNothingToGoBackTo(known: Known): boolean {
  return known.member.from === null && !isHandedBack(known);
}

/** It said something of the revision, or ran it before its turn came. */
export function hasMoved({
  facts,
  step,
}: {
  readonly facts: MemberFacts | null;
  readonly step: MemberStep;
}): boolean {
  return facts !== null && (facts.acknowledgedAt !== null || step === "settled");
}
