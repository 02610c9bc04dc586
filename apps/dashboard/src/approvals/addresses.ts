/** Every request. */
export const APPROVALS = "/approvals";

/** Where one request is shown. */
export const approvalHref = (id: string): string => `/approvals/one?id=${encodeURIComponent(id)}`;

/** Requests that touch a group. */
export const approvalsOfGroupHref = (group: string): string =>
  `/approvals?show=all&group=${encodeURIComponent(group)}`;
