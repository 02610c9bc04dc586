import type { RouteOutline } from "./route-outline.js";

const read = { method: "GET", action: "approvals.read", verb: null, status: 200 } as const;
const answer = {
  method: "POST",
  action: "approvals.answer",
  status: 200,
  noPreview: true,
} as const;

/** Routes of approval requests, and of the protection that asks for them. */
export const APPROVAL_OUTLINES = {
  listApprovals: { ...read, path: "/approvals" },
  requestApproval: {
    method: "POST",
    path: "/approvals",
    action: "approvals.ask",
    verb: "request-approval",
    status: 201,
    creates: true,
    noPreview: true,
  },
  getApproval: { ...read, path: "/approvals/{id}" },
  approveRequest: { ...answer, path: "/approvals/{id}/approve", verb: "approve-request" },
  rejectRequest: { ...answer, path: "/approvals/{id}/reject", verb: "reject-request" },
  withdrawRequest: {
    ...answer,
    path: "/approvals/{id}/withdraw",
    action: "approvals.ask",
    verb: "withdraw-request",
  },
  commentRequest: {
    ...answer,
    path: "/approvals/{id}/comment",
    action: "approvals.comment",
    verb: "comment-request",
  },
  breakGlass: {
    ...answer,
    path: "/approvals/{id}/break-glass",
    action: "approvals.break-glass",
    verb: "break-glass",
  },
  acknowledgeBreakGlass: {
    ...answer,
    path: "/approvals/{id}/acknowledge",
    verb: "acknowledge-break-glass",
  },
  protectGroup: {
    method: "PUT",
    path: "/groups/{name}/protection",
    action: "groups.protect",
    verb: "protect-group",
    status: 200,
    conditional: true,
  },
  liftProtection: {
    method: "DELETE",
    path: "/groups/{name}/protection",
    action: "groups.protect",
    verb: "lift-protection",
    status: 200,
    conditional: true,
  },
} as const satisfies Record<string, RouteOutline>;
