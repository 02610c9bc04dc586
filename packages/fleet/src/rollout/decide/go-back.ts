import { type Draft, sendBack, tell, wake } from "./draft.js";
import type { MemberLook, RolloutLook } from "../look/look.js";
import { hasMoved, hasNothingToGoBackTo, isHandedBack } from "../look/step.js";
import {
  agents,
  areBack,
  handedBack,
  nothingBefore,
  number,
  sentences,
  stopped,
} from "../words.js";

/**
 * Gives everyone who was assigned back what he had, newest wave first, and ends when all are back. Members that are away
 * get it when they return, and ones that did not come back in time are named: neither keeps the rollout from its end.
 */
export function goBack(draft: Draft, look: RolloutLook): void {
  const toReturn = look.members
    .filter(({ member, step }) => {
      return member.assignedAt !== null && member.mark === null && step !== "departed";
    })
    .toSorted((a, b) => b.member.wave - a.member.wave);
  const moved = toReturn.filter(hasMoved);
  sendBack(draft, moved, "returned");
  sendBack(
    draft,
    toReturn.filter((it) => !hasMoved(it)),
    "withdrawn",
  );
  if (moved.length > 0) wake(draft, draft.now + draft.view.spec.answerMs);
  const open = look.members.filter((it) => isStillReturning(draft, it));
  if (moved.length > 0 || open.length > 0) return;
  draft.status = { ...draft.status, rolledBackAt: draft.now };
  tell(draft, "rolled-back", howItEnded(look));
}

/** Who goes where when all go back now, in a sentence or two. */
export function whoGoesBack({ members }: RolloutLook): string {
  const moved = members.filter(
    (it) =>
      it.member.assignedAt !== null &&
      it.member.mark === null &&
      it.step !== "departed" &&
      hasMoved(it),
  );
  const staying = moved.filter((it) => hasNothingToGoBackTo(it)).length;
  const handed = moved.filter((it) => isHandedBack(it)).length;
  if (staying > 0 && staying === moved.length) return nothingBefore(staying);
  const who = staying === 0 ? "Everyone who moved goes back" : "Who had something before goes back";
  const files =
    handed === 0 ? "" : `, ${agents(handed)} to ${handed === 1 ? "its" : "their"} own files`;
  return sentences(stopped(`${who}${files}`), nothingBefore(staying));
}

function isStillReturning(draft: Draft, { member, step, isAway }: MemberLook): boolean {
  if (step !== "returning" || member.mark === null) return false;
  const giveUpAt = member.mark.at + draft.view.spec.answerMs;
  if (isAway || draft.now >= giveUpAt) return false;
  wake(draft, giveUpAt);
  return true;
}

function howItEnded(look: RolloutLook): string {
  const all = look.members.filter(({ step }) => step === "returned" || step === "returning");
  const moved = all.filter((it) => !hasNothingToGoBackTo(it) || it.step === "returning");
  const handed = moved.filter((it) => it.step === "returned" && isHandedBack(it)).length;
  const kept = sentences(handedBack(handed), nothingBefore(all.length - moved.length));
  const lost = moved.filter(({ step }) => step === "returning");
  const away = lost.filter((it) => it.isAway).length;
  if (all.length === 0) return "Nobody had moved.";
  if (moved.length === 0) return kept;
  if (lost.length === 0)
    return sentences(`Everyone who moved is back: ${agents(moved.length)}.`, kept);
  const back = moved.length - lost.length;
  return sentences(
    areBack(back, moved.length),
    away === 0 ? "" : `${number(away)} cannot be reached and will go back on return.`,
    lost.length === away ? "" : `${number(lost.length - away)} did not come back in time.`,
    kept,
  );
}
