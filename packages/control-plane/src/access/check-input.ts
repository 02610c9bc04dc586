import { type Action, isInScope, type Scope } from "@fleethub/fleet/access";
import { reachFactsOf } from "../query-facts.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import type { VerbInput, VerbName } from "../verbs/table.js";
import type { VerbContext } from "../verbs/verb.js";
import { beyondReach } from "./beyond-reach.js";
import { groupsOn } from "./configuration-reach.js";
import { isRolloutWithin, isSelectorWithin } from "./group-reach.js";

/** What a verb is asked about, before anything is worked out. */
interface Asked {
  /** By current or former instance UID; one that is not seen is the verb's own refusal. */
  readonly uid?: string;
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

/**
 * What each verb is about. Its own refusals would tell of agents and their number, so it is asked for within the reach
 * alone.
 */
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
  const asked = askedOf(name, input);
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
  if (asked.rollout !== undefined) return refusalOfRollout(ctx, scope, action, asked.rollout);
  return asked.uid === undefined ? null : refusalOfAgent(ctx, scope, action, asked.uid);
}

function askedOf<Name extends VerbName>(name: Name, input: VerbInput<Name>): Asked {
  // One entry of the table fits its own input; the union of all entries hides that.
  const read = ASKED[name] as ((input: VerbInput<Name>) => Asked) | undefined;
  if (read !== undefined) return read(input);
  return "uid" in input && typeof input.uid === "string" ? { uid: input.uid } : {};
}

async function refusalOfAgent(
  ctx: VerbContext,
  scope: Scope,
  action: Action,
  uid: string,
): Promise<VerbProblem | null> {
  const agent = await ctx.storage.agents.get(uid, ctx.scope);
  if (agent === null || isInScope(scope, reachFactsOf(agent))) return null;
  return beyondReach(ctx, action, "The agent is beyond your reach.");
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
