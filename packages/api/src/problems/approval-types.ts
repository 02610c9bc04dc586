/** Problems of changes that need the approval of somebody else, and of requests for it. */
export const APPROVAL_PROBLEMS = {
  "approval-required": {
    status: 409,
    title: "It needs approval",
    meaning:
      "It would change a protected group; `approval` says which and why. POST /approvals asks for it.",
  },
  "approval-changed": {
    status: 409,
    title: "The request comes to something else",
    meaning: "What would be done is not what was looked at; `current` is the request as it is now.",
  },
  "approval-closed": {
    status: 409,
    title: "The request is not open",
    meaning: "It was answered, withdrawn or has expired; `current` is the request as it is now.",
  },
  "own-request": {
    status: 403,
    title: "Nobody answers a request of his own",
    meaning: "Approval is given by another person, whatever way of signing in is used.",
  },
  "requester-not-allowed": {
    status: 409,
    title: "The requester may not do this any more",
    meaning: "His role or his reach changed since he asked, so it cannot be done in his name.",
  },
} as const;
