import { askRollout, isRefused, type RolloutAsk } from "@fleethub/fleet";
import { causeOfCall, findRollout, refusedProblem } from "../rollouts/find-rollout.js";
import { planWrites } from "../rollouts/plan-writes.js";
import type { RolloutAddress, RolloutAnswer } from "../rollouts/requests.js";
import { steeredPlan } from "../rollouts/steered-plan.js";
import { viewOf } from "../rollouts/watched.js";
import type { Verb } from "./verb.js";

/** Stops the assignment of members; what was not acknowledged is not offered until it is resumed. */
export const pauseRollout = steer("pause");

/** Goes on. What failed so far is accepted: limits and gates count from here on. */
export const resumeRollout = steer("resume");

/** Ends it where it stands: what was not acknowledged is taken back, every other agent stays where it is. */
export const abortRollout = steer("abort");

/** Gives everyone who moved back what he had, newest wave first. */
export const rollBackRollout = steer("roll-back");

/** Skips the rest of the soak of the wave under way. */
export const promoteRollout = steer("promote");

/** Asks the state machine, and commits all that it answers in one go. Returns come in pieces: the loop goes on. */
function steer(
  kind: Exclude<RolloutAsk["kind"], "supersede">,
): Verb<RolloutAddress, RolloutAnswer> {
  return {
    async plan(ctx, input) {
      const found = await findRollout(ctx, input);
      if (found.kind === "problem") return found;
      const { watched } = found;
      const { record } = watched;
      const { verdicts } = record;
      const answer = askRollout(viewOf(watched, verdicts), { kind }, causeOfCall(ctx), ctx.now);
      if (isRefused(answer)) return refusedProblem(record, answer);
      const planned = await planWrites(ctx, watched, answer, { verdicts });
      return steeredPlan(ctx, `${kind}-rollout`, record, planned);
    },
  };
}
