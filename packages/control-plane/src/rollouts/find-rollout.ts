import type { RolloutCause } from "@fleethub/fleet";
import type { RolloutRecord } from "../model.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import { readContextOf } from "./read-context.js";
import { readRollout } from "./read-rollout.js";
import type { RolloutAddress } from "./requests.js";
import { copyOf, type Watched } from "./watched.js";

/** A rollout with all its members as they are stored now. */
export interface FoundRollout {
  readonly kind: "found";
  readonly watched: Watched;
}

export async function findRollout(
  ctx: VerbContext,
  { rollout: id, ifVersion }: RolloutAddress,
): Promise<FoundRollout | VerbProblem> {
  const resource = { kind: "rollout", id } as const;
  const record = await ctx.storage.rollouts.get(id);
  if (record === null) {
    return problem("not-found", "No rollout has this id. List them, or start one.", { resource });
  }
  if (ifVersion !== undefined && ifVersion !== record.version) {
    return problem(
      "stale-version",
      "This rollout went on since you read it. Look at it again, then repeat what still fits.",
      { resource, currentVersion: record.version },
    );
  }
  return { kind: "found", watched: await watchedNow(ctx, record) };
}

/** As the loop looked at it a moment ago where nothing was decided since, else as stored. */
export async function watchedNow(ctx: VerbContext, record: RolloutRecord): Promise<Watched> {
  const followed = ctx.watchedRollout(record.id);
  if (followed !== null && followed.record.version === record.version) return copyOf(followed);
  return readRollout(readContextOf(ctx), record);
}

/** The operator, with the reason that he gave. */
export function causeOfCall({ actor }: Pick<VerbContext, "actor">): RolloutCause {
  return { by: "operator", actor: actor.id, reason: actor.reason ?? "" };
}

/** A refusal of the state machine as a problem. */
export function refusedProblem(
  { id }: Pick<RolloutRecord, "id">,
  refusal: { readonly refused: string; readonly remedy: string },
): VerbProblem {
  return problem("nothing-to-do", `${refusal.refused} ${refusal.remedy}`, {
    resource: { kind: "rollout", id },
  });
}
