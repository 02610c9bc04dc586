/** What somebody may do, from the least on. `operator` and `approver` stand side by side: neither contains the other. */
export const ROLES = ["viewer", "operator", "approver", "administrator"] as const;

export type Role = (typeof ROLES)[number];

/** Is this text the name of a role? */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

/** What each role is for, in one sentence that starts with a verb. */
export const ROLE_MEANINGS: Readonly<Record<Role, string>> = {
  viewer: "Sees agents, configurations, groups, rollouts, policies and the audit log.",
  operator: "Sees them and changes agents, groups, configurations, rollouts and exceptions.",
  approver: "Sees them and answers approval requests; changes nothing alone.",
  administrator: "May do everything: people, tokens, certificates, secrets and policies too.",
};

/** One role, for the whole fleet or for a part of it. */
export interface Grant {
  readonly role: Role;
  /**
   * Query over what the hub itself set (`label.KEY`, `enrolment`, `pinned`); null: everything. A text that is no such
   * query reaches nobody.
   */
  readonly reach: string | null;
}

/** Who acts: a person, a script with an API token, or the hub itself. */
export interface Subject {
  readonly kind: "person" | "token" | "hub";
  /** Of the person or token; never a secret. */
  readonly id: string;
  /** As people read it. */
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** The hub's own acts: rollouts going on, returns, retention. It may do everything. */
export const HUB_SUBJECT: Subject = {
  kind: "hub",
  id: "hub",
  name: "the hub",
  grants: [{ role: "administrator", reach: null }],
};

/** Does whoever has `role` have all that `other` has? */
export function includesRole(role: Role, other: Role): boolean {
  return role === other || role === "administrator" || other === "viewer";
}
