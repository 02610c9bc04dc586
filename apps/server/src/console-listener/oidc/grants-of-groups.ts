import type { Grant } from "@fleethub/fleet/access";

/** What members of one group of a provider may do here. */
export interface GroupGrant extends Grant {
  /** As the provider writes it; `*` is everybody who signs in through it. */
  readonly group: string;
}

/** Groups read from one claim, at most; those after them are left out. */
export const CLAIMED_GROUPS_MAX = 1_000;

/**
 * The values of a groups claim: a list of texts, or one text. Anything else is none. A claim inside another is named
 * with dots, such as `realm_access.roles`; a claim whose own name has dots is found as well.
 */
export function groupsIn(
  claims: Readonly<Record<string, unknown>>,
  claim: string,
): readonly string[] {
  const value = claims[claim] ?? inside(claims, claim.split("."));
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === "string").slice(0, CLAIMED_GROUPS_MAX);
}

/** What a person may do who comes with these groups. Empty: he has no business here. */
export function grantsOfGroups(
  groups: readonly string[],
  mapping: readonly GroupGrant[],
): readonly Grant[] {
  const has = new Set(groups);
  const granted = mapping.filter(({ group }) => group === "*" || has.has(group));
  const distinct = new Map(
    granted.map(({ role, reach }) => [`${role} ${reach ?? ""}`, { role, reach }]),
  );
  return [...distinct.values()];
}

function inside(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return inside((value as Readonly<Record<string, unknown>>)[name], rest);
}
