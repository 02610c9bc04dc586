import type { Decision, Grant, Resource, Role } from "@fleethub/fleet/access";

/** A role as it stands alone, capital first. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: "Viewer",
  operator: "Operator",
  approver: "Approver",
  administrator: "Administrator",
};

const OUTSIDE: Readonly<Record<Resource["kind"], string>> = {
  agent: "this agent is outside",
  selector: "this goes further",
  fleet: "this goes further",
};

/** What a locked control says: the role that may, or how far one's own goes, and that it is not far enough. */
export function deniedInWords(
  denied: Decision & { readonly allowed: false },
  about: Resource["kind"] = "fleet",
): string {
  const reach = denied.reaches.join(" or ");
  switch (denied.reason) {
    case "role":
      return `Needs the role ${denied.role}`;
    case "whole-fleet":
      return `Needs the role ${denied.role} for the whole fleet; yours reaches ${reach}`;
    case "beyond-reach":
      return `Your role reaches ${reach}; ${OUTSIDE[about]}`;
  }
}

/** A grant in a line: `Operator of label.squad:edge`. */
export function grantInWords({ role, reach }: Grant): string {
  return reach === null ? ROLE_WORDS[role] : `${ROLE_WORDS[role]} of ${reach}`;
}

const RANK: Readonly<Record<Role, number>> = {
  administrator: 0,
  operator: 1,
  approver: 2,
  viewer: 3,
};

/** The most that somebody may do comes first; what reaches everything before what does not. */
export function mostFirst(grants: readonly Grant[]): readonly Grant[] {
  return grants.toSorted(
    (a, b) => RANK[a.role] - RANK[b.role] || Number(a.reach !== null) - Number(b.reach !== null),
  );
}
