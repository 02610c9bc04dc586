import type { AgentId, Millis } from "../agent/facts.js";
import { type MemberLook, type RolloutLook, lookAt } from "./look.js";
import type { MemberMark } from "./member.js";
import { phaseOf } from "./phase.js";
import { sentenceOf } from "./sentence.js";
import type { RolloutEvent, RolloutPlan, RolloutStatus, RolloutView } from "./status.js";

/** A plan in the making. One is made for one look and thrown away. */
export interface Draft {
  readonly view: RolloutView;
  readonly now: Millis;
  status: RolloutStatus;
  readonly assign: AgentId[];
  readonly suspend: AgentId[];
  readonly release: AgentId[];
  readonly sendBack: AgentId[];
  readonly marks: { readonly agent: AgentId; readonly mark: MemberMark }[];
  readonly events: RolloutEvent[];
  /** Moments to look again; those that are past are left out. */
  readonly wakes: Millis[];
}

export function newDraft(view: RolloutView, now: Millis): Draft {
  return {
    view,
    now,
    status: view.status,
    assign: [],
    suspend: [],
    release: [],
    sendBack: [],
    marks: [],
    events: [],
    wakes: [],
  };
}

export function lookOf(draft: Draft): RolloutLook {
  return lookAt(draft.view, draft.now, draft.status);
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
  const wakes = draft.wakes.filter((at) => at > now);
  return {
    phase: phaseOf(view.spec, status, now),
    sentence: sentenceOf({ ...view, status }, now),
    status,
    assign: draft.assign,
    suspend: draft.suspend,
    release: draft.release,
    sendBack: draft.sendBack,
    marks: draft.marks,
    completes: status.ended?.how === "complete" && view.status.ended === null,
    events: draft.events,
    wakeAt: wakes.length === 0 ? null : wakes.reduce((first, at) => Math.min(first, at)),
  };
}
