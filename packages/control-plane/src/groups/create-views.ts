import { phaseOf } from "@fleethub/fleet";
import { isRolloutWithin } from "../access/group-reach.js";
import type { GroupRecord, RolloutRecord, Scope } from "../model.js";
import type { Clock, FleetStorage, Page } from "../ports.js";
import { bothQueries } from "../selector.js";
import { exactly } from "../verbs/exactly.js";
import { type GroupSet, groupSet, type ReadyGroup } from "./group-set.js";
import type { GroupOverlap } from "./requests.js";
import type { GroupView, GroupViews, RolloutReference, SyncCounts, Ungrouped } from "./views.js";

export interface GroupViewsDeps {
  readonly storage: Pick<FleetStorage, "agents" | "configurations" | "groups" | "rollouts">;
  readonly clock: Clock;
}

/** Live rollouts read for a list: more than run beside each other. */
const LIVE_ROLLOUTS_PAGE = 100;

/** Reads about groups, as of now. */
export function createGroupViews(deps: GroupViewsDeps): GroupViews {
  const { storage } = deps;
  const viewsOf = async (groups: GroupSet, some: readonly ReadyGroup[], scope: Scope) => {
    const [counts, live] = await Promise.all([countsByGroup(storage, scope), liveByGroup(deps)]);
    const views: GroupView[] = [];
    for (const group of some) {
      const { record } = group;
      const { agents, syncs } = counts.get(record.name) ?? NOBODY;
      const running = live.get(record.name) ?? null;
      const isSeen = running !== null && isRolloutWithin(scope, groups, running);
      const rollout = isSeen ? running.reference : null;
      const overlaps = await overlapsOf(deps, groups, group, scope);
      const stood = await standsOn(storage, record);
      views.push({ record, agents, syncs, overlaps, rollout, ...stood });
    }
    return { views, none: counts.get(null) ?? NOBODY };
  };
  return {
    async list(scope) {
      const groups = groupSet(await storage.groups.list());
      const { views, none } = await viewsOf(groups, groups.all, scope);
      return { groups: views, none };
    },
    async get(name, scope) {
      const groups = groupSet(await storage.groups.list());
      const group = groups.get(name);
      if (group === null) return null;
      const { views } = await viewsOf(groups, [group], scope);
      return views[0] ?? null;
    },
  };
}

const NOBODY: Ungrouped = { agents: 0, syncs: {} };

async function countsByGroup(
  { groups }: GroupViewsDeps["storage"],
  scope: Scope,
): Promise<ReadonlyMap<string | null, Ungrouped>> {
  const counts = new Map<string | null, { agents: number; syncs: SyncCounts }>();
  for (const { group, sync, agents } of await groups.counts(scope)) {
    const known = counts.get(group) ?? NOBODY;
    const syncs = { ...known.syncs, [sync]: (known.syncs[sync] ?? 0) + agents };
    counts.set(group, { agents: known.agents + agents, syncs });
  }
  return counts;
}

interface LiveRollout extends Pick<RolloutRecord, "targets"> {
  readonly reference: RolloutReference;
}

async function liveByGroup({
  storage,
  clock,
}: GroupViewsDeps): Promise<ReadonlyMap<string, LiveRollout>> {
  const live = new Map<string, LiveRollout>();
  let cursor: string | null = null;
  do {
    const page: Page<RolloutRecord> = await storage.rollouts.list(
      { live: true },
      { limit: LIVE_ROLLOUTS_PAGE, cursor },
    );
    for (const { id, number, spec, status, sentence, targets } of page.items) {
      const phase = phaseOf(spec, status, clock.now());
      const reference = { id, number, phase, sentence };
      for (const { group } of targets) live.set(group, { reference, targets });
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return live;
}

/** Whom the selector matches although another group has him: counted by the store, and named only where there are any. */
async function overlapsOf(
  { storage, clock }: GroupViewsDeps,
  groups: GroupSet,
  { record, query }: ReadyGroup,
  scope: Scope,
): Promise<readonly GroupOverlap[]> {
  const above = groups.all.filter((other) => other.record.position < record.position);
  if (query === null || above.length === 0) return [];
  const count = async (group: string, negated: boolean) => {
    const terms = exactly("group", group).terms.map((term) => ({ ...term, negated }));
    const filter = { query: bothQueries(query, { terms }), now: clock.now(), scope };
    const sort = { by: "name", descending: false } as const;
    return (await storage.agents.list(filter, sort, { limit: 1, cursor: null })).total;
  };
  if ((await count(record.name, true)) === 0) return [];
  const overlaps: GroupOverlap[] = [];
  for (const { record: other } of above) {
    const agents = await count(other.name, false);
    if (agents > 0) overlaps.push({ group: other.name, agents });
  }
  return overlaps.sort((a, b) => b.agents - a.agents);
}

async function standsOn(
  { configurations }: GroupViewsDeps["storage"],
  { configuration, stable }: GroupRecord,
): Promise<Pick<GroupView, "layers" | "latestRevision">> {
  const revision =
    stable === null ? null : await configurations.revision(stable.configuration, stable.revision);
  const line = configuration === null ? null : await configurations.get(configuration);
  const latest = line?.latestRevision ?? 0;
  return { layers: revision?.layers ?? [], latestRevision: latest === 0 ? null : latest };
}
