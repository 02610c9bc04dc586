import { auditedGroup } from "../groups/order.js";
import type { GroupRecord, Protection } from "../model.js";
import { audited } from "./audited.js";
import { findGroup } from "./find.js";
import { problem } from "./problem.js";
import type { Conditional, Plan, Verb, VerbContext } from "./verb.js";

export interface ProtectGroup extends Conditional, Protection {
  readonly name: string;
}

export interface LiftProtection extends Conditional {
  readonly name: string;
}

/**
 * From this commit on, changes of the group and of its members need the approval of somebody else. A rollout that is
 * under way goes on.
 */
export const protectGroup: Verb<ProtectGroup, GroupRecord> = {
  async plan(ctx, { name, approvals, ifVersion }) {
    const found = await findGroup(ctx, name, ifVersion);
    if (found.kind === "problem") return found;
    const before = found.value;
    if (before.protection !== null) {
      return problem("nothing-to-do", `${name} is protected already. Nothing was changed.`, {
        resource: { kind: "group", id: name },
      });
    }
    return planOf(ctx, "protect-group", before, { approvals });
  },
};

/** From this commit on, everyone whose role may change the group does so at once. Lifting needs approval itself. */
export const liftProtection: Verb<LiftProtection, GroupRecord> = {
  async plan(ctx, { name, ifVersion }) {
    const found = await findGroup(ctx, name, ifVersion);
    if (found.kind === "problem") return found;
    const before = found.value;
    if (before.protection === null) {
      return problem("nothing-to-do", `${name} is not protected. Nothing was changed.`, {
        resource: { kind: "group", id: name },
      });
    }
    return planOf(ctx, "lift-protection", before, null);
  },
};

function planOf(
  ctx: VerbContext,
  verb: string,
  before: GroupRecord,
  protection: Protection | null,
): Plan<GroupRecord> {
  const { name, version: expect } = before;
  const group: GroupRecord = { ...before, protection, changedAt: ctx.now };
  const resource = { kind: "group", id: name };
  const audit = audited(ctx, verb, resource, auditedGroup(before), auditedGroup(group));
  return {
    kind: "plan",
    changes: { writes: [{ kind: "set-group", expect, group }, audit] },
    reach: [],
    acts: [],
    value: { ...group, version: expect + 1 },
  };
}
