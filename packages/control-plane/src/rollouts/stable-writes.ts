import type { RolloutRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { VerbContext } from "../verbs/verb.js";

/**
 * Every target becomes the stable revision of its group, which ends the assignments of this rollout and of earlier ones
 * without a write to any agent. A group that is gone, or that a later rollout made stable, is left as it is.
 */
export async function stableWrites(
  { storage, now }: Pick<VerbContext, "storage" | "now">,
  { targets, number }: RolloutRecord,
): Promise<readonly Write[]> {
  const writes: Write[] = [];
  for (const { group: name, configuration, revision } of targets) {
    const group = await storage.groups.get(name);
    if (group === null || (group.stable?.rollout ?? 0) > number) continue;
    const stable = { configuration, revision, rollout: number };
    writes.push({
      kind: "set-group",
      expect: group.version,
      group: { ...group, configuration, stable, version: group.version + 1, changedAt: now },
    });
  }
  return writes;
}
