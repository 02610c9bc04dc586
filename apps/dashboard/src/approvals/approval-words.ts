import type { Approval, ApprovalEvent, Session } from "@fleethub/api";
import type { IconName } from "../parts/icon";
import type { Tone } from "../words/states";

interface Drawing {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

/** The state of a request: word, colour and drawing. */
export const STATE = {
  waiting: { word: "Waiting", tone: "move", icon: "clock" },
  changed: { word: "Changed, waiting", tone: "warn", icon: "warn" },
  approved: { word: "Approved", tone: "ok", icon: "ok" },
  rejected: { word: "Rejected", tone: "bad", icon: "x" },
  withdrawn: { word: "Withdrawn", tone: "mute", icon: "undo" },
  expired: { word: "Expired", tone: "mute", icon: "clock" },
  "break-glass": { word: "Break-glass", tone: "bad", icon: "bolt" },
} as const satisfies Record<Approval["state"], Drawing>;

/** What somebody did to a request, in the past. */
export const STEP = {
  asked: { word: "asked", tone: "mute", icon: "send" },
  commented: { word: "said", tone: "mute", icon: "user" },
  changed: { word: "found that it changed", tone: "warn", icon: "warn" },
  approved: { word: "approved it", tone: "ok", icon: "ok" },
  rejected: { word: "rejected it", tone: "bad", icon: "x" },
  withdrawn: { word: "withdrew it", tone: "mute", icon: "undo" },
  "break-glass": { word: "did it without approval", tone: "bad", icon: "bolt" },
  acknowledged: { word: "looked at it", tone: "ok", icon: "eye" },
} as const satisfies Record<ApprovalEvent["kind"], Drawing>;

/** Can it still be answered? */
export const isOpen = ({ state }: Pick<Approval, "state">): boolean =>
  state === "waiting" || state === "changed";

/** Did whoever is signed in make the request? A person is the same in every session. */
export function isAskedBy(
  { requestedBy }: Pick<Approval, "requestedBy">,
  { kind, id, name }: Pick<Session, "kind" | "id" | "name">,
): boolean {
  return requestedBy.kind === kind && requestedBy.id === (kind === "person" ? name : id);
}

/** Where what came of it is shown, and how that is called; null where nothing is to be shown. */
export function resultOf({
  result,
}: Pick<Approval, "result">): { readonly href: string; readonly words: string } | null {
  if (result === null) return null;
  const id = encodeURIComponent(result.id);
  if (result.kind === "rollout")
    return { href: `/rollouts/one?id=${id}`, words: "Open the rollout" };
  if (result.kind === "group") return { href: `/groups?name=${id}`, words: "Open the group" };
  if (result.kind === "agent") return { href: `/agents/one?uid=${id}`, words: "Open the agent" };
  if (result.kind === "policy") return { href: `/policies?name=${id}`, words: "Open the policy" };
  return null;
}

/** `grace approved it`; empty while nobody did anything. */
export function answerWords({ state, answeredBy }: Approval): string {
  if (answeredBy === null) return "";
  if (state === "break-glass") return `by ${answeredBy.name}, without approval`;
  return `by ${answeredBy.name}`;
}
