import { planGroups } from "../groups/change-groups.js";
import { checkPlan, storedPlan } from "../groups/written-plan.js";
import { auditedGroup, placed } from "../groups/order.js";
import type { ChangeGroup, GroupChanged } from "../groups/requests.js";
import { refuseWhereLive } from "../groups/refuse-where-live.js";
import { checkWrittenGroup } from "../groups/written-group.js";
import type { GroupRecord } from "../model.js";
import type { Write } from "../ports.js";
import { audited } from "./audited.js";
import { findGroup } from "./find.js";
import type { VerbProblem } from "./problem.js";
import type { Verb, VerbContext } from "./verb.js";

/**
 * Replaces a group's selector, place, configuration, plan and description. The stable revision stays: only rollouts
 * move it, also where the configuration is another one. Whoever comes or goes by the change follows at once, above the
 * direct limit by a rollout. As it is already, it changes nothing.
 */
export const changeGroup: Verb<ChangeGroup, GroupChanged> = {
  async plan(ctx, input) {
    const found = await findGroup(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const before = found.value;
    const there = (await ctx.groups.all()).all.map(({ record }) => record);
    const refusal = await refusalOf(ctx, input, before, there.length);
    if (refusal !== null) return refusal;
    const { query, configuration = null, description = "", position = before.position } = input;
    const plan = storedPlan(input.plan);
    const changed = { ...before, query, configuration, description, plan, position };
    const isSame = asText(changed) === asText(before);
    const group: GroupRecord = isSame ? before : { ...changed, changedAt: ctx.now };
    const others = there.filter(({ name }) => name !== before.name);
    const planned = await planGroups(ctx, {
      groups: placed(others, group, position),
      subject: before.name,
      title: `Group ${before.name} changed`,
      expectedAgents: input.expectedAgents,
      writesOf: (made) => (isSame ? [] : changedWrites(there, made)),
    });
    if (planned.kind === "problem") return planned;
    const made = planned.groups.find(({ name }) => name === before.name) ?? group;
    const { changes, value, ...rest } = planned.plan;
    const resource = { kind: "group", id: before.name };
    const audit = audited(ctx, "change-group", resource, auditedGroup(before), {
      ...auditedGroup(made),
      moved: value.moved,
    });
    const { empty, overlaps } = planned;
    const version = isSame ? before.version : before.version + 1;
    const writes = changes.writes.length === 0 ? [] : [...changes.writes, audit];
    return {
      kind: "plan",
      ...rest,
      changes: { writes },
      value: { ...value, group: { ...made, version }, empty, overlaps },
    };
  },
};

async function refusalOf(
  ctx: VerbContext,
  input: ChangeGroup,
  before: GroupRecord,
  places: number,
): Promise<VerbProblem | null> {
  const refusal = (await checkWrittenGroup(ctx, input, places)) ?? checkPlan(ctx, input.plan);
  if (refusal !== null) return refusal;
  const { configuration = null } = input;
  if (configuration === before.configuration) return null;
  return refuseWhereLive(ctx, before.name, "its configuration stays what it is until then");
}

/** The group itself, and those whose place moved. */
function changedWrites(
  before: readonly GroupRecord[],
  after: readonly GroupRecord[],
): readonly Write[] {
  const known = new Map(before.map((group) => [group.name, group]));
  return after.flatMap((group): Write[] => {
    const was = known.get(group.name);
    if (was === undefined || asText(was) === asText(group)) return [];
    return [{ kind: "set-group", expect: was.version, group }];
  });
}

const asText = (group: GroupRecord) => JSON.stringify(auditedGroup(group));
