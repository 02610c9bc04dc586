import { planGroups } from "../groups/change-groups.js";
import { auditedGroup, renumbered, shifted } from "../groups/order.js";
import { refuseWhereLive } from "../groups/refuse-where-live.js";
import type { GroupRemoved, RemoveGroup } from "../groups/requests.js";
import { audited } from "./audited.js";
import { findGroup } from "./find.js";
import type { Verb } from "./verb.js";

/**
 * Removes a group. Its members come to the next group that matches them, above the direct limit by a rollout; of those
 * that no group takes nothing is wanted any more, and they keep running what they run. Its rollouts stay to be read.
 */
export const removeGroup: Verb<RemoveGroup, GroupRemoved> = {
  async plan(ctx, input) {
    const found = await findGroup(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const group = found.value;
    const { name, version } = group;
    const refusal = await refuseWhereLive(ctx, name, "its members are fixed until then");
    if (refusal !== null) return refusal;
    const there = (await ctx.groups.all()).all.map(({ record }) => record);
    const left = renumbered(there.filter((each) => each.name !== name));
    const planned = await planGroups(ctx, {
      groups: left,
      subject: null,
      title: `Group ${name} removed`,
      expectedAgents: input.expectedAgents,
      writesOf: (made) => [
        { kind: "remove-group", name, expect: version },
        ...shifted(there, made),
      ],
    });
    if (planned.kind === "problem") return planned;
    const { changes, value, ...rest } = planned.plan;
    const after = { moved: value.moved, changed: value.changed };
    const resource = { kind: "group", id: name };
    const audit = audited(ctx, "remove-group", resource, auditedGroup(group), after);
    return { kind: "plan", ...rest, changes: { writes: [...changes.writes, audit] }, value };
  },
};
