import type { Millis } from "@fleethub/fleet";
import { EXCEPTIONS_MAX } from "../limits.js";
import type { PolicyException, PolicyRecord } from "../model.js";
import { selectorErrors } from "../selector.js";
import { audited } from "./audited.js";
import { findPolicy } from "./find.js";
import { problem, type VerbError } from "./problem.js";
import type { Conditional, Verb } from "./verb.js";

export interface ExceptPolicy extends Conditional {
  readonly name: string;
  /** Agents that may break it: a query over what does not change by itself. */
  readonly query: string;
  readonly reason: string;
  /** The exception holds before this moment. */
  readonly until: Millis;
}

/** Lets agents break a policy until a moment, for a reason. */
export const exceptPolicy: Verb<ExceptPolicy, PolicyRecord> = {
  async plan(ctx, input) {
    const found = await findPolicy(ctx, input.name, input.ifVersion);
    if (found.kind === "problem") return found;
    const before = found.value;
    const resource = { kind: "policy", id: before.name } as const;
    const errors = [
      ...selectorErrors(input.query, "/query"),
      ...reasonErrors(input),
      ...untilErrors(input, ctx.now),
    ];
    const [first] = errors;
    if (first !== undefined)
      return problem("invalid", `${first.message} ${first.remedy}`, { errors });
    if (before.exceptions.length >= EXCEPTIONS_MAX) {
      const detail = `${before.name} has ${before.exceptions.length} exceptions; EXCEPTIONS_MAX is ${EXCEPTIONS_MAX}. Lift those that have ended.`;
      return problem("invalid", detail, { resource });
    }
    const { query, reason, until } = input;
    const id = ctx.ids.uuidv7();
    const exception: PolicyException = {
      id,
      query,
      reason,
      until,
      createdAt: ctx.now,
      createdBy: ctx.actor.id,
    };
    const policy = { ...before, exceptions: [exception, ...before.exceptions] };
    return {
      kind: "plan",
      changes: {
        writes: [
          { kind: "set-policy", expect: before.version, policy },
          audited(ctx, "except-policy", resource, null, { id, query, reason, until }),
        ],
      },
      reach: [],
      acts: [],
      value: { ...policy, version: before.version + 1 },
    };
  },
};

function reasonErrors({ reason }: ExceptPolicy): VerbError[] {
  if (reason.trim() !== "") return [];
  const remedy = "Say why these agents may break the policy.";
  return [{ pointer: "/reason", message: "An exception needs a reason.", remedy }];
}

function untilErrors({ until }: ExceptPolicy, now: Millis): VerbError[] {
  if (until > now) return [];
  const remedy = "Name a moment that is still to come.";
  return [{ pointer: "/until", message: "The exception would have ended already.", remedy }];
}
