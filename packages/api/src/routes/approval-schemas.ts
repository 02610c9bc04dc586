import { z } from "zod";
import {
  ApprovalAcknowledge,
  ApprovalApprove,
  ApprovalBreakGlass,
  ApprovalComment,
  ApprovalCreate,
  ApprovalDetail,
  ApprovalFilter,
  ApprovalPage,
  ApprovalReject,
  ApprovalWithdraw,
} from "../schemas/approval.js";
import { Group, GroupProtection } from "../schemas/group.js";
import { Name, pageQuery, RequestId } from "../schemas/primitives.js";

const none = z.strictObject({});
const id = z.strictObject({ id: RequestId });
const name = z.strictObject({ name: Name });
const act = <T extends z.ZodType>(body: T) => ({
  params: id,
  query: none,
  body,
  answer: ApprovalDetail,
});
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** Schemas of the routes of approval requests and of protection. */
export const APPROVAL_SCHEMAS = {
  listApprovals: {
    params: none,
    query: z.strictObject({
      state: ApprovalFilter.optional().meta({
        description: "`open`: waiting or changed. Left out: all.",
      }),
      group: Name.optional().meta({ description: "Only those that touch this group." }),
      forMe: flag
        .optional()
        .meta({ description: "`true`: only open ones that the caller may approve." }),
      unacknowledged: flag.optional().meta({
        description: "`true`: only broken glass that no approver has acknowledged.",
      }),
      ...pageQuery,
    }),
    body: null,
    answer: ApprovalPage,
  },
  requestApproval: { params: none, query: none, body: ApprovalCreate, answer: ApprovalDetail },
  getApproval: { params: id, query: none, body: null, answer: ApprovalDetail },
  approveRequest: act(ApprovalApprove),
  rejectRequest: act(ApprovalReject),
  withdrawRequest: act(ApprovalWithdraw),
  commentRequest: act(ApprovalComment),
  breakGlass: act(ApprovalBreakGlass),
  acknowledgeBreakGlass: act(ApprovalAcknowledge),
  protectGroup: { params: name, query: none, body: GroupProtection, answer: Group },
  liftProtection: { params: name, query: none, body: null, answer: Group },
} as const;
