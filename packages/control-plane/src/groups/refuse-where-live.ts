import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";

/** Refuses what a live rollout of the group forbids, and names it. */
export async function refuseWhereLive(
  ctx: VerbContext,
  group: string,
  consequence: string,
): Promise<VerbProblem | null> {
  const { items } = await ctx.storage.rollouts.list(
    { group, live: true },
    { limit: 1, cursor: null },
  );
  const [live] = items;
  if (live === undefined) return null;
  return problem(
    "rollout-live",
    `Rollout ${live.number} (${live.title}) is under way in ${group}: ${consequence}. Wait for its end, or abort it or roll it back, then repeat this.`,
    { resource: { kind: "rollout", id: live.id } },
  );
}
