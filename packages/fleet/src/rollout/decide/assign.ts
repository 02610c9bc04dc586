import { isReachable } from "../waves/canary.js";
import { type Draft, lookOf, wake } from "./draft.js";
import type { MemberLook } from "../look/look.js";
import { inSpreadOrder } from "../waves/spread.js";
import { answerByOf, isInFlight } from "../look/step.js";

/**
 * Assigns members of the open waves while there is room in flight, and lets suspended offers go on. Who cannot be reached
 * is not assigned, and who went away before he was offered anything is held back: neither takes room.
 */
export function assignMembers(draft: Draft, isOpen: boolean): void {
  const look = lookOf(draft);
  const { spec, inheritedInFlight } = draft.view;
  let room = spec.limits.inFlight - look.total.inFlight - inheritedInFlight;
  const heldBack: MemberLook[] = [];
  const waiting: MemberLook[] = [];
  for (const it of look.members) {
    const { member, facts, step } = it;
    if (facts === null || member.mark !== null || step === "departed") continue;
    if (member.assignedAt === null) {
      if (isReachable(facts.presence) && member.wave < draft.status.waves.length) waiting.push(it);
      continue;
    }
    const answerBy = answerByOf(member, facts, spec, draft.status);
    if (answerBy !== null && isInFlight(step, facts)) wake(draft, answerBy);
    if (facts.suspended && step !== "assigned") draft.release.push(member.agent);
    else if (facts.suspended && isReachable(facts.presence)) heldBack.push(it);
    else if (!facts.suspended && step === "assigned" && it.isAway) draft.suspend.push(member.agent);
  }
  if (!isOpen) return;
  for (const { member } of heldBack) {
    if (room <= 0) return;
    draft.release.push(member.agent);
    room--;
  }
  for (const { member } of inTurn(waiting, room)) draft.assign.push(member.agent);
}

/** The first so many, older waves first. */
function inTurn(waiting: readonly MemberLook[], room: number): readonly MemberLook[] {
  if (room <= 0) return [];
  if (waiting.length <= room) return waiting;
  return inSpreadOrder(waiting, ({ member }) => member.agent)
    .sort((a, b) => a.member.wave - b.member.wave)
    .slice(0, room);
}
