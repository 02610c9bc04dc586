import type { AgentId } from "@fleethub/fleet";
import type { AgentRecord, RolloutMemberRecord, RolloutRecord } from "../model.js";
import { AGENTS_BY_ID_MAX, type FleetStorage } from "../ports.js";
import { shownName } from "../query-facts.js";
import { glimpseOf } from "./glimpse.js";
import { type FactsContext, isTaking, memberFactsOf } from "./member-facts.js";
import type { Watched } from "./watched.js";

/** Agents looked at before others get a turn. */
const AGENTS_IN_A_TURN = 100;

/** Members and agents read with one call of the store. */
export const ROLLOUT_PAGE = Math.min(500, AGENTS_BY_ID_MAX);

export interface ReadContext extends FactsContext {
  readonly storage: Pick<FleetStorage, "rollouts" | "agents">;
  /** The record as this hub has it, which may be newer than the stored one. */
  readonly newest: (agent: AgentRecord) => AgentRecord;
  /** Lets others have a turn between pages. */
  readonly nextTurn: () => Promise<void>;
}

/** Every member, in order of wave. Rejects while the store is away. */
export async function readMembers(
  { storage }: Pick<ReadContext, "storage">,
  id: string,
): Promise<Map<AgentId, RolloutMemberRecord>> {
  const members = new Map<AgentId, RolloutMemberRecord>();
  let after: AgentId | null = null;
  for (;;) {
    const page: readonly RolloutMemberRecord[] = await storage.rollouts.members(
      id,
      after,
      ROLLOUT_PAGE,
    );
    for (const member of page) members.set(member.agent, member);
    after = page.at(-1)?.agent ?? null;
    if (page.length < ROLLOUT_PAGE) return members;
  }
}

/** A rollout with all that is known of its members. Rejects while the store is away. */
export async function readRollout(ctx: ReadContext, record: RolloutRecord): Promise<Watched> {
  const members = await readMembers(ctx, record.id);
  const watched: Watched = {
    record,
    members,
    facts: new Map(),
    glimpses: new Map(),
    inheritedInFlight: new Set(),
  };
  await readFacts(ctx, watched, [...members.keys(), ...record.status.inherited]);
  return watched;
}

/** What is known now of these agents; those that are gone count as forgotten. Rejects while the store is away. */
export async function readFacts(
  ctx: ReadContext,
  watched: Watched,
  ids: Iterable<AgentId>,
): Promise<void> {
  const all = [...new Set(ids)];
  for (let from = 0; from < all.length; from += ROLLOUT_PAGE) {
    if (from > 0) await ctx.nextTurn();
    const page = all.slice(from, from + ROLLOUT_PAGE);
    const records = await ctx.storage.agents.byIds(page);
    const byId = new Map(records.map((record) => [record.id, record]));
    for (const [index, id] of page.entries()) {
      if (index > 0 && index % AGENTS_IN_A_TURN === 0) await ctx.nextTurn();
      const stored = byId.get(id);
      await takeFacts(ctx, watched, id, stored === undefined ? null : ctx.newest(stored));
    }
  }
}

async function takeFacts(
  ctx: FactsContext,
  watched: Watched,
  id: AgentId,
  agent: AgentRecord | null,
): Promise<void> {
  const { record, members, facts, glimpses, inheritedInFlight } = watched;
  const member = members.get(id);
  if (member !== undefined && agent === null) facts.set(id, null);
  if (member !== undefined && agent !== null) {
    const known = await memberFactsOf(member, agent, record.number, ctx);
    facts.set(id, known);
    const shown = { name: shownName(agent), health: known.health };
    glimpses.set(id, glimpseOf(agent, shown, glimpses.get(id), ctx));
  }
  if (!record.status.inherited.includes(id)) return;
  if (agent !== null && (await isTaking(agent, ctx))) inheritedInFlight.add(id);
  else inheritedInFlight.delete(id);
}
