import type { GroupRecord } from "../model.js";
import type { Write } from "../ports.js";

/** The groups in their order with this one in its place; positions without holes. */
export function placed(
  others: readonly GroupRecord[],
  group: GroupRecord,
  position: number,
): readonly GroupRecord[] {
  const ordered = others.toSorted((a, b) => a.position - b.position);
  const at = position - 1;
  return renumbered([...ordered.slice(0, at), group, ...ordered.slice(at)]);
}

/** The same in this order, without holes. */
export function renumbered(groups: readonly GroupRecord[]): readonly GroupRecord[] {
  return groups.map((group, index) =>
    group.position === index + 1 ? group : { ...group, position: index + 1 },
  );
}

/** What the audit keeps of a group. */
export function auditedGroup(group: GroupRecord) {
  const { query, description, configuration, stable, plan, protection, position } = group;
  return { query, description, configuration, stable, plan, protection, position };
}

/** Groups whose place moved. */
export function shifted(
  before: readonly GroupRecord[],
  after: readonly GroupRecord[],
): readonly Write[] {
  const places = new Map(before.map(({ name, position }) => [name, position]));
  return after.flatMap((group): Write[] => {
    const place = places.get(group.name);
    if (place === undefined || place === group.position) return [];
    return [{ kind: "set-group", expect: group.version, group }];
  });
}
