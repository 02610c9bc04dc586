import { narrows, type Scope } from "@fleethub/fleet/access";
import type { GroupSet } from "../groups/group-set.js";
import type { GroupRecord, RolloutTarget } from "../model.js";
import { queryOf } from "../selector.js";

/** Can no agent outside the scope ever match this selector? Seen from the text alone. */
export function isSelectorWithin(scope: Scope, selector: string): boolean {
  const query = queryOf(selector);
  return query !== null && narrows(query, scope);
}

/** Is the group there, and does its selector stay within the scope? */
export function isGroupWithin(scope: Scope, groups: GroupSet, name: string): boolean {
  const group = groups.get(name);
  return group !== null && isSelectorWithin(scope, group.record.query);
}

/**
 * Is everything that a rollout is for within the scope? Then so are its members, and what it says of them in numbers.
 */
export function isRolloutWithin(
  scope: Scope,
  groups: GroupSet,
  { targets }: { readonly targets: readonly RolloutTarget[] },
): boolean {
  if (scope.kind === "everything") return true;
  return targets.every(({ group }) => isGroupWithin(scope, groups, group));
}

/** The groups of others keep their order among each other, whatever moves between them. */
export function keepsOrder(
  scope: Scope,
  before: readonly GroupRecord[],
  after: ReadonlyMap<string, GroupRecord>,
): boolean {
  const foreign = before.filter(({ query }) => !isSelectorWithin(scope, query));
  const ordered = (place: (group: GroupRecord) => number) =>
    foreign.toSorted((a, b) => place(a) - place(b)).map(({ name }) => name);
  const now = ordered(({ position }) => position);
  const then = ordered(({ name, position }) => after.get(name)?.position ?? position);
  return now.every((name, index) => name === then[index]);
}

/** Are they the same but for their place in the order? */
export function differsInPlaceAlone(before: GroupRecord, after: GroupRecord): boolean {
  const { position, version } = before;
  return JSON.stringify(before) === JSON.stringify({ ...after, position, version });
}
