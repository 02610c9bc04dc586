import type { Millis } from "../../agent/facts.js";
import { type Draft, newDraft, planOf } from "./draft.js";
import { proceed } from "./proceed.js";
import type { RolloutPlan, RolloutView } from "../status.js";

/**
 * What one look at a rollout comes to. Decided from the view alone (level-triggered): the same view gives the same plan,
 * a plan that was committed leaves nothing to do at the next look, one that was lost is made again.
 *
 * @param now by the hub's clock; may jump either way between looks
 */
export function planRollout(view: RolloutView, now: Millis): RolloutPlan {
  const draft: Draft = newDraft(view, now);
  proceed(draft);
  return planOf(draft);
}

/** The plan changes nothing: there is nothing to commit. Its sentence may still be another. */
export function changesNothing(view: RolloutView, plan: RolloutPlan): boolean {
  const lists = [plan.assign, plan.suspend, plan.release, plan.sendBack, plan.marks, plan.events];
  return plan.status === view.status && lists.every((list) => list.length === 0);
}
