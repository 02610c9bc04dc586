import type { Decision, Grant, Role } from "@fleethub/fleet/access";

/** A role as it stands alone, capital first. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: "Viewer",
  operator: "Operator",
  approver: "Approver",
  administrator: "Administrator",
};

/** What a locked control says: the role that may, and how far it has to reach. */
export function deniedInWords(denied: Decision & { readonly allowed: false }): string {
  switch (denied.reason) {
    case "role":
      return `Needs the role ${denied.role}`;
    case "whole-fleet":
      return `Needs the role ${denied.role} for the whole fleet`;
    case "beyond-reach":
      return "Beyond what your role reaches";
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
