import type { PolicyRecord } from "../model.js";
import { audited } from "./audited.js";
import { findPolicy } from "./find.js";
import { problem } from "./problem.js";
import type { Conditional, Verb } from "./verb.js";

export interface LiftException extends Conditional {
  readonly name: string;
  readonly id: string;
}

/** Ends an exception: who was spared breaks the policy again. */
export const liftException: Verb<LiftException, PolicyRecord> = {
  async plan(ctx, input) {
    const found = await findPolicy(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const before = found.value;
    const exception = before.exceptions.find((each) => each.id === input.id);
    if (exception === undefined) {
      const detail = `${before.name} has no such exception. Read the policy: it may have been lifted already.`;
      return problem("not-found", detail, { resource: { kind: "exception", id: input.id } });
    }
    const policy = {
      ...before,
      exceptions: before.exceptions.filter((each) => each !== exception),
    };
    const { id, query, reason, until } = exception;
    const resource = { kind: "policy", id: before.name };
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "set-policy", expect: before.version, policy },
          audited(ctx, "lift-exception", resource, { id, query, reason, until }, null),
        ],
      },
      reach: [],
      acts: [],
      value: { ...policy, version: before.version + 1 },
    };
  },
};
