import type { AgentId, Millis } from "../../agent/facts.js";
import { type MemberLook, type RolloutLook, lookAt } from "../look/look.js";
import type { MemberMark } from "../member.js";
import { phaseOf } from "../look/phase.js";
import { sentenceOfLook } from "../look/sentence.js";
import type { RolloutEvent, RolloutPlan, RolloutStatus, RolloutView } from "../status.js";

/** A plan in the making. One is made for one look and thrown away. */
export interface Draft {
  readonly view: RolloutView;
  readonly now: Millis;
  status: RolloutStatus;
  look: RolloutLook | null;
  readonly assign: AgentId[];
  readonly suspend: AgentId[];
  readonly release: AgentId[];
  readonly sendBack: AgentId[];
  readonly marks: { readonly agent: AgentId; readonly mark: MemberMark }[];
  readonly events: RolloutEvent[];
  /** The first of the moments that ask for another look. */
  wakeAt: Millis | null;
}

export function newDraft(view: RolloutView, now: Millis): Draft {
  return {
    view,
    now,
    status: view.status,
    look: null,
    assign: [],
    suspend: [],
    release: [],
    sendBack: [],
    marks: [],
    events: [],
    wakeAt: null,
  };
}

/** The members by the draft's status. Taken anew only where that moves a step or a sum. */
export function lookOf(draft: Draft): RolloutLook {
  const { status, look } = draft;
  if (look !== null) {
    const before = look.view.status;
    const isSame =
      before.judgedSince === status.judgedSince &&
      before.paused === status.paused &&
      before.acceptedFailures === status.acceptedFailures;
    if (isSame) return { ...look, view: { ...look.view, status } };
  }
  draft.look = lookAt(draft.view, draft.now, status);
  return draft.look;
}

/** Asks for another look at this moment; one that is past asks for nothing. */
export function wake(draft: Draft, at: Millis): void {
  if (at > draft.now) draft.wakeAt = Math.min(draft.wakeAt ?? at, at);
}

export function tell(
  draft: Draft,
  kind: RolloutEvent["kind"],
  text: string,
  about: { readonly agent?: AgentId; readonly wave?: number } = {},
): void {
  draft.events.push({ kind, text, agent: about.agent ?? null, wave: about.wave ?? null });
}

export function mark(draft: Draft, { member }: MemberLook, kind: MemberMark["kind"]): void {
  draft.marks.push({ agent: member.agent, mark: { kind, at: draft.now } });
}

/** Gives members back what they had before, and marks them so. */
export function sendBack(
  draft: Draft,
  looks: readonly MemberLook[],
  kind: "withdrawn" | "returned",
): void {
  for (const look of looks) {
    draft.sendBack.push(look.member.agent);
    mark(draft, look, kind);
  }
}

export function planOf(draft: Draft): RolloutPlan {
  const { view, now, status } = draft;
  return {
    phase: phaseOf(view.spec, status, now),
    sentence: sentenceOfLook(lookOf(draft)),
    status,
    assign: draft.assign,
    suspend: draft.suspend,
    release: draft.release,
    sendBack: draft.sendBack,
    marks: draft.marks,
    completes: status.ended?.how === "complete" && view.status.ended === null,
    events: draft.events,
    wakeAt: draft.wakeAt,
  };
}
