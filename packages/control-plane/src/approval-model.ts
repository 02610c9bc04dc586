import type { Millis } from "@fleethub/fleet";
import type { Preview } from "./preview/preview.js";
import type { Sealed } from "./secrets/hub-key.js";

/** Somebody who asks or answers. */
export interface ApprovalParty {
  readonly kind: "person" | "token" | "hub";
  readonly id: string;
  /** As people read it. */
  readonly name: string;
  /** The person behind it, whatever way he signed in; null: a token that belongs to nobody. */
  readonly person: string | null;
}

/** One step of a request's life. */
export interface ApprovalEvent {
  readonly at: Millis;
  readonly kind:
    | "asked"
    | "commented"
    /** What it comes to was found to be something else. */
    | "changed"
    | "approved"
    | "rejected"
    | "withdrawn"
    | "break-glass"
    | "acknowledged";
  readonly by: ApprovalParty;
  /** What was said; may be empty. */
  readonly text: string;
}

/** How a request ended. */
export interface ApprovalOutcome {
  readonly kind: "approved" | "rejected" | "withdrawn" | "break-glass";
  readonly by: ApprovalParty;
  readonly at: Millis;
  readonly text: string;
  /** What came of it, such as a rollout; null where nothing did. */
  readonly result: { readonly kind: string; readonly id: string } | null;
  /** Broken glass alone: the approver who looked at it; null: nobody did yet. */
  readonly acknowledged: { readonly by: ApprovalParty; readonly at: Millis } | null;
}

/** What lists show of a request. */
export interface ApprovalSummary {
  readonly id: string;
  /** What people call it by: 1, 2, 3, … */
  readonly number: number;
  /** The verb that is asked for. */
  readonly verb: string;
  /** What is asked for, in one line. */
  readonly title: string;
  readonly message: string;
  /** The protected groups that it touches. */
  readonly groups: readonly string[];
  /** Why it needs approval, in sentences. */
  readonly reasons: readonly string[];
  /** Agents whose state it changes. */
  readonly agents: number;
  /** Of the verb, its input and everything that it comes to: what an approval is given for. */
  readonly hash: string;
  readonly requestedBy: ApprovalParty;
  readonly requestedAt: Millis;
  readonly expiresAt: Millis;
  /** When it was found last to come to something else than before; null: never. */
  readonly changedAt: Millis | null;
  /** Null while it is open, or expired. */
  readonly outcome: ApprovalOutcome | null;
  readonly version: number;
}

/** A revision whose text may be compared with the one before. */
export interface ComparedTexts {
  readonly configuration: string;
  /** Null: the group runs no revision of it. */
  readonly from: number | null;
  readonly to: number;
}

/** What the page of one request shows beside. */
export interface ApprovalDetail {
  /** What the verb is asked with: plain data, without the value of a secret. */
  readonly input: unknown;
  /** As requests write it, for those who read it; without the value of a secret. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** The dry run as worked out for `hash`, without the verb's answer. */
  readonly preview: Omit<Preview, "value"> | null;
  readonly texts: readonly ComparedTexts[];
  /** Oldest first. */
  readonly events: readonly ApprovalEvent[];
}

/** Somebody asks that a change of a protected group be made. */
export interface ApprovalRecord extends ApprovalSummary {
  readonly detail: ApprovalDetail;
  /** The value that a secret is to get, which nobody reads back; null: there is none, or the request has ended. */
  readonly sealedValue: Sealed | null;
}

/** Where a request stands. `changed`: it waits, and comes to something else than what was asked for first. */
export type ApprovalState = "waiting" | "changed" | "expired" | ApprovalOutcome["kind"];

/** Where a request stands at this moment. */
export function approvalState(
  { outcome, expiresAt, changedAt }: Pick<ApprovalSummary, "outcome" | "expiresAt" | "changedAt">,
  now: Millis,
): ApprovalState {
  if (outcome !== null) return outcome.kind;
  if (now >= expiresAt) return "expired";
  return changedAt === null ? "waiting" : "changed";
}

/** Can it still be answered? */
export function isOpen(
  request: Pick<ApprovalSummary, "outcome" | "expiresAt" | "changedAt">,
  now: Millis,
): boolean {
  const state = approvalState(request, now);
  return state === "waiting" || state === "changed";
}
