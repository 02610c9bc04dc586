import type { RolloutRecord } from "../model.js";
import type { FleetStorage } from "../ports.js";

/** At most one rollout of a group is live. */
const PER_GROUP = 2;

/** Rollouts that are under way in one of these groups, each once. Rejects while the store is away. */
export async function liveRollouts(
  { storage }: { readonly storage: Pick<FleetStorage, "rollouts"> },
  groups: readonly string[],
): Promise<readonly RolloutRecord[]> {
  const found = new Map<string, RolloutRecord>();
  for (const group of groups) {
    const page = await storage.rollouts.list(
      { group, live: true },
      { limit: PER_GROUP, cursor: null },
    );
    for (const rollout of page.items) found.set(rollout.id, rollout);
  }
  return [...found.values()];
}
