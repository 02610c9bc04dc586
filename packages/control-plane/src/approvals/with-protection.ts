import type { ChangeSet } from "../ports.js";
import type { VerbContext } from "../verbs/verb.js";
import { groupsAfter } from "./groups-touched.js";

/** The change set, good only while the groups are protected that the gate saw: one may become so in between. */
export async function withProtection(
  { groups }: Pick<VerbContext, "groups">,
  changes: ChangeSet,
): Promise<ChangeSet> {
  const { writes } = changes;
  if (writes.length === 0) return changes;
  const before = await groups.all();
  const after = groupsAfter(before, writes) ?? before;
  const names = after.all.flatMap(({ record: { name, protection } }) =>
    protection === null ? [] : [name],
  );
  return { ...changes, writes: [...writes, { kind: "expect-protected", groups: names }] };
}
