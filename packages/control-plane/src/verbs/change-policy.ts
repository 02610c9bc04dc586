import type { PolicyRecord } from "../model.js";
import { audited } from "./audited.js";
import { auditedPolicy } from "./create-policy.js";
import { findPolicy } from "./find.js";
import type { Conditional, Verb } from "./verb.js";
import { storedPolicy, type WrittenPolicy } from "./written-policy.js";

export interface ChangePolicy extends WrittenPolicy, Conditional {
  readonly name: string;
}

/** Replaces everything but the name and the exceptions. As it is already, it changes nothing. */
export const changePolicy: Verb<ChangePolicy, PolicyRecord> = {
  async plan(ctx, input) {
    const found = await findPolicy(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const before = found.value;
    const stored = await storedPolicy(ctx, input);
    if (stored.kind === "problem") return stored;
    const policy: PolicyRecord = { ...before, ...stored.policy };
    const [was, is] = [auditedPolicy(before), auditedPolicy(policy)];
    if (JSON.stringify(was) === JSON.stringify(is))
      return { kind: "plan", changes: { writes: [] }, reach: [], acts: [], value: before };
    const resource = { kind: "policy", id: before.name };
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "set-policy", expect: before.version, policy },
          audited(ctx, "change-policy", resource, was, is),
        ],
      },
      reach: [],
      acts: [],
      value: { ...policy, version: before.version + 1 },
    };
  },
};
