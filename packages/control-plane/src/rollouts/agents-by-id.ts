import type { AgentId } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import type { VerbContext } from "../verbs/verb.js";
import { ROLLOUT_PAGE } from "./read-rollout.js";

/** These agents with what their mailboxes know, by id; those that are gone are left out. */
export async function agentsById(
  ctx: Pick<VerbContext, "storage" | "live">,
  ids: readonly AgentId[],
): Promise<ReadonlyMap<AgentId, AgentRecord>> {
  const found = new Map<AgentId, AgentRecord>();
  for (let from = 0; from < ids.length; from += ROLLOUT_PAGE) {
    const page = await ctx.storage.agents.byIds(ids.slice(from, from + ROLLOUT_PAGE));
    for (const agent of page) found.set(agent.id, ctx.live.newest(agent));
  }
  return found;
}
