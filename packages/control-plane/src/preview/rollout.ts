import type { Plan } from "../verbs/verb.js";
import type { PreviewRollout } from "./preview.js";

/** The rollout that the plan would begin, read from what it would write; null: it begins none. */
export function previewRollout(plan: Plan): PreviewRollout | null {
  for (const write of plan.changes.writes) {
    if (write.kind !== "add-rollout") continue;
    const { kind, title, spec, leftOut } = write.rollout;
    const counts: number[] = [];
    for (const { wave } of write.members) counts[wave] = (counts[wave] ?? 0) + 1;
    const waves = Array.from(counts, (members = 0, index) => ({
      spec: spec.waves[index] ?? null,
      members,
    }));
    return { kind, title, spec, members: write.members.length, waves, leftOut };
  }
  return null;
}
