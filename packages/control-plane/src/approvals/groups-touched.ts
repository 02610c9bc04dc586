import { type GroupSet, groupSet, type ReadyGroup } from "../groups/group-set.js";
import { auditedGroup } from "../groups/order.js";
import type { GroupRecord } from "../model.js";
import type { Write } from "../ports.js";
import { excludes } from "./excludes.js";
import type { ProtectedGroup, Touches } from "./touches.js";

/** Protected groups that are written, and those beside which a group is put that could take their agents. */
export function groupsTouched(
  before: GroupSet,
  writes: readonly Write[],
  groups: readonly ProtectedGroup[],
  touches: Touches,
): void {
  const after = groupsAfter(before, writes);
  if (after === null) return;
  for (const { name, ready } of groups) {
    const is = after.get(name);
    if (is === null) {
      touches.add(name, `It removes the group ${name}.`);
      continue;
    }
    if (is.record.protection === null) touches.add(name, `It lifts the protection of ${name}.`);
    else if (asText(ready.record) !== asText(is.record)) {
      touches.add(name, `It changes the group ${name}.`);
    }
    for (const other of after.all) {
      if (other.record.name === name || isApart(other, is)) continue;
      const was = before.get(other.record.name);
      const wasAbove = was !== null && was.record.position < ready.record.position;
      const isAbove = other.record.position < is.record.position;
      const isWider = was !== null && was.record.query !== other.record.query;
      if (isAbove && (!wasAbove || isWider)) {
        touches.add(name, `The group ${other.record.name} could take agents of ${name} by it.`);
      } else if (!isAbove && wasAbove) {
        touches.add(name, `The group ${name} could take agents of ${other.record.name} by it.`);
      }
    }
  }
}

/** Groups as the writes leave them; null where they write none. */
export function groupsAfter(before: GroupSet, writes: readonly Write[]): GroupSet | null {
  const records = new Map<string, GroupRecord>(
    before.all.map(({ record }) => [record.name, record]),
  );
  let isWritten = false;
  for (const write of writes) {
    if (write.kind === "add-group" || write.kind === "set-group") {
      records.set(write.group.name, write.group);
    } else if (write.kind === "remove-group") records.delete(write.name);
    else continue;
    isWritten = true;
  }
  return isWritten ? groupSet([...records.values()]) : null;
}

/** No agent can match both. A selector that is none takes nobody. */
function isApart(one: ReadyGroup, other: ReadyGroup): boolean {
  return one.query === null || other.query === null || excludes(one.query, other.query);
}

/** All but the position: where it stands is told by whom it stands above. */
function asText(group: GroupRecord): string {
  return JSON.stringify({ ...auditedGroup(group), position: 0 });
}
