import { checkPlan, storedPlan } from "../groups/written-plan.js";
import { auditedGroup, placed, shifted } from "../groups/order.js";
import { checkGroupCount, checkWrittenGroup } from "../groups/written-group.js";
import { planGroups } from "../groups/change-groups.js";
import type { CreateGroup, GroupChanged } from "../groups/requests.js";
import { NAME_PATTERN } from "../limits.js";
import type { GroupRecord } from "../model.js";
import type { Write } from "../ports.js";
import { audited } from "./audited.js";
import { problem, type VerbProblem } from "./problem.js";
import type { Verb, VerbContext } from "./verb.js";

/**
 * A group that takes the agents its selector matches, as far as no group above does. It begins with the newest revision
 * of its configuration where no more members are there than the direct limit, else with none until its first rollout.
 * One that takes nobody yet is made all the same, and said to be empty.
 */
export const createGroup: Verb<CreateGroup, GroupChanged> = {
  async plan(ctx, input) {
    const { name, query, configuration = null, description = "" } = input;
    const { all } = await ctx.groups.all();
    const there = all.map(({ record }) => record);
    const refusal = await refusalOf(ctx, input, there);
    if (refusal !== null) return refusal;
    const group: GroupRecord = {
      name,
      query,
      description,
      configuration,
      stable: null,
      plan: storedPlan(input.plan),
      protection: null,
      position: input.position ?? there.length + 1,
      version: 1,
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
      changedAt: ctx.now,
    };
    const groups = placed(there, group, group.position);
    const planned = await planGroups(ctx, {
      groups,
      subject: name,
      title: `New group ${name}`,
      expectedAgents: input.expectedAgents,
      writesOf: (made) => [...shifted(there, made), ...added(made, name)],
    });
    if (planned.kind === "problem") return planned;
    const made = planned.groups.find((each) => each.name === name) ?? group;
    const { changes, value, ...rest } = planned.plan;
    const resource = { kind: "group", id: name };
    const audit = audited(ctx, "create-group", resource, null, {
      ...auditedGroup(made),
      moved: value.moved,
    });
    const { empty, overlaps } = planned;
    return {
      kind: "plan",
      ...rest,
      changes: { writes: [...changes.writes, audit] },
      value: { ...value, group: made, empty, overlaps },
    };
  },
};

async function refusalOf(
  ctx: VerbContext,
  input: CreateGroup,
  there: readonly GroupRecord[],
): Promise<VerbProblem | null> {
  const { name } = input;
  if (!NAME_PATTERN.test(name)) {
    const remedy =
      "Use lower-case letters, digits and dashes, a letter or digit first, 63 characters at most.";
    const errors = [{ pointer: "/name", message: "This is not a name.", remedy }];
    return problem("invalid", `A group cannot be named so. ${remedy}`, { errors });
  }
  if (there.some((each) => each.name === name)) {
    const detail = `A group named ${name} exists. Choose another name, or change it.`;
    return problem("exists", detail, { resource: { kind: "group", id: name } });
  }
  return (
    checkGroupCount(there.length) ??
    (await checkWrittenGroup(ctx, input, there.length + 1)) ??
    checkPlan(ctx, input.plan)
  );
}

function added(groups: readonly GroupRecord[], name: string): readonly Write[] {
  return groups.flatMap((group): Write[] =>
    group.name === name ? [{ kind: "add-group", group }] : [],
  );
}
