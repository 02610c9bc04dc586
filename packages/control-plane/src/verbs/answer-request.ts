import { findOpenRequest, findRequest } from "../approvals/find-request.js";
import { whyNotAnswer } from "../approvals/may-answer.js";
import { isSamePerson, partyOf } from "../approvals/parties.js";
import {
  commentsRefusal,
  ended,
  requestPlan,
  textRefusal,
  withEvent,
} from "../approvals/record.js";
import type { AnswerRequest } from "../approvals/requests.js";
import type { ApprovalRecord } from "../model.js";
import { problem } from "./problem.js";
import type { Verb } from "./verb.js";

/** Says no. Nothing is done, and the reason stays with the request. */
export const rejectRequest: Verb<AnswerRequest, ApprovalRecord> = {
  async plan(ctx, input) {
    const refusal = textRefusal(input.text, "/reason", true);
    if (refusal !== null) return refusal;
    const found = await findOpenRequest(ctx, input);
    if (found.kind === "problem") return found;
    const by = await partyOf(ctx.storage, ctx.subject);
    const notHis = await whyNotAnswer(ctx, by, found.record);
    if (notHis !== null) return notHis;
    const { text } = input;
    const rejected = ended(found.record, { kind: "rejected", by, at: ctx.now, text, result: null });
    return requestPlan(ctx, "reject-request", rejected, { text });
  },
};

/** Takes an own request back. */
export const withdrawRequest: Verb<AnswerRequest, ApprovalRecord> = {
  async plan(ctx, input) {
    const refusal = textRefusal(input.text, "/comment", false);
    if (refusal !== null) return refusal;
    const found = await findOpenRequest(ctx, input);
    if (found.kind === "problem") return found;
    const { record } = found;
    const by = await partyOf(ctx.storage, ctx.subject);
    if (!isSamePerson(by, record.requestedBy)) {
      const detail = `Request ${record.number} is ${record.requestedBy.name}'s, who alone can withdraw it. Reject it, or leave it to expire.`;
      return problem("own-request", detail, { resource: { kind: "approval", id: record.id } });
    }
    const { text } = input;
    const withdrawn = ended(record, { kind: "withdrawn", by, at: ctx.now, text, result: null });
    return requestPlan(ctx, "withdraw-request", withdrawn, { text });
  },
};

/** Says something, also after the request ended. */
export const commentRequest: Verb<AnswerRequest, ApprovalRecord> = {
  async plan(ctx, input) {
    const refusal = textRefusal(input.text, "/text", true);
    if (refusal !== null) return refusal;
    const found = await findRequest(ctx, input);
    if (found.kind === "problem") return found;
    const tooMany = commentsRefusal(found.record);
    if (tooMany !== null) return tooMany;
    const by = await partyOf(ctx.storage, ctx.subject);
    const { text } = input;
    const said = withEvent(found.record, { at: ctx.now, kind: "commented", by, text });
    return requestPlan(ctx, "comment-request", said, { text });
  },
};
