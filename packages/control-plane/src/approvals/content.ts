import type { RevisionRef } from "@fleethub/fleet";
import { canonicalJson } from "../canonical-json.js";
import { auditedGroup } from "../groups/order.js";
import type { GroupRecord } from "../model.js";
import type { Write } from "../ports.js";
import { revisionsIn, withDrafts } from "../rollouts/drafts.js";
import { hashOf } from "../verbs/change-intent.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import { digestedInput } from "./sealed-input.js";

/** How the digest is made; another way gets another word in front, so that no approval outlives it. */
const ALGORITHM = "a1";

/**
 * The hash that an approval is given for: of the verb, its input and everything that it comes to. Another text under the
 * same revision number, another selector, another agent or another number of members gives another hash; time, ids and
 * versions do not.
 */
export async function contentHash(
  asked: VerbContext,
  verb: string,
  input: unknown,
  plan: Plan,
  groups: readonly string[],
): Promise<string> {
  const { writes } = plan.changes;
  const ctx = withDrafts(asked, revisionsIn(writes));
  const opens = writes.some(({ kind }) => kind === "add-rollout");
  const content = {
    verb,
    input: withoutVersion(digestedInput(asked, verb, input)),
    groups: await groupsOf(ctx, groups),
    writes: await Promise.all(writes.flatMap((write) => materialOf(ctx, write) ?? [])),
    // Members of a rollout are told by their number: who they are may change until a wave reaches them.
    agents: opens ? plan.reach.length : agentsOf(plan),
  };
  const bytes = new TextEncoder().encode(canonicalJson(content));
  return `${ALGORITHM}:${ctx.digest.sha256(bytes)}`;
}

/** A version that the caller named says when he looked; the hash says at what. */
function withoutVersion(input: unknown): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  return { ...input, ifVersion: undefined };
}

async function groupsOf(ctx: VerbContext, names: readonly string[]) {
  const groups: unknown[] = [];
  for (const name of names) {
    const group = await ctx.groups.get(name);
    groups.push(group === null ? null : await groupMaterial(ctx, group));
  }
  return groups;
}

async function groupMaterial(ctx: VerbContext, group: GroupRecord) {
  const { stable } = group;
  const runs = stable === null ? null : await revisionMaterial(ctx, stable);
  return { name: group.name, ...auditedGroup(group), stable: runs };
}

/** A revision with what it says: its number may be taken by another text once its configuration was removed. */
async function revisionMaterial(ctx: VerbContext, { configuration, revision }: RevisionRef) {
  const stored = await ctx.storage.configurations.revision(configuration, revision);
  return { configuration, revision, hash: stored?.hash ?? null };
}

/** What of a write is the same whenever it is planned; null: it follows from the others. */
function materialOf(ctx: VerbContext, write: Write): Promise<unknown> | null {
  switch (write.kind) {
    case "add-group":
    case "set-group":
      return groupMaterial(ctx, write.group).then((group) => ({ kind: write.kind, group }));
    case "remove-group":
    case "remove-configuration":
    case "remove-policy":
      return Promise.resolve({ kind: write.kind, name: write.name });
    case "set-policy":
      return policyMaterial(ctx, write.policy.name);
    case "add-rollout":
      return rolloutMaterial(ctx, write);
    case "set-rollout":
      return Promise.resolve(steeredMaterial(write.rollout));
    default:
      return null;
  }
}

/** What the policy is before; the input says what becomes of it. */
async function policyMaterial(ctx: VerbContext, name: string) {
  const policy = await ctx.storage.policies.get(name);
  if (policy === null) return { kind: "set-policy", name };
  const { digest, scope, severity, enabled } = policy;
  return { kind: "set-policy", name, digest, scope, severity, enabled };
}

async function rolloutMaterial(
  ctx: VerbContext,
  { rollout, members }: Extract<Write, { readonly kind: "add-rollout" }>,
) {
  const targets: unknown[] = [];
  for (const target of rollout.targets) {
    const { group, forced = false } = target;
    targets.push({ group, forced, ...(await revisionMaterial(ctx, target)) });
  }
  const { kind, spec } = rollout;
  return { kind: "add-rollout", rollout: { kind, spec, targets, members: members.length } };
}

/** How far it had come, so that what is approved of one wave is not done to another. */
function steeredMaterial({
  number,
  live,
  status: { waves, paused, rollingBack },
}: Extract<Write, { readonly kind: "set-rollout" }>["rollout"]) {
  const isRollingBack = rollingBack !== null;
  return { kind: "set-rollout", number, live, waves: waves.length, paused, isRollingBack };
}

/** Every agent that the plan writes about, with what it wants of it. */
function agentsOf({ changes, agentChanges = [] }: Plan): readonly string[] {
  const written = changes.writes.flatMap((write) => {
    if (write.kind === "forget-agent") return [canonicalJson({ forget: write.id })];
    if (write.kind !== "set-intent") return [];
    const { kind: _kind, expect: _expect, hold, assignment, ...patch } = write;
    return [
      canonicalJson({
        ...patch,
        ...(hold === undefined ? {} : { hold: hold === null ? null : { ...hold, since: 0 } }),
        ...(assignment === undefined
          ? {}
          : { assignment: assignment === null ? null : { ...assignment, rollout: 0 } }),
      }),
    ];
  });
  const runs = agentChanges.map(({ agent, before, after }) =>
    canonicalJson({ id: agent.id, before: hashOf(before), after: hashOf(after) }),
  );
  return [...written, ...runs].sort();
}
