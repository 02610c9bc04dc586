import { OPEN_APPROVALS_MAX } from "../approvals/limits.js";
import { partyOf } from "../approvals/parties.js";
import { auditedRequest, textRefusal } from "../approvals/record.js";
import { keptInput, withValueId } from "../approvals/sealed-input.js";
import type { RequestApproval } from "../approvals/requests.js";
import { workOutRequest } from "../approvals/work-out.js";
import type { ApprovalRecord } from "../model.js";
import { problem, type VerbProblem } from "./problem.js";
import type { Verb, VerbContext } from "./verb.js";

/**
 * Asks somebody else to approve a change of a protected group. It is worked out as the requester would do it now; what
 * he may not do himself he cannot ask for, and what needs no approval is refused with the word to just do it.
 */
export const requestApproval: Verb<RequestApproval, ApprovalRecord> = {
  async plan(ctx, { verb, input: given, asked, message }) {
    const refusal = textRefusal(message, "/message", true) ?? (await tooMany(ctx));
    if (refusal !== null) return refusal;
    const input = withValueId(ctx, verb, given);
    const worked = await workOutRequest(ctx, { verb, input });
    if (worked.kind === "problem") return worked;
    if (worked.needed === null) {
      return problem(
        "nothing-to-do",
        "This touches no protected group, so it needs no approval. Do it without asking.",
      );
    }
    const requestedBy = await partyOf(ctx.storage, ctx.subject);
    const { preview, texts, ...shown } = worked.shown;
    const { now } = ctx;
    const id = ctx.ids.uuidv7();
    const { sealedValue, ...kept } = keptInput(ctx, id, { verb, input, asked });
    const record: ApprovalRecord = {
      id,
      number: (await ctx.storage.approvals.lastNumber()) + 1,
      verb,
      title: await ctx.titleOf(ctx, verb, input),
      message,
      ...shown,
      requestedBy,
      requestedAt: now,
      expiresAt: now + ctx.approvalLifetimeMs,
      changedAt: null,
      outcome: null,
      version: 1,
      detail: {
        ...kept,
        preview,
        texts,
        events: [{ at: now, kind: "asked", by: requestedBy, text: message }],
      },
      sealedValue,
    };
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "add-approval", approval: record },
          auditedRequest(ctx, "request-approval", record, { message }),
        ],
      },
      reach: [],
      acts: [],
      value: record,
    };
  },
};

async function tooMany(ctx: VerbContext): Promise<VerbProblem | null> {
  const { total } = await ctx.storage.approvals.list(
    { state: "open", now: ctx.now },
    { limit: 1, cursor: null },
  );
  if (total < OPEN_APPROVALS_MAX) return null;
  return problem(
    "invalid",
    `${total} requests are open; OPEN_APPROVALS_MAX is ${OPEN_APPROVALS_MAX}. Have some answered or withdrawn first.`,
  );
}
