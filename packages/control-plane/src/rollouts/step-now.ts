import { type MemberFacts, type MemberStep, type Millis, stepOf } from "@fleethub/fleet";
import type { RolloutMemberRecord, RolloutRecord } from "../model.js";
import { causeOfMember, type MemberCause } from "./causes.js";
import { sinceOf } from "./member-since.js";

/** Where a member stands, as people are told: as of now, or as of the end of its rollout. */
export interface StandingMember {
  readonly step: MemberStep;
  readonly since: Millis | null;
  readonly reason: string;
  readonly cause: MemberCause | null;
}

export function standingOf(
  member: RolloutMemberRecord,
  facts: MemberFacts | null,
  { spec, status, live }: Pick<RolloutRecord, "spec" | "status" | "live">,
  now: Millis,
): StandingMember {
  const { end } = member.notes;
  if (!live && end !== undefined) {
    const { step, since, reason } = end;
    return { step, since, reason, cause: causeOfMember(step, endFacts(facts, reason)) };
  }
  const step = stepOf(member, facts, spec, status, now);
  const since = sinceOf(step, member, facts);
  return { step, since, reason: facts?.reason ?? "", cause: causeOfMember(step, facts) };
}

/** The facts of today with the reason of then. */
function endFacts(facts: MemberFacts | null, reason: string): MemberFacts | null {
  return facts === null ? null : { ...facts, reason };
}
