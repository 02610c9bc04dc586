import type { AgentId, AgentSettings, Millis } from "@fleethub/fleet";
import { isRolloutWithin, isSelectorWithin } from "../access/group-reach.js";
import type { DesiredSources } from "../agents/desired.js";
import { groupSet } from "../groups/group-set.js";
import type { AgentRecord, RolloutMemberRecord, RolloutRecord, Scope } from "../model.js";
import type { Clock, FleetStorage, Page, PageRequest, Schedule } from "../ports.js";
import { rememberedReads } from "../verbs/remembered-reads.js";
import { detailOf, summaryNow } from "./detail.js";
import { readRollout } from "./read-rollout.js";
import { standingOf } from "./step-now.js";
import {
  GATE_POINTS_MAX,
  type MemberFilter,
  type MemberView,
  type RolloutSummary,
  type RolloutViews,
} from "./views.js";
import type { Watched } from "./watched.js";

export interface RolloutViewsDeps {
  readonly storage: FleetStorage;
  readonly sources: DesiredSources;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly agentSettings: AgentSettings;
  /** Since when this hub listens. */
  readonly upSince: Millis;
  /** What the loop of this hub has of a live rollout as of its last look. */
  readonly watched: (id: string) => Watched | null;
  readonly newest: (agent: AgentRecord) => AgentRecord;
}

/** How long a rollout that the loop does not follow is shown as it was read. */
const REMEMBERED_MS: Millis = 5_000;

/** More than a fleet has: every agent in a scope. */
const AGENTS_MAX = 1_000_000;

/** Rollouts remembered that the loop does not follow. */
const REMEMBERED_MAX = 4;

/** Reads for screens: of live rollouts as of the loop's last look, of others as stored. */
export function createRolloutViews(deps: RolloutViewsDeps): RolloutViews {
  const { storage, clock } = deps;
  const remembered = new Map<string, { readonly at: Millis; readonly read: Promise<Watched> }>();

  const found = async (id: string, scope: Scope): Promise<RolloutRecord | null> => {
    const record = await storage.rollouts.get(id);
    if (record === null || scope.kind === "everything") return record;
    return isRolloutWithin(scope, groupSet(await storage.groups.list()), record) ? record : null;
  };

  const watchedOf = async (id: string, scope: Scope): Promise<Watched | null> => {
    const record = await found(id, scope);
    if (record === null) return null;
    const followed = deps.watched(id);
    if (followed !== null && followed.record.version === record.version) return followed;
    const now = clock.now();
    const key = `${id} ${record.version}`;
    const known = remembered.get(key);
    if (known !== undefined && now - known.at < REMEMBERED_MS) return known.read;
    const { agentSettings: settings, newest, schedule, upSince } = deps;
    // Members share a few revisions, and are read one after the other.
    const configurations = rememberedReads(storage.configurations);
    const sources = { ...deps.sources, configurations };
    const nextTurn = () =>
      new Promise<void>((resolve) => {
        schedule.after(0, resolve);
      });
    const read = readRollout(
      { storage, sources, now, settings, upSince, newest, nextTurn },
      record,
    );
    remembered.delete(key);
    remembered.set(key, { at: now, read });
    read.catch(() => remembered.delete(key));
    for (const oldest of remembered.keys()) {
      if (remembered.size <= REMEMBERED_MAX) break;
      remembered.delete(oldest);
    }
    return read;
  };

  return {
    async list(filter, page, scope): Promise<Page<RolloutSummary>> {
      const within = await groupsWithin(storage, scope);
      const asked = within === null ? filter : { ...filter, within };
      const listed = await storage.rollouts.list(asked, page);
      const now = clock.now();
      const items = listed.items.map((record) => {
        const followed = deps.watched(record.id);
        const isSame = followed?.record.version === record.version;
        if (followed !== null && isSame) return summaryNow(followed, now);
        return { record, phase: record.phase, sentence: record.sentence };
      });
      return { ...listed, items };
    },
    isThere: async (id, scope) => (await found(id, scope)) !== null,
    async get(id, scope) {
      const watched = await watchedOf(id, scope);
      if (watched === null) return null;
      const [judgements, selectors] = await Promise.all([
        storage.rollouts.judgements(id, GATE_POINTS_MAX),
        selectorsOf(deps.sources, watched.record),
      ]);
      return detailOf(watched, judgements, selectors, clock.now());
    },
    async members(id, filter, page, scope) {
      const watched = await watchedOf(id, scope);
      if (watched === null) return null;
      const visible = await visibleAgents(storage, scope, clock.now());
      return membersPage(watched, filter, page, visible, clock.now());
    },
    async entries(id, page, scope) {
      if ((await found(id, scope)) === null) return null;
      const entries = await storage.rollouts.entries(id, page);
      const visible = await visibleAgents(storage, scope, clock.now());
      const items = entries.items.filter(({ agent }) => isVisible(visible, agent));
      return { ...entries, items };
    },
    async judgements(id, limit, scope) {
      return (await found(id, scope)) === null ? null : storage.rollouts.judgements(id, limit);
    },
  };
}

