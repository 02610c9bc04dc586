import type { ApprovalNeeded } from "../preview/preview.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { agentsTouched } from "./agents-touched.js";
import { groupsTouched } from "./groups-touched.js";
import { policiesTouched } from "./policies-touched.js";
import { type ProtectedGroup, Touches } from "./touches.js";
import { whoMayApprove } from "./who-may-approve.js";

/**
 * Verbs that bring members nothing new: they stop what is under way, take it back, or offer again what was approved.
 * Nobody has to wait for them while something burns.
 */
const ALWAYS_FREE: ReadonlySet<string> = new Set([
  "pause-rollout",
  "abort-rollout",
  "roll-back-rollout",
  "retry-failed",
]);

/**
 * The approval that a plan needs, by what it would write rather than by how it was asked for; null: none. A plan that
 * carries its approval needs no other.
 */
export async function approvalNeeded(
  ctx: VerbContext,
  verb: string,
  plan: Plan,
): Promise<ApprovalNeeded | null> {
  if (plan.approved !== undefined || ALWAYS_FREE.has(verb)) return null;
  const { changes } = plan;
  if (changes.writes.length === 0) return null;
  const before = await ctx.groups.all();
  const groups: readonly ProtectedGroup[] = before.all.flatMap((ready) => {
    const { name, protection } = ready.record;
    return protection === null ? [] : [{ name, query: ready.query, ready }];
  });
  if (groups.length === 0) return null;
  const touches = new Touches();
  groupsTouched(before, changes.writes, groups, touches);
  rolloutsTouched(plan, groups, touches);
  configurationsTouched(plan, groups, touches);
  await policiesTouched(ctx, changes.writes, groups, touches);
  await agentsTouched(ctx, plan, groups, touches);
  const touched = touches.of(groups);
  if (touched.groups.length === 0) return null;
  return { ...touched, words: await whoMayApprove(ctx, touched.groups) };
}

/** Rollouts that begin in a protected group, or that somebody makes go on there. */
function rolloutsTouched(
  { changes }: Plan,
  groups: readonly ProtectedGroup[],
  touches: Touches,
): void {
  const isProtected = new Set(groups.map(({ name }) => name));
  for (const write of changes.writes) {
    if (write.kind !== "add-rollout" && write.kind !== "set-rollout") continue;
    const { number, targets } = write.rollout;
    for (const { group, configuration, revision } of targets) {
      if (!isProtected.has(group)) continue;
      const reason =
        write.kind === "add-rollout"
          ? `It releases ${configuration} r${revision} to ${group}.`
          : `It decides how rollout ${number} goes on in ${group}.`;
      touches.add(group, reason);
    }
  }
}

/** A configuration that a protected group is released from, or runs. */
function configurationsTouched(
  { changes }: Plan,
  groups: readonly ProtectedGroup[],
  touches: Touches,
): void {
  for (const write of changes.writes) {
    if (write.kind !== "remove-configuration") continue;
    for (const { name, ready } of groups) {
      const { configuration, stable } = ready.record;
      if (configuration !== write.name && stable?.configuration !== write.name) continue;
      touches.add(name, `It removes ${write.name}, which ${name} is released from.`);
    }
  }
}
