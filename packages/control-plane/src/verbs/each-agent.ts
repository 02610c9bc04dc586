import type { AgentId } from "@fleethub/fleet";
import { EVERYTHING, type Scope } from "@fleethub/fleet/access";
import type { Query } from "@fleethub/fleet/query";
import type { AgentRecord } from "../model.js";
import type { VerbContext } from "./verb.js";

/** Agents read with one call of the store: reading more than these in one go keeps heartbeats waiting. */
const AGENTS_AT_ONCE = 100;

const EVERYONE: Query = { terms: [] };

/** Every agent that matches and that the caller sees, in order of id; page by page, so that others get their turn. */
export function eachAgent(ctx: VerbContext, query: Query): AsyncGenerator<AgentRecord> {
  return walkAll(ctx, query, ctx.scope);
}

/**
 * The same of the whole fleet, to work out what a change comes to: what it touches outside the caller's reach has to be
 * seen to be refused.
 */
export function eachOfFleet(
  ctx: VerbContext,
  query: Query = EVERYONE,
): AsyncGenerator<AgentRecord> {
  return walkAll(ctx, query, EVERYTHING);
}

/** As their mailboxes have them. */
async function* walkAll(ctx: VerbContext, query: Query, scope: Scope): AsyncGenerator<AgentRecord> {
  const filter = { query, now: ctx.now, scope };
  let after: AgentId | null = null;
  for (;;) {
    const page: readonly AgentRecord[] = await ctx.storage.agents.walk(
      filter,
      after,
      AGENTS_AT_ONCE,
    );
    for (const agent of page) yield ctx.live.newest(agent);
    after = page.at(-1)?.id ?? null;
    if (page.length < AGENTS_AT_ONCE || after === null) return;
  }
}
