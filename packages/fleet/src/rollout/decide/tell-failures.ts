import type { AgentId } from "../../agent/facts.js";
import type { MemberLook, RolloutLook } from "../look/look.js";
import { isFailure, isInFlight } from "../look/step.js";
import { TOLD_FAILURES_MAX } from "../spec/limits.js";
import { duration } from "../words.js";
import { type Draft, tell } from "./draft.js";

/**
 * Gives each new failure an event, and forgets those that are none any more. A member that is offered the revision anew
 * and fails again is told again, and counts again though an operator accepted its first failure; one that was given time
 * by a resume, and lets it pass too, is neither.
 */
export function tellFailures(draft: Draft, look: RolloutLook): void {
  const failing = look.members.filter(({ step }) => isFailure(step));
  const { acceptedFailures, toldFailures = [], judgedSince } = draft.status;
  const old = new Set<AgentId>();
  const current = new Set<AgentId>();
  for (const { member, facts, step } of look.members) {
    const offeredAt = facts?.offeredAt ?? null;
    const isOld = isFailure(step) ? offeredAt === null || offeredAt <= judgedSince : false;
    const hasTime = isInFlight(step, facts) && offeredAt !== null && offeredAt <= judgedSince;
    if (isOld || hasTime) old.add(member.agent);
    if (isFailure(step) || hasTime) current.add(member.agent);
  }
  const accepted = acceptedFailures.filter((agent) => old.has(agent));
  const told = new Set<AgentId>(toldFailures.filter((agent) => current.has(agent)));
  const before = told.size;
  for (const it of failing) {
    if (told.size >= TOLD_FAILURES_MAX) break;
    if (told.has(it.member.agent)) continue;
    told.add(it.member.agent);
    tell(draft, "member-failed", whyFailed(it, draft), {
      agent: it.member.agent,
      wave: it.member.wave,
    });
  }
  if (accepted.length < acceptedFailures.length) {
    draft.status = { ...draft.status, acceptedFailures: accepted };
  }
  if (told.size !== before || before < toldFailures.length) {
    draft.status = { ...draft.status, toldFailures: [...told] };
  }
}

function whyFailed({ step, facts }: MemberLook, draft: Draft): string {
  const reason = facts?.reason ?? "";
  if (step === "not-answering") {
    const time = duration(draft.view.spec.answerMs);
    return reason === ""
      ? `It was offered the revision and did not settle within ${time}.`
      : `It was offered the revision and did not settle within ${time}: ${reason}`;
  }
  if (facts?.withheld === true && reason === "") return "It cannot run the revision.";
  return reason === "" ? "It failed; it gave no cause." : reason;
}
