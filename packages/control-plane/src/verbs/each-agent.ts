import type { AgentId } from "@fleethub/fleet";
import type { Query } from "@fleethub/fleet/query";
import type { AgentRecord } from "../model.js";
import type { VerbContext } from "./verb.js";

/** Agents read with one call of the store: reading more than these in one go keeps heartbeats waiting. */
const AGENTS_AT_ONCE = 100;

const EVERYONE: Query = { terms: [] };

/** Every agent that matches, in order of id, as its mailbox has it; page by page, so that others get their turn. */
export async function* eachAgent(
  ctx: VerbContext,
  query: Query = EVERYONE,
): AsyncGenerator<AgentRecord> {
  const filter = { query, now: ctx.now, scope: ctx.scope };
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
