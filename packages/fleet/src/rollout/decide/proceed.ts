import { assignMembers } from "./assign.js";
import { breachOf } from "./breach.js";
import { type Draft, lookOf, mark, sendBack, tell, wake } from "./draft.js";
import { tellFailures } from "./tell-failures.js";
import { goBack, whoGoesBack } from "./go-back.js";
import type { MemberLook, RolloutLook } from "../look/look.js";
import { isBeforeStart, isExpired } from "../look/phase.js";
import { lookAtWindow } from "./tell-window.js";
import type { RolloutCause } from "../status.js";
import { moment, stopped } from "../words.js";
import { moveWaves } from "./move-waves.js";

/** Decides what follows from the draft's view and status, and writes it into the draft. */
export function proceed(draft: Draft): void {
  const { spec } = draft.view;
  if (draft.status.ended !== null || draft.status.rolledBackAt !== null) return;
  const look = lookOf(draft);
  markDeparted(draft, look);
  tellFailures(draft, look);
  if (draft.status.rollingBack !== null) return goBack(draft, look);
  if (isExpired(spec, draft.now)) return expire(draft, look);
  if (spec.deadline !== null) wake(draft, spec.deadline + 1);
  stopIfBreached(draft, look);
  if (draft.status.rollingBack !== null) return goBack(draft, look);
  if (draft.status.paused !== null) return suspendOffers(draft, look);
  if (isBeforeStart(spec, draft.status, draft.now)) {
    if (spec.startAt !== null) wake(draft, spec.startAt);
    return;
  }
  const isOpen = lookAtWindow(draft);
  moveWaves(draft, isOpen);
  if (draft.status.paused !== null) suspendOffers(draft, look);
  else if (draft.status.ended === null) assignMembers(draft, isOpen);
}

/** Assigned members that said nothing of the revision yet: what was given them can be taken back. */
export function notAcknowledged(look: RolloutLook): readonly MemberLook[] {
  return look.members.filter(
    ({ member, facts, step }) =>
      member.assignedAt !== null &&
      member.mark === null &&
      step !== "departed" &&
      step !== "settled" &&
      facts?.acknowledgedAt === null,
  );
}

/** Ends it: nobody is assigned any more, and what was not acknowledged is taken back in the same commit. */
export function end(
  draft: Draft,
  look: RolloutLook,
  how: "aborted" | "superseded" | "expired",
  cause: RolloutCause,
): void {
  draft.status = { ...draft.status, ended: { how, at: draft.now, cause } };
  sendBack(draft, notAcknowledged(look), "withdrawn");
}

function expire(draft: Draft, look: RolloutLook): void {
  const { deadline } = draft.view.spec;
  const reason = `Its deadline, ${moment(deadline ?? draft.now)}, is past.`;
  end(draft, look, "expired", { by: "hub", reason });
  tell(draft, "expired", `${reason} Nobody else is assigned; every agent stays where it is.`);
}

function markDeparted(draft: Draft, look: RolloutLook): void {
  for (const it of look.members) {
    if (it.member.mark !== null || it.step !== "departed") continue;
    mark(draft, it, "departed");
    const text =
      it.facts === null
        ? "It was forgotten."
        : "It left the group, or was pinned or held: the rollout has no part in it any more.";
    tell(draft, "member-departed", text, { agent: it.member.agent, wave: it.member.wave });
  }
}

/** A pause that is there already stays what it is, unless what is breached takes everyone back. */
function stopIfBreached(draft: Draft, look: RolloutLook): void {
  const { onBreach } = draft.view.spec;
  if (draft.status.paused !== null && onBreach === "pause") return;
  const cause = breachOf(look);
  if (cause === null) return;
  const stop = { at: draft.now, cause };
  if (onBreach === "pause") {
    draft.status = { ...draft.status, paused: stop };
    tell(draft, "paused", `${stopped(cause.reason)} Nobody new is assigned.`);
  } else {
    draft.status = { ...draft.status, paused: null, rollingBack: stop };
    tell(draft, "rolling-back", `${stopped(cause.reason)} ${whoGoesBack(look)}`);
  }
}

/** With the pause alone: what an operator asks for again while it lasts is not held back. */
function suspendOffers(draft: Draft, look: RolloutLook): void {
  if (draft.view.status.paused !== null) return;
  for (const { member, facts } of notAcknowledged(look)) {
    if (facts?.suspended === false) draft.suspend.push(member.agent);
  }
}
