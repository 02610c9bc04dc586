import type { AgentId } from "@fleethub/fleet";
import { assignmentInForce, workOut } from "../agents/desired.js";
import type { AgentRecord, RolloutTarget } from "../model.js";
import { hashOf } from "../verbs/change-intent.js";
import { eachOfFleet } from "../verbs/each-agent.js";
import { exactly } from "../verbs/exactly.js";
import type { VerbContext } from "../verbs/verb.js";
import type { GroupsAfter } from "./move.js";

/**
 * Members of these groups that an earlier rollout left on something else than the stable revision: its assignments end
 * where another rollout of the group is complete, so they would follow it unasked.
 */
export async function strayMembers(
  ctx: VerbContext,
  targets: readonly RolloutTarget[],
  except: ReadonlySet<AgentId>,
  { groups, sources }: GroupsAfter,
): Promise<readonly AgentRecord[]> {
  const strays: AgentRecord[] = [];
  for (const { group } of targets) {
    const stableRollout = groups.get(group)?.record.stable?.rollout ?? 0;
    for await (const agent of eachOfFleet(ctx, exactly("group", group))) {
      if (except.has(agent.id) || agent.pin !== null || agent.hold !== null) continue;
      if (agent.group !== group || assignmentInForce(agent, stableRollout) === null) continue;
      const now = await workOut(agent, ctx.sources);
      const later = await workOut({ ...agent, assignment: null }, sources);
      if (hashOf(now.desired) !== hashOf(later.desired)) strays.push(agent);
    }
  }
  return strays;
}
