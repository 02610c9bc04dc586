import type { ApprovalEvent, ApprovalOutcome, ApprovalRecord } from "../model.js";
import type { Write } from "../ports.js";
import { audited } from "../verbs/audited.js";
import { problem, type VerbError, type VerbProblem } from "../verbs/problem.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { recordedAs } from "./parties.js";
import { APPROVAL_EVENTS_MAX, APPROVAL_TEXT_LENGTH_MAX } from "./limits.js";

/** The request with one step more. */
export function withEvent(record: ApprovalRecord, event: ApprovalEvent): ApprovalRecord {
  const { detail } = record;
  return { ...record, detail: { ...detail, events: [...detail.events, event] } };
}

/** The request as it ends: a value that it kept is kept no longer. */
export function ended(
  record: ApprovalRecord,
  outcome: Omit<ApprovalOutcome, "acknowledged">,
): ApprovalRecord {
  const { by, at, text, kind } = outcome;
  return {
    ...withEvent(record, { at, kind, by, text }),
    outcome: { ...outcome, acknowledged: null },
    sealedValue: null,
  };
}

/** Writes a request as it is now, under the version that was read. */
export function setRequest(record: ApprovalRecord): Write {
  return { kind: "set-approval", expect: record.version, approval: record };
}

/** The audit entry of a verb about a request. */
export function auditedRequest(
  ctx: VerbContext,
  verb: string,
  { id, number, verb: asked, title, groups, hash, requestedBy }: ApprovalRecord,
  said: Readonly<Record<string, unknown>>,
): Write {
  const resource = { kind: "approval", id };
  const about = { number, verb: asked, title, groups, hash, requestedBy: recordedAs(requestedBy) };
  return audited(ctx, verb, resource, null, { ...about, ...said });
}

/** A verb that changes nothing but the request itself. */
export function requestPlan(
  ctx: VerbContext,
  verb: string,
  record: ApprovalRecord,
  said: Readonly<Record<string, unknown>>,
): Plan<ApprovalRecord> {
  return {
    kind: "plan",
    changes: { writes: [setRequest(record), auditedRequest(ctx, verb, record, said)] },
    reach: [],
    acts: [],
    value: { ...record, version: record.version + 1 },
  };
}

/** What is wrong with a text that somebody gives; null: nothing. */
export function textRefusal(text: string, pointer: string, isNeeded: boolean): VerbProblem | null {
  const errors: VerbError[] = [];
  if (isNeeded && text.trim() === "") {
    errors.push({ pointer, message: "Nothing is said.", remedy: "Say what it is about." });
  } else if (text.length > APPROVAL_TEXT_LENGTH_MAX) {
    const message = `The text has ${text.length} characters.`;
    errors.push({ pointer, message, remedy: `Use at most ${APPROVAL_TEXT_LENGTH_MAX}.` });
  }
  const [first] = errors;
  if (first === undefined) return null;
  return problem("invalid", `${first.message} ${first.remedy}`, { errors });
}

/** Refuses one comment too many. */
export function commentsRefusal({ id, detail }: ApprovalRecord): VerbProblem | null {
  if (detail.events.length < APPROVAL_EVENTS_MAX) return null;
  return problem(
    "invalid",
    `The request has ${detail.events.length} steps; APPROVAL_EVENTS_MAX is ${APPROVAL_EVENTS_MAX}. Answer it, or ask anew.`,
    { resource: { kind: "approval", id } },
  );
}
