/** Requests that can be open at once. */
export const OPEN_APPROVALS_MAX = 500;

/** Characters of a message, a comment or a reason. */
export const APPROVAL_TEXT_LENGTH_MAX = 1_024;

/** Steps that one request keeps: comments beyond are refused. */
export const APPROVAL_EVENTS_MAX = 500;
