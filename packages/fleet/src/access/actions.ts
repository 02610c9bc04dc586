import type { Role } from "./subject.js";

/** Who may do something, and how far. */
export interface ActionRule {
  /** The least role that may, and every role beside it that may too; an administrator always may. */
  readonly roles: readonly [Role, ...Role[]];
  /** `read` and `write` reach as far as the grant; `whole-fleet` needs a grant without a reach. */
  readonly kind: "read" | "write" | "whole-fleet";
  /** Completes "may not …". */
  readonly words: string;
}

const reader = ["viewer", "operator", "approver"] as const;
const operator = ["operator"] as const;
const approver = ["approver"] as const;
const administrator = ["administrator"] as const;

/** Every action of the tables of routes and verbs. */
export const ACTIONS = {
  "hub.read": { roles: reader, kind: "read", words: "see what this hub is" },
  "handshakes.read": {
    roles: reader,
    kind: "whole-fleet",
    words: "see who failed to connect",
  },
  "metrics.read": {
    roles: reader,
    kind: "whole-fleet",
    words: "read the metrics of the hub",
  },
  "agents.read": { roles: reader, kind: "read", words: "see agents" },
  "agents.write": { roles: operator, kind: "write", words: "change agents" },
  "agents.approve": { roles: operator, kind: "write", words: "approve agents" },
  "credentials.read": { roles: reader, kind: "read", words: "see credentials of agents" },
  "credentials.write": {
    roles: administrator,
    kind: "write",
    words: "revoke agents or exchange their credentials",
  },
  "configurations.read": { roles: reader, kind: "read", words: "see configurations" },
  "configurations.write": { roles: operator, kind: "write", words: "change configurations" },
  "configurations.remove": {
    roles: operator,
    kind: "whole-fleet",
    words: "remove configurations",
  },
  "groups.read": { roles: reader, kind: "read", words: "see groups" },
  "groups.write": { roles: operator, kind: "write", words: "change groups" },
  "groups.protect": { roles: administrator, kind: "write", words: "protect groups" },
  "rollouts.read": { roles: reader, kind: "read", words: "see rollouts" },
  "rollouts.write": { roles: operator, kind: "write", words: "start and steer rollouts" },
  "policies.read": { roles: reader, kind: "read", words: "see policies" },
  "policies.write": { roles: administrator, kind: "whole-fleet", words: "change policies" },
  "policies.except": { roles: operator, kind: "write", words: "except agents from policies" },
  "approvals.read": { roles: reader, kind: "read", words: "see approval requests" },
  "approvals.ask": { roles: operator, kind: "write", words: "ask for approval" },
  "approvals.comment": {
    roles: ["approver", "operator"],
    kind: "read",
    words: "comment on approval requests",
  },
  "approvals.answer": { roles: approver, kind: "write", words: "answer approval requests" },
  "approvals.break-glass": {
    roles: operator,
    kind: "write",
    words: "act without approval in an emergency",
  },
  "audit.read": { roles: reader, kind: "read", words: "see the audit log" },
  "audit.export": { roles: administrator, kind: "whole-fleet", words: "export the audit log" },
  "audit.verify": { roles: administrator, kind: "whole-fleet", words: "verify the audit log" },
  "people.read": { roles: administrator, kind: "whole-fleet", words: "see people" },
  "people.write": { roles: administrator, kind: "whole-fleet", words: "change people" },
  "tokens.read": {
    roles: administrator,
    kind: "whole-fleet",
    words: "see API tokens of others",
  },
  "tokens.write": {
    roles: administrator,
    kind: "whole-fleet",
    words: "revoke API tokens of others",
  },
  "providers.read": { roles: administrator, kind: "whole-fleet", words: "see providers" },
  "providers.write": { roles: administrator, kind: "whole-fleet", words: "change providers" },
  "enrolment.read": { roles: operator, kind: "whole-fleet", words: "see enrolment tokens" },
  "enrolment.write": {
    roles: administrator,
    kind: "whole-fleet",
    words: "make or revoke enrolment tokens",
  },
  "certificates.read": { roles: reader, kind: "read", words: "see certificates" },
  "secrets.read": { roles: operator, kind: "read", words: "see names of secrets" },
  "secrets.write": { roles: administrator, kind: "whole-fleet", words: "change secrets" },
} as const satisfies Readonly<Record<string, ActionRule>>;

/** Something that may be allowed or not. */
export type Action = keyof typeof ACTIONS;

/** Is this text an action? */
export function isAction(text: string): text is Action {
  return Object.hasOwn(ACTIONS, text);
}

/**
 * Who a route is for: everyone who has the role for its action; `own`: everyone signed in, about himself alone;
 * `public`: everyone.
 */
export type RouteAccess = Action | "own" | "public";
