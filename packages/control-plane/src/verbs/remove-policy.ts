import { audited } from "./audited.js";
import { auditedPolicy } from "./create-policy.js";
import { findPolicy } from "./find.js";
import type { Conditional, Verb } from "./verb.js";

export interface RemovePolicy extends Conditional {
  readonly name: string;
}

/** Removes a policy with its exceptions and its days. Who broke it no longer does. */
export const removePolicy: Verb<RemovePolicy, null> = {
  async plan(ctx, input) {
    const found = await findPolicy(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const { name, version } = found.value;
    const resource = { kind: "policy", id: name };
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "remove-policy", name, expect: version },
          audited(ctx, "remove-policy", resource, auditedPolicy(found.value), null),
        ],
      },
      reach: [],
      acts: [],
      value: null,
    };
  },
};
