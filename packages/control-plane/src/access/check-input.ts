import type { Action, Scope } from "@fleethub/fleet/access";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbInput, VerbName } from "../verbs/table.js";
import type { VerbContext } from "../verbs/verb.js";
import { beyondReach } from "./beyond-reach.js";
import { groupsOn } from "./configuration-reach.js";
import { isRolloutWithin, isSelectorWithin } from "./group-reach.js";

/** What a verb is asked about, before anything is worked out. */
interface Asked {
  /** A group that is there; one that is not is the verb's own refusal. */
  readonly group?: string;
  /** A selector that is to be written. */
  readonly query?: string;
  readonly rollout?: string;
  /** Everything that stands on this fragment. */
  readonly fragment?: string;
}

const rollout = ({ rollout: id }: { readonly rollout: string }): Asked => ({ rollout: id });
const group = ({ name }: { readonly name: string }): Asked => ({ group: name });
const selector = ({ query }: { readonly query: string }): Asked => ({ query });

/** Verbs whose refusals would tell how many agents are reached: those are asked for within the reach alone. */
const ASKED: { readonly [Name in VerbName]?: (input: VerbInput<Name>) => Asked } = {
  "create-group": selector,
  "change-group": ({ name, query }) => ({ group: name, query }),
  "remove-group": group,
  "protect-group": group,
  "lift-protection": group,
  "start-rollout": (input) => ({ group: input.group }),
  "rebase-fragment": ({ fragment }) => ({ fragment }),
  "pause-rollout": rollout,
  "resume-rollout": rollout,
  "abort-rollout": rollout,
  "roll-back-rollout": rollout,
  "promote-rollout": rollout,
  "retry-failed": rollout,
  exclude: rollout,
  "except-policy": selector,
};

/** Refuses what is about something beyond the scope before its plan could tell anything of that. */
export async function refusalOfInput<Name extends VerbName>(
  ctx: VerbContext,
  scope: Scope,
  action: Action,
  name: Name,
  input: VerbInput<Name>,
): Promise<VerbProblem | null> {
  if (scope.kind === "everything") return null;
  // One entry of the table fits its own input; the union of all entries hides that.
  const asked = (ASKED[name] as ((input: VerbInput<Name>) => Asked) | undefined)?.(input);
  if (asked === undefined) return null;
  const groups = await ctx.groups.all();
  const { group: named, query, fragment } = asked;
  const there = named === undefined ? null : groups.get(named);
  const selectors = [
    ...(there === null ? [] : [there.record.query]),
    ...(query === undefined ? [] : [query]),
    ...(fragment === undefined ? [] : (await groupsOn(ctx, fragment)).map((each) => each.query)),
  ];
  if (!selectors.every((each) => isSelectorWithin(scope, each))) {
    return beyondReach(ctx, action, "The query has to hold a reach of yours by itself.");
  }
  return asked.rollout === undefined ? null : refusalOfRollout(ctx, scope, action, asked.rollout);
}

async function refusalOfRollout(
  ctx: VerbContext,
  scope: Scope,
  action: Action,
  id: string,
): Promise<VerbProblem | null> {
  const record = await ctx.storage.rollouts.get(id);
  const groups = await ctx.groups.all();
  if (record === null || isRolloutWithin(scope, groups, record)) return null;
  if (isRolloutWithin(ctx.scope, groups, record)) {
    return beyondReach(ctx, action, "The rollout is for a group beyond your reach.");
  }
  return problem("not-found", "No rollout has this id. List them, or start one.", {
    resource: { kind: "rollout", id },
  });
}
