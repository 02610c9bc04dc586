import type { ApprovalRecord } from "../model.js";

/** Asks that a change of a protected group be approved. */
export interface RequestApproval {
  /** The verb that is asked for. */
  readonly verb: string;
  /** What it is asked with: plain data. */
  readonly input: unknown;
  /** The same as requests write it, for those who read it. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** For those who answer. */
  readonly message: string;
}

export interface RequestAddress {
  /** Id of the request. */
  readonly request: string;
}

export interface ApproveRequest extends RequestAddress {
  /** Of what was looked at: `ApprovalSummary.hash`. */
  readonly hash: string;
  readonly comment: string;
}

export interface AnswerRequest extends RequestAddress {
  /** May be empty where nothing has to be said. */
  readonly text: string;
}

/** What an approval came to. */
export interface ApprovalAnswer {
  /** `changed`: nothing was done, since it would be something else than what was looked at. */
  readonly kind: "done" | "changed";
  readonly request: ApprovalRecord;
}
