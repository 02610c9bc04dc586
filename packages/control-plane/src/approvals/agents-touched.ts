import type { AgentId } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import { AGENTS_BY_ID_MAX, type Write } from "../ports.js";
import { breathing } from "../verbs/breathing.js";
import { hashOf } from "../verbs/change-intent.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import type { ProtectedGroup, Touches } from "./touches.js";

type SetIntent = Extract<Write, { readonly kind: "set-intent" }>;

/** Intent that decides what an agent runs. Labels and names do so by way of the group and of what comes out alone. */
const DECIDES = ["pin", "hold", "assignment", "variables"] as const;

/**
 * Members whom the plan moves, forgets, or wants to run something else. What is wanted of them is looked at, and what
 * comes out, so that no way round leads by values or labels.
 */
export async function agentsTouched(
  ctx: VerbContext,
  plan: Plan,
  groups: readonly ProtectedGroup[],
  touches: Touches,
): Promise<void> {
  const isProtected = new Set(groups.map(({ name }) => name));
  const known = await recordsOf(ctx, plan);
  const groupAfter = new Map<AgentId, string | null>();
  for (const write of plan.changes.writes) {
    if (write.kind === "forget-agent") {
      const agent = known.get(write.id);
      const group = agent?.group ?? null;
      if (agent !== undefined && group !== null && isProtected.has(group)) {
        touches.addMember(group, "forgotten", agent.id);
      }
    }
    if (write.kind !== "set-intent") continue;
    const agent = known.get(write.id);
    if (agent === undefined) continue;
    const after = write.group === undefined ? agent.group : write.group;
    groupAfter.set(agent.id, after);
    if (after !== agent.group) {
      if (agent.group !== null && isProtected.has(agent.group)) {
        touches.addMember(agent.group, "leaves", agent.id);
      }
      if (after !== null && isProtected.has(after)) touches.addMember(after, "comes", agent.id);
    } else if (after !== null && isProtected.has(after)) {
      if (DECIDES.some((part) => differs(agent, write, part))) {
        touches.addMember(after, "runs", agent.id);
      }
      if (differs(agent, write, "connection")) touches.addMember(after, "told", agent.id);
    }
  }
  for await (const { agent, before, after } of breathing(ctx, plan.agentChanges ?? [])) {
    const group = groupAfter.get(agent.id) ?? agent.group;
    if (group === null || !isProtected.has(group)) continue;
    if (hashOf(before) !== hashOf(after)) touches.addMember(group, "runs", agent.id);
  }
}

function differs(
  agent: AgentRecord,
  write: SetIntent,
  part: (typeof DECIDES)[number] | "connection",
): boolean {
  const wanted = write[part];
  return wanted !== undefined && JSON.stringify(wanted) !== JSON.stringify(agent[part]);
}

/** The agents that are written about, as they are stored. */
async function recordsOf(
  ctx: VerbContext,
  { changes }: Plan,
): Promise<ReadonlyMap<AgentId, AgentRecord>> {
  const ids = changes.writes.flatMap((write) =>
    write.kind === "set-intent" || write.kind === "forget-agent" ? [write.id] : [],
  );
  const wanted = [...new Set(ids)];
  const found = new Map<AgentId, AgentRecord>();
  for (let at = 0; at < wanted.length; at += AGENTS_BY_ID_MAX) {
    const some = await ctx.storage.agents.byIds(wanted.slice(at, at + AGENTS_BY_ID_MAX));
    for (const agent of some) found.set(agent.id, agent);
  }
  return found;
}
