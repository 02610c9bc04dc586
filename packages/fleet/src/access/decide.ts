import { parseQuery } from "../query/parse.js";
import { ACTIONS, type Action, type ActionRule } from "./actions.js";
import { narrows } from "./narrows.js";
import { EVERYTHING, isInScope, type ReachFacts, type Scope, scopeOf } from "./reach.js";
import { type Grant, includesRole, type Role, type Subject } from "./subject.js";

/** What the action is about. */
export type Resource =
  /** Nothing in particular: what comes of it is narrowed to the scope that is answered. */
  | { readonly kind: "fleet" }
  | { readonly kind: "agent"; readonly facts: ReachFacts }
  /** A group, or another thing that agents belong to by a query. */
  | { readonly kind: "selector"; readonly query: string };

/** Why something is not allowed: no role for it, the role for part of the fleet alone, or a part that is not his. */
export type DenialReason = "role" | "whole-fleet" | "beyond-reach";

/** Whether somebody may do something. */
export type Decision =
  | {
      readonly allowed: true;
      /** How far: agents outside are not there for him. */
      readonly scope: Scope;
    }
  | {
      readonly allowed: false;
      readonly reason: DenialReason;
      /** The least role that would do. */
      readonly role: Role;
      /** Where his roles for it end, as queries. Empty: he has none for it. */
      readonly reaches: readonly string[];
      /** What is missing, in one sentence. Names no agent. */
      readonly message: string;
      readonly remedy: string;
    };

const FLEET: Resource = { kind: "fleet" };

/**
 * May this subject do this to that? The only place that decides it: routes, verbs, event streams and the controls of
 * the console ask here. Changing reaches as far as the grants whose role may change, reading as far as any that may
 * read. Groups are read by everyone who may read; to change one its query has to stay within the reach by itself.
 */
export function decide(subject: Subject, action: Action, resource: Resource = FLEET): Decision {
  if (subject.kind === "hub") return { allowed: true, scope: EVERYTHING };
  const rule: ActionRule = ACTIONS[action];
  const grants = subject.grants.filter(({ role }) => mayDo(role, rule));
  if (grants.length === 0) return withoutRole(rule);
  const scope = scopeOf(grants);
  if (scope.kind === "everything") return { allowed: true, scope };
  if (rule.kind === "whole-fleet") return onlyWithoutReach(rule, grants);
  if (!isWithin(rule, resource, scope)) return beyondReach(rule, grants);
  return { allowed: true, scope };
}

/** May somebody with this role do it, within the reach of the grant? */
export function mayDo(role: Role, rule: ActionRule): boolean {
  return role === "administrator" || rule.roles.some((one) => includesRole(role, one));
}

function isWithin(rule: ActionRule, resource: Resource, scope: Scope): boolean {
  switch (resource.kind) {
    case "fleet":
      return true;
    case "agent":
      return isInScope(scope, resource.facts);
    case "selector": {
      if (rule.kind === "read") return true;
      const { query } = parseQuery(resource.query);
      return query !== undefined && narrows(query, scope);
    }
  }
}

function withoutRole({ roles: [role], words }: ActionRule): Decision {
  return {
    allowed: false,
    reason: "role",
    role,
    reaches: [],
    message: `You may not ${words}: it needs the role ${role}.`,
    remedy: `Ask an administrator for the role ${role}.`,
  };
}

function onlyWithoutReach(
  { roles: [role], words }: ActionRule,
  grants: readonly Grant[],
): Decision {
  return {
    allowed: false,
    reason: "whole-fleet",
    role,
    reaches: reachesOf(grants),
    message: `You may not ${words}: it concerns the whole fleet, and your role ${role} is limited to a reach.`,
    remedy: `Ask somebody whose role ${role} has no reach to do it.`,
  };
}

/** What is beyond the reach of these grants. */
export function beyondReach(
  { roles: [role], words }: ActionRule,
  grants: readonly Grant[],
): Decision {
  const reaches = reachesOf(grants);
  return {
    allowed: false,
    reason: "beyond-reach",
    role,
    reaches,
    message: `You may not ${words} there: your role ${role} reaches ${reaches.join(" or ")}.`,
    remedy: `Keep to agents and groups whose query holds ${reaches.join(" or ")}, or ask somebody whose role reaches further.`,
  };
}

function reachesOf(grants: readonly Grant[]): readonly string[] {
  return [...new Set(grants.flatMap(({ reach }) => (reach === null ? [] : [reach])))];
}
