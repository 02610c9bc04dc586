import { type Group, type RolloutReference, Sync, type SyncCounts } from "@fleethub/api";
import type {
  GroupView,
  RolloutReference as Reference,
  SyncCounts as Counts,
} from "@fleethub/control-plane";
import { presentPlan } from "./rollout-plan.js";
import { timeOf } from "./time.js";

/** A group with its members and what is under way in it. */
export function presentGroup(view: GroupView): Group {
  const { record } = view;
  const { name, query, description, configuration, stable, position, version, createdBy } = record;
  return {
    name,
    query,
    description,
    configuration,
    stable:
      stable === null
        ? null
        : {
            configuration: stable.configuration,
            revision: stable.revision,
            layers: view.layers.map((layer) => ({ ...layer })),
            rollout: stable.rollout,
          },
    plan: presentPlan(record.plan),
    protection: record.protection,
    position,
    latestRevision: view.latestRevision,
    agents: view.agents,
    syncs: presentSyncs(view.syncs),
    overlaps: view.overlaps.map((overlap) => ({ ...overlap })),
    rollout: view.rollout === null ? null : presentReference(view.rollout),
    version,
    createdAt: timeOf(record.createdAt),
    createdBy,
    changedAt: timeOf(record.changedAt),
  };
}

/** A rollout in one line. */
export function presentReference({ id, number, phase, sentence }: Reference): RolloutReference {
  return { id, number, phase, sentence };
}

/** Counts by word; words that nobody has are left out. */
export function presentSyncs(counts: Counts): SyncCounts {
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([, agents]) => agents > 0)
      .map(([word, agents]) => [Sync.parse(word), agents]),
  );
}
