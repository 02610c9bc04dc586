import { NAME_PATTERN, POLICIES_MAX } from "../limits.js";
import type { PolicyRecord } from "../model.js";
import { audited } from "./audited.js";
import { problem } from "./problem.js";
import type { Verb } from "./verb.js";
import { storedPolicy, type WrittenPolicy } from "./written-policy.js";

export interface CreatePolicy extends WrittenPolicy {
  readonly name: string;
}

/** A promise that every configuration in its scope is judged by, from now on. */
export const createPolicy: Verb<CreatePolicy, PolicyRecord> = {
  async plan(ctx, input) {
    const { name } = input;
    const resource = { kind: "policy", id: name } as const;
    if (!NAME_PATTERN.test(name)) {
      const remedy =
        "Use lower-case letters, digits and dashes, a letter or digit first, 63 characters at most.";
      const errors = [{ pointer: "/name", message: "This is not a name.", remedy }];
      return problem("invalid", `A policy cannot be named so. ${remedy}`, { errors });
    }
    const all = await ctx.storage.policies.list();
    if (all.some((each) => each.name === name)) {
      const detail = `A policy named ${name} exists. Choose another name, or change it.`;
      return problem("exists", detail, { resource });
    }
    if (all.length >= POLICIES_MAX) {
      const detail = `There are ${all.length} policies; POLICIES_MAX is ${POLICIES_MAX}. Put several into one, or remove some.`;
      return problem("invalid", detail);
    }
    const stored = await storedPolicy(ctx, input);
    if (stored.kind === "problem") return stored;
    const policy: PolicyRecord = {
      name,
      ...stored.policy,
      exceptions: [],
      version: 1,
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
    };
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "add-policy", policy },
          audited(ctx, "create-policy", resource, null, auditedPolicy(policy)),
        ],
      },
      reach: [],
      acts: [],
      value: policy,
    };
  },
};

/** What the audit keeps of a policy. */
export function auditedPolicy(policy: PolicyRecord) {
  const { title, description, rule, scope, severity, enabled } = policy;
  return { title, description, rule, scope, severity, enabled };
}
