import { carriedOut } from "../approvals/carry-out.js";
import { findOpenRequest, findRequest } from "../approvals/find-request.js";
import { whyNotAnswer } from "../approvals/may-answer.js";
import { isSamePerson, partyOf } from "../approvals/parties.js";
import { requestPlan, textRefusal, withEvent } from "../approvals/record.js";
import { openedInput } from "../approvals/sealed-input.js";
import type { AnswerRequest, ApprovalAnswer } from "../approvals/requests.js";
import { workOutRequest } from "../approvals/work-out.js";
import type { ApprovalRecord } from "../model.js";
import { problem } from "./problem.js";
import type { Verb } from "./verb.js";

/**
 * Does what is asked for at once and without approval, in the name of whoever breaks the glass, as it comes to now. It
 * needs a reason, stands in the audit log as what it is, and is shown to everyone until an approver has looked at it.
 */
export const breakGlass: Verb<AnswerRequest, ApprovalAnswer> = {
  async plan(ctx, input) {
    const refusal = textRefusal(input.text, "/reason", true);
    if (refusal !== null) return refusal;
    const found = await findOpenRequest(ctx, input);
    if (found.kind === "problem") return found;
    const { record } = found;
    const loud = { ...ctx, actor: { ...ctx.actor, reason: `Break-glass: ${input.text}` } };
    const opened = openedInput(ctx, record);
    if (opened.kind === "problem") return opened;
    const { verb } = record;
    const worked = await workOutRequest(loud, { verb, input: opened.input });
    if (worked.kind === "problem") return worked;
    const { preview, texts, ...shown } = worked.shown;
    const done = { ...record, ...shown, detail: { ...record.detail, preview, texts } };
    const by = await partyOf(ctx.storage, ctx.subject);
    return carriedOut(loud, "break-glass", done, worked.plan, {
      kind: "break-glass",
      by,
      text: input.text,
    });
  },
};

/** An approver other than who broke the glass has looked at what was done. */
export const acknowledgeBreakGlass: Verb<AnswerRequest, ApprovalRecord> = {
  async plan(ctx, input) {
    const refusal = textRefusal(input.text, "/comment", false);
    if (refusal !== null) return refusal;
    const found = await findRequest(ctx, input);
    if (found.kind === "problem") return found;
    const { record } = found;
    const { outcome, number, id } = record;
    if (outcome?.kind !== "break-glass" || outcome.acknowledged !== null) {
      const detail = `Nothing of request ${number} waits to be acknowledged. Read it again.`;
      return problem("nothing-to-do", detail, { resource: { kind: "approval", id } });
    }
    const by = await partyOf(ctx.storage, ctx.subject);
    // Who asked may look at what another one did; who did it may not.
    const about = { ...record, requestedBy: outcome.by };
    const notHis = await whyNotAnswer(ctx, by, about);
    if (notHis !== null) return notHis;
    if (isSamePerson(by, record.requestedBy)) {
      const detail = `You asked for request ${number} yourself. Another person with the role approver has to look at it.`;
      return problem("own-request", detail, { resource: { kind: "approval", id } });
    }
    const at = ctx.now;
    const seen = withEvent(
      { ...record, outcome: { ...outcome, acknowledged: { by, at } } },
      { at, kind: "acknowledged", by, text: input.text },
    );
    return requestPlan(ctx, "acknowledge-break-glass", seen, { text: input.text });
  },
};
