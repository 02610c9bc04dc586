import type { RolloutSpec } from "@fleethub/fleet";
import { problem, type VerbError, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import type { RolloutPlanInput } from "./requests.js";

/** What the groups of a rollout say about how it is to go. */
export interface GroupPlan {
  readonly kind: "group-plan";
  readonly plan: RolloutPlanInput;
}

/**
 * The plans of these groups as one. What they say differently, and the request leaves out, has to be said by the
 * request: a problem that names it.
 */
export async function groupPlan(
  ctx: Pick<VerbContext, "groups">,
  groups: readonly string[],
  asked: RolloutPlanInput,
): Promise<GroupPlan | VerbProblem> {
  const said = new Map<keyof RolloutSpec, { value: unknown; by: string }>();
  const errors: VerbError[] = [];
  for (const name of groups) {
    const group = await ctx.groups.get(name);
    for (const key of keysOf(group?.plan ?? {})) {
      const value = group?.plan[key];
      // Limits are said one by one, so those of the request leave room for others.
      if (value === undefined || (asked[key] !== undefined && key !== "limits")) continue;
      const known = said.get(key);
      if (known === undefined) said.set(key, { value, by: name });
      else if (JSON.stringify(known.value) !== JSON.stringify(value)) {
        errors.push({
          pointer: `/${key}`,
          message: `The plans of ${known.by} and ${name} differ in ${key}.`,
          remedy: "Say it in the request.",
        });
      }
    }
  }
  const [first] = errors;
  if (first !== undefined) {
    return problem("invalid", `${first.message} ${first.remedy}`, { errors });
  }
  const plan: RolloutPlanInput = Object.fromEntries(
    [...said].map(([key, { value }]) => [key, value]),
  );
  return { kind: "group-plan", plan };
}

function keysOf(plan: RolloutPlanInput): readonly (keyof RolloutSpec)[] {
  // The keys of an object of this type are keys of the type.
  return Object.keys(plan) as (keyof RolloutSpec)[];
}
