import { problem } from "@fleethub/api";
import type { ControlPlane, GroupRecord, VerbDone, VerbProblem } from "@fleethub/control-plane";
import { presentGroup } from "../present/group.js";
import { fromVerb } from "../problems.js";
import { answer, type Caller, condition, type Handlers, refuse, type Reply } from "./handler.js";

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
  | "protectGroup"
  | "liftProtection"
>;

/** Approval requests, and the protection that asks for them. */
export function approvalHandlers(plane: ControlPlane): Approvals {
  const unknown = (named: string) =>
    refuse(problem("unknown-approval", `No request has the id or number ${named}. List them.`));
  const absent = async ({ params: { id } }: { readonly params: { readonly id: string } }) =>
    unknown(id);
  const shown = async (
    name: string,
    done: VerbDone<GroupRecord> | VerbProblem,
    { scope }: Caller,
  ): Promise<Reply<"protectGroup">> => {
    if (done.kind === "problem" && done.code !== "stale-version") return refuse(fromVerb(done));
    const view = await plane.groupViews.get(name, scope);
    if (view === null) return refuse(problem("unknown-group", `No group is named ${name}.`));
    const group = presentGroup(view);
    if (done.kind === "problem") return refuse(fromVerb(done, { current: group }));
    return answer(group, { version: view.record.version });
  };
  return {
    listApprovals: async () => answer({ items: [], nextCursor: null, total: 0 }),
    requestApproval: async () => unknown("1"),
    getApproval: absent,
    approveRequest: absent,
    rejectRequest: absent,
    withdrawRequest: absent,
    commentRequest: absent,
    breakGlass: absent,
    acknowledgeBreakGlass: absent,
    async protectGroup({ params: { name }, body }, caller) {
      const input = { name, ...body, ...condition(caller) };
      return shown(name, await plane.run("protect-group", caller, input), caller);
    },
    async liftProtection({ params: { name } }, caller) {
      const input = { name, ...condition(caller) };
      return shown(name, await plane.run("lift-protection", caller, input), caller);
    },
  };
}
