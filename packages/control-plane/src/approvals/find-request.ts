import type { ApprovalRecord, ApprovalState } from "../model.js";
import { approvalState, isOpen } from "../approval-model.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import { mayRead } from "./may-read.js";
import { partyOf } from "./parties.js";
import type { RequestAddress } from "./requests.js";

export interface FoundRequest {
  readonly kind: "found";
  readonly record: ApprovalRecord;
}

/** A request that the caller may see. */
export async function findRequest(
  ctx: VerbContext,
  { request: id }: RequestAddress,
): Promise<FoundRequest | VerbProblem> {
  const record = await ctx.storage.approvals.get(id);
  const party = await partyOf(ctx.storage, ctx.subject);
  if (record === null || !(await mayRead(ctx, party, record))) {
    const detail = "No approval request has this id. List them, or ask for one.";
    return problem("not-found", detail, { resource: { kind: "approval", id } });
  }
  return { kind: "found", record };
}

/** A request that can still be answered. */
export async function findOpenRequest(
  ctx: VerbContext,
  address: RequestAddress,
): Promise<FoundRequest | VerbProblem> {
  const found = await findRequest(ctx, address);
  if (found.kind === "problem" || isOpen(found.record, ctx.now)) return found;
  return closed(found.record, approvalState(found.record, ctx.now));
}

const HOW: Readonly<Record<ApprovalState, string>> = {
  waiting: "waits",
  changed: "waits",
  approved: "was approved and done",
  rejected: "was rejected",
  withdrawn: "was withdrawn",
  expired: "has expired",
  "break-glass": "was done without approval",
};

function closed({ id, number }: ApprovalRecord, state: ApprovalState): VerbProblem {
  return problem(
    "approval-closed",
    `Request ${number} ${HOW[state]}, so it takes no answer any more. Ask again if it is still wanted.`,
    { resource: { kind: "approval", id } },
  );
}
