import { carriedOut } from "../approvals/carry-out.js";
import { findOpenRequest } from "../approvals/find-request.js";
import { APPROVAL_EVENTS_MAX } from "../approvals/limits.js";
import { whyNotAnswer } from "../approvals/may-answer.js";
import { currentSubject, partyOf, recordedAs } from "../approvals/parties.js";
import { auditedRequest, setRequest, textRefusal, withEvent } from "../approvals/record.js";
import { openedInput } from "../approvals/sealed-input.js";
import type { ApprovalAnswer, ApproveRequest } from "../approvals/requests.js";
import { workOutRequest, type WorkedOutRequest } from "../approvals/work-out.js";
import type { Actor, ApprovalParty, ApprovalRecord } from "../model.js";
import { asSubject } from "../approvals/as-subject.js";
import { problem, type VerbProblem } from "./problem.js";
import type { Plan, Verb, VerbContext } from "./verb.js";

/**
 * Approves exactly what was looked at. The verb is planned anew with what the requester may do now and done in his name
 * in the same commit; where it comes to something else by now nothing is done, and the request asks again.
 */
export const approveRequest: Verb<ApproveRequest, ApprovalAnswer> = {
  async plan(ctx, input) {
    const refusal = textRefusal(input.comment, "/comment", false);
    if (refusal !== null) return refusal;
    const found = await findOpenRequest(ctx, input);
    if (found.kind === "problem") return found;
    const { record } = found;
    const party = await partyOf(ctx.storage, ctx.subject);
    const notHis = await whyNotAnswer(ctx, party, record);
    if (notHis !== null) return notHis;
    if (input.hash !== record.hash) return lookedAtAnother(record);
    const requester = await currentSubject(ctx.storage, record.requestedBy, ctx.now);
    if (requester === null) return requesterGone(record);
    const inHisName = asSubject(ctx, requester, actorOf(ctx, record));
    const opened = openedInput(ctx, record);
    if (opened.kind === "problem") return opened;
    const { verb } = record;
    const worked = await workOutRequest(inHisName, { verb, input: opened.input });
    if (worked.kind === "problem") return inHisWay(record, worked);
    const touched = { ...record, groups: worked.shown.groups };
    const beyond = await whyNotAnswer(ctx, party, touched);
    if (beyond !== null) return beyond;
    if (worked.hash !== record.hash) return changedPlan(ctx, record, worked, party);
    const said = { kind: "approved", by: party, text: input.comment } as const;
    return carriedOut(ctx, "approve-request", record, worked.plan, said);
  },
};

/** The requester, by way of the approver's request. */
function actorOf(ctx: VerbContext, { requestedBy, message }: ApprovalRecord): Actor {
  const { via, requestId } = ctx.actor;
  const kind = requestedBy.kind === "person" ? "operator" : requestedBy.kind;
  return { kind, id: recordedAs(requestedBy), via, requestId, reason: message };
}

/** What it comes to now is shown, and asked for anew. */
function changedPlan(
  ctx: VerbContext,
  record: ApprovalRecord,
  { shown }: WorkedOutRequest,
  by: ApprovalParty,
): Plan<ApprovalAnswer> {
  const { preview, texts, ...rest } = shown;
  const at = ctx.now;
  const detail = { ...record.detail, preview, texts };
  const text = "It comes to something else than when it was asked for: look at it again.";
  const changed = { ...record, ...rest, changedAt: at, detail };
  const isFull = record.detail.events.length >= APPROVAL_EVENTS_MAX;
  const request = isFull ? changed : withEvent(changed, { at, kind: "changed", by, text });
  const audit = auditedRequest(ctx, "approval-changed", request, { was: record.hash });
  return {
    kind: "plan",
    changes: { writes: [setRequest(request), audit] },
    reach: [],
    acts: [],
    value: { kind: "changed", request: { ...request, version: record.version + 1 } },
  };
}

function lookedAtAnother({ id, number }: ApprovalRecord): VerbProblem {
  return problem(
    "approval-changed",
    `Request ${number} is not what you looked at any more. Look at it again, then approve what it is now.`,
    { resource: { kind: "approval", id } },
  );
}

function requesterGone({ id, number, requestedBy }: ApprovalRecord): VerbProblem {
  return problem(
    "requester-not-allowed",
    `${requestedBy.name}, who made request ${number}, has no access any more, so it cannot be done in his name. Reject it, or let somebody else ask.`,
    { resource: { kind: "approval", id } },
  );
}

/** Refused to the requester, and told to the approver. */
function inHisWay({ id, number, requestedBy }: ApprovalRecord, refusal: VerbProblem): VerbProblem {
  if (refusal.code === "store-unavailable") return refusal;
  const resource = { kind: "approval", id } as const;
  if (refusal.code === "beyond-reach" || refusal.code === "not-allowed") {
    return problem(
      "requester-not-allowed",
      `${requestedBy.name}, who made request ${number}, may not do this any more: his role or his reach changed since. Reject it, or let somebody else ask.`,
      { resource },
    );
  }
  const detail = `Request ${number} cannot be done as it is. ${refusal.detail} Then approve it, or reject it.`;
  return { ...refusal, detail };
}
