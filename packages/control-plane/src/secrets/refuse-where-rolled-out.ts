import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import { secretNamesIn } from "./secret-names.js";

/** Refuses to take a secret, or its value, from under a live rollout whose next waves bring it. */
export async function refuseWhereRolledOut(
  ctx: VerbContext,
  name: string,
  consequence: string,
): Promise<VerbProblem | null> {
  const { rollouts, configurations } = ctx.storage;
  // A group has one at a time, so no more are live than there are groups.
  for (let cursor: string | null = null; ; ) {
    const page = await rollouts.list({ live: true }, { limit: ROLLOUTS_AT_ONCE, cursor });
    for (const { id, number, title, targets } of page.items) {
      for (const { configuration, revision } of targets) {
        const brought = await configurations.revision(configuration, revision);
        if (brought === null || !secretNamesIn(brought.content).includes(name)) continue;
        return problem(
          "rollout-live",
          `Rollout ${number} (${title}) is under way with the secret ${name}: ${consequence}. Wait for its end, or abort it or roll it back, then repeat this.`,
          { resource: { kind: "rollout", id } },
        );
      }
    }
    cursor = page.nextCursor;
    if (cursor === null) return null;
  }
}

const ROLLOUTS_AT_ONCE = 100;
