import type { Grant } from "@fleethub/fleet/access";
import type { GroupGrant } from "../account-model.js";

/** What a person may do who comes with these groups of a provider. Empty: he has no business here. */
export function grantsOfGroups(
  groups: readonly string[],
  mapping: readonly GroupGrant[],
): readonly Grant[] {
  const has = new Set(groups);
  const granted = mapping.filter(({ group }) => group === "*" || has.has(group));
  const distinct = new Map(
    granted.map(({ role, reach }) => [JSON.stringify([role, reach]), { role, reach }]),
  );
  return [...distinct.values()];
}
