import {
  AGENT_SETTINGS,
  checkSpec,
  DEFAULT_ROLLOUT_SPEC,
  type PartialRolloutSpec,
  rolloutSpec,
} from "@fleethub/fleet";
import type { GroupRecord } from "../model.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";

/** As many agents as no plan asks for: what depends on their number is told when a rollout starts. */
const AGENTS_ENOUGH = 1_000_000;

/** What a group's plan says as it is stored. Limits are stated together, those left out with their defaults. */
export function storedPlan({ limits, ...rest }: PartialRolloutSpec = {}): GroupRecord["plan"] {
  if (limits === undefined) return rest;
  return { ...rest, limits: { ...DEFAULT_ROLLOUT_SPEC.limits, ...limits } };
}

/** What speaks against a plan whatever it is used for. */
export function checkPlan(ctx: VerbContext, plan: PartialRolloutSpec = {}): VerbProblem | null {
  const found = checkSpec(rolloutSpec(plan), {
    now: ctx.now,
    members: AGENTS_ENOUGH,
    reporting: AGENTS_ENOUGH,
    gatesGiven: plan.gates !== undefined,
    settleMs: AGENT_SETTINGS.failureWindowMs,
  });
  const errors = found.map((each) => ({ ...each, pointer: `/plan${each.pointer}` }));
  const [first] = errors;
  if (first === undefined) return null;
  return problem("invalid", `${first.message} ${first.remedy}`, { errors });
}