async function selectorsOf(
  { groups }: DesiredSources,
  { targets }: RolloutRecord,
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(targets.map(({ group }) => groups.get(group)));
  return new Map(found.flatMap((group) => (group === null ? [] : [[group.name, group.query]])));
}

/** Names of the groups that are within the scope; null: all are. */
async function groupsWithin(
  { groups }: FleetStorage,
  scope: Scope,
): Promise<readonly string[] | null> {
  if (scope.kind === "everything") return null;
  const all = await groups.list();
  return all.filter(({ query }) => isSelectorWithin(scope, query)).map(({ name }) => name);
}

/** Null: all are. */
async function visibleAgents(
  { agents }: FleetStorage,
  scope: Scope,
  now: Millis,
): Promise<ReadonlySet<AgentId> | null> {
  if (scope.kind === "everything") return null;
  return new Set(await agents.ids({ query: { terms: [] }, now, scope }, AGENTS_MAX));
}

function isVisible(visible: ReadonlySet<AgentId> | null, agent: AgentId | null): boolean {
  return visible === null || agent === null || visible.has(agent);
}

/** The cursor is the agent that the page before ended with. */
function membersPage(
  watched: Watched,
  filter: MemberFilter,
  { limit, cursor }: PageRequest,
  visible: ReadonlySet<AgentId> | null,
  now: Millis,
): Page<MemberView> {
  const matching: RolloutMemberRecord[] = [];
  let place = cursor === null ? 0 : -1;
  for (const member of watched.members.values()) {
    const isShown = isVisible(visible, member.agent) && matches(watched, member, filter, now);
    if (isShown) matching.push(member);
    // A cursor holds although its member has left the filter meanwhile.
    if (member.agent === cursor) place = matching.length;
  }
  const items = place === -1 ? [] : matching.slice(place, place + limit);
  const last = items.at(-1);
  const isMore = place !== -1 && place + limit < matching.length;
  return {
    items: items.map((member) => memberView(watched, member, now)),
    nextCursor: isMore && last !== undefined ? last.agent : null,
    total: matching.length,
  };
}

function matches(
  { record, facts }: Watched,
  member: RolloutMemberRecord,
  { steps, wave }: MemberFilter,
  now: Millis,
): boolean {
  if (wave !== undefined && member.wave !== wave) return false;
  if (steps === undefined) return true;
  return steps.includes(standingOf(member, facts.get(member.agent) ?? null, record, now).step);
}

function memberView(watched: Watched, member: RolloutMemberRecord, now: Millis): MemberView {
  const { agent, group, wave, to, from } = member;
  const facts = watched.facts.get(agent) ?? null;
  const glimpse = watched.glimpses.get(agent);
  const { step, since, reason, cause } = standingOf(member, facts, watched.record, now);
  const { appliedAt = null, offeredAt = null } = facts ?? {};
  return {
    agent,
    uid: facts === null ? null : (glimpse?.uid ?? null),
    name: glimpse?.name ?? "",
    group,
    wave,
    to,
    from,
    step,
    since,
    reason,
    cause: cause?.key ?? null,
    version: glimpse?.version ?? "",
    timeToApplyMs:
      appliedAt === null || offeredAt === null ? null : Math.max(0, appliedAt - offeredAt),
  };
}
