import { API_PREFIX, problem, type ProblemType } from "@fleethub/api";
import type {
  ApprovalAnswer,
  ApprovalRecord,
  ControlPlane,
  VerbDone,
  VerbProblem,
} from "@fleethub/control-plane";
import { presentApproval, presentApprovalDetail } from "../present/approval.js";
import { fromVerb } from "../problems.js";
import { inInput, readVerb } from "../requests/read-verb.js";
import { answer, type Caller, type Handlers, refuse, type Reply } from "./handler.js";

type Approvals = Pick<
  Handlers,
  | "listApprovals"
  | "requestApproval"
  | "getApproval"
  | "approveRequest"
  | "rejectRequest"
  | "withdrawRequest"
  | "commentRequest"
  | "breakGlass"
  | "acknowledgeBreakGlass"
>;

type Done<Value> = VerbDone<Value> | VerbProblem;
type Answered = Done<ApprovalRecord> | Done<ApprovalAnswer>;

/** Refusals that are told together with the request as it is now. */
const WITH_REQUEST: ReadonlySet<ProblemType> = new Set(["approval-changed", "approval-closed"]);

/** Approval requests: made, looked at, answered. */
export function approvalHandlers(plane: ControlPlane): Approvals {
  const { approvalViews } = plane;
  const unknown = (named: string) =>
    refuse(problem("unknown-approval", `No request has the id or number ${named}. List them.`));
  const shown = async (
    { subject }: Caller,
    id: string,
    rest: { readonly location?: string } = {},
  ): Promise<Reply<"getApproval">> => {
    const seen = await approvalViews.get(subject, id);
    if (seen === null) return unknown(id);
    return answer(presentApprovalDetail(seen), { version: seen.record.version, ...rest });
  };
  const answered =
    <Body>(run: (request: string, body: Body, caller: Caller) => Promise<Answered>) =>
    async (
      { params, body }: { readonly params: { readonly id: string }; readonly body: Body },
      caller: Caller,
    ): Promise<Reply<"getApproval">> => {
      const seen = await approvalViews.get(caller.subject, params.id);
      if (seen === null) return unknown(params.id);
      const { id } = seen.record;
      const done = await run(id, body, caller);
      const refusal = done.kind === "problem" ? fromVerb(done) : changed(done.value);
      if (refusal === null) return shown(caller, id);
      if (!WITH_REQUEST.has(refusal.type)) return refuse(refusal);
      const now = await approvalViews.get(caller.subject, id);
      const current = now === null ? {} : { current: presentApprovalDetail(now) };
      return refuse({ ...refusal, ...current });
    };
  return {
    async listApprovals({ query: { limit, cursor, state, group, forMe, unacknowledged } }, caller) {
      const wish = {
        ...(state === undefined ? {} : { state }),
        ...(group === undefined ? {} : { group }),
        ...(forMe === true ? { forMe } : {}),
        ...(unacknowledged === true ? { unacknowledged } : {}),
      };
      const page = { limit, cursor: cursor ?? null };
      const { items, ...rest } = await approvalViews.list(caller.subject, wish, page);
      return answer({ items: items.map(presentApproval), ...rest });
    },
    async requestApproval({ body: { verb, input, message } }, caller) {
      const read = await readVerb(plane, verb, input);
      if (!read.ok) return refuse(read.problem);
      const asked = { verb: read.verb, input: read.input, asked: input, message };
      const done = await plane.run("request-approval", caller, asked);
      if (done.kind === "problem") return refuse(inInput(fromVerb(done)));
      const { id } = done.value;
      return shown(caller, id, { location: `${API_PREFIX}/approvals/${id}` });
    },
    getApproval: ({ params: { id } }, caller) => shown(caller, id),
    approveRequest: answered((request, body, caller) =>
      plane.run("approve-request", caller, { request, ...body }),
    ),
    rejectRequest: answered((request, { reason: text }, caller) =>
      plane.run("reject-request", caller, { request, text }),
    ),
    withdrawRequest: answered((request, { comment: text }, caller) =>
      plane.run("withdraw-request", caller, { request, text }),
    ),
    commentRequest: answered((request, { text }, caller) =>
      plane.run("comment-request", caller, { request, text }),
    ),
    breakGlass: answered((request, { reason: text }, caller) =>
      plane.run("break-glass", caller, { request, text }),
    ),
    acknowledgeBreakGlass: answered((request, { comment: text }, caller) =>
      plane.run("acknowledge-break-glass", caller, { request, text }),
    ),
  };
}

/** Nothing was done: it asks again. */
function changed(value: ApprovalRecord | ApprovalAnswer) {
  if (!("kind" in value) || value.kind === "done") return null;
  const { number } = value.request;
  return problem(
    "approval-changed",
    `Nothing was done: request ${number} comes to something else than what you looked at. Look at it again, then approve what it is now.`,
  );
}
