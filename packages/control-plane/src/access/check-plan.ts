import type { AgentId } from "@fleethub/fleet";
import { isInScope, type Scope } from "@fleethub/fleet/access";
import type { GroupRecord, PolicyRecord } from "../model.js";
import { AGENTS_BY_ID_MAX } from "../ports.js";
import { reachFactsOf } from "../query-facts.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { isConfigurationWithin } from "./configuration-reach.js";
import { differsInPlaceAlone, isGroupWithin, isSelectorWithin, keepsOrder } from "./group-reach.js";
import { type ReachPatch, type Touch, touchesOf } from "./touches.js";

type Of<Kind extends Touch["kind"]> = Extract<Touch, { readonly kind: Kind }>;

/**
 * Does all that a plan comes to stay within the scope? Agents as they are and as the plan leaves them, groups before and
 * after, rollouts by the groups that they are for. Null, or in one sentence what does not: it names nobody.
 */
export async function planBeyond(
  ctx: VerbContext,
  scope: Scope,
  plan: Plan,
): Promise<string | null> {
  if (scope.kind === "everything") return null;
  const touches = plan.changes.writes.flatMap(touchesOf);
  const of = <Kind extends Touch["kind"]>(kind: Kind) =>
    touches.filter((touch): touch is Of<Kind> => touch.kind === kind);
  if (of("whole-fleet").length > 0) return "This concerns the whole fleet.";
  return (
    (await groupsBeyond(ctx, scope, of("group"))) ??
    (await rolloutsBeyond(ctx, scope, of("rollout"), of("group"))) ??
    (await configurationsBeyond(ctx, scope, of("configuration"))) ??
    (await policiesBeyond(ctx, scope, of("policy"))) ??
    (await agentsBeyond(ctx, scope, plan, of("agent")))
  );
}

const GROUPS = "This changes a group whose query goes beyond your reach, now or afterwards.";

async function groupsBeyond(
  ctx: VerbContext,
  scope: Scope,
  touches: readonly Of<"group">[],
): Promise<string | null> {
  if (touches.length === 0) return null;
  const groups = await ctx.groups.all();
  const places = new Map<string, GroupRecord>();
  for (const { name, after } of touches) {
    const before = groups.get(name)?.record ?? null;
    if (after !== null) places.set(name, after);
    // To make room for a group of his own is to change nobody else's.
    if (before !== null && after !== null && differsInPlaceAlone(before, after)) continue;
    for (const each of [before, after]) {
      if (each !== null && !isSelectorWithin(scope, each.query)) return GROUPS;
    }
  }
  const before = groups.all.map(({ record }) => record);
  return keepsOrder(scope, before, places) ? null : "This changes the order of other groups.";
}

async function rolloutsBeyond(
  ctx: VerbContext,
  scope: Scope,
  rollouts: readonly Of<"rollout">[],
  changed: readonly Of<"group">[],
): Promise<string | null> {
  if (rollouts.length === 0) return null;
  const groups = await ctx.groups.all();
  const isWithin = (name: string) => {
    const made = changed.find((group) => group.name === name)?.after ?? null;
    if (groups.get(name) !== null) return isGroupWithin(scope, groups, name);
    return made !== null && isSelectorWithin(scope, made.query);
  };
  const names = rollouts.flatMap(({ targets }) => targets.map(({ group }) => group));
  return names.every(isWithin)
    ? null
    : "This begins or steers a rollout in a group whose query goes beyond your reach.";
}

async function configurationsBeyond(
  ctx: VerbContext,
  scope: Scope,
  touches: readonly Of<"configuration">[],
): Promise<string | null> {
  for (const { name } of touches) {
    if (!(await isConfigurationWithin(ctx, scope, name)))
      return `The configuration ${name} is also used beyond your reach.`;
  }
  return null;
}

async function policiesBeyond(
  ctx: VerbContext,
  scope: Scope,
  touches: readonly Of<"policy">[],
): Promise<string | null> {
  for (const { after } of touches) {
    const before = await ctx.storage.policies.get(after.name);
    if (before === null || !isOnlyExceptions(before, after))
      return "A policy concerns the whole fleet.";
    const queries = (policy: PolicyRecord) => policy.exceptions.map(({ id, query }) => id + query);
    const [kept, next] = [new Set(queries(before)), new Set(queries(after))];
    const changed = [
      ...before.exceptions.filter(({ id, query }) => !next.has(id + query)),
      ...after.exceptions.filter(({ id, query }) => !kept.has(id + query)),
    ];
    if (changed.some(({ query }) => !isSelectorWithin(scope, query)))
      return "The query of the exception goes beyond your reach.";
  }
  return null;
}

function isOnlyExceptions(before: PolicyRecord, after: PolicyRecord): boolean {
  const { exceptions, version } = before;
  return JSON.stringify(before) === JSON.stringify({ ...after, exceptions, version });
}

async function agentsBeyond(
  ctx: VerbContext,
  scope: Scope,
  plan: Plan,
  touches: readonly Of<"agent">[],
): Promise<string | null> {
  const patches = new Map<AgentId, ReachPatch>();
  for (const id of plan.reach) patches.set(id, {});
  for (const { id } of plan.acts) patches.set(id, {});
  for (const { agent } of plan.agentChanges ?? []) patches.set(agent.id, {});
  for (const { id, patch } of touches) patches.set(id, { ...patches.get(id), ...patch });
  const ids = [...patches.keys()];
  for (let from = 0; from < ids.length; from += AGENTS_BY_ID_MAX) {
    const some = ids.slice(from, from + AGENTS_BY_ID_MAX);
    for (const agent of await ctx.storage.agents.byIds(some)) {
      const after = { ...agent, ...patches.get(agent.id) };
      if (!isInScope(scope, reachFactsOf(agent))) return "This changes agents beyond your reach.";
      if (!isInScope(scope, reachFactsOf(after)))
        return "This would take agents out of your reach, so you could not undo it.";
    }
  }
  return null;
}
