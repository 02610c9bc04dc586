import { type PolicyRule, ruleProblems } from "@fleethub/collector-config";
import type { PolicyRecord, PolicySeverity } from "../model.js";
import { ruleDigest } from "../policies/rule.js";
import { selectorErrors } from "../selector.js";
import { problem, type VerbError, type VerbProblem } from "./problem.js";
import type { VerbContext } from "./verb.js";

/** A policy as people write it. */
export interface WrittenPolicy {
  readonly title: string;
  readonly description?: string;
  readonly rule: PolicyRule;
  /** Query over what does not change by itself; default: the whole fleet. */
  readonly scope?: string;
  /** Default `warn`. */
  readonly severity?: PolicySeverity;
  /** Default true. */
  readonly enabled?: boolean;
}

/** What is stored of it, or why it cannot be. */
export async function storedPolicy(
  ctx: VerbContext,
  written: WrittenPolicy,
): Promise<
  | {
      readonly kind: "stored";
      readonly policy: Omit<
        PolicyRecord,
        "name" | "exceptions" | "version" | "createdAt" | "createdBy"
      >;
    }
  | VerbProblem
> {
  const { title, rule, description = "", scope = "", severity = "warn", enabled = true } = written;
  const errors = [
    ...titleErrors(title),
    ...selectorErrors(scope, "/scope"),
    ...(await ruleErrors(ctx, rule)),
  ];
  const [first] = errors;
  if (first !== undefined)
    return problem("invalid", `${first.message} ${first.remedy}`, { errors });
  const digest = ruleDigest(ctx.digest, rule);
  return {
    kind: "stored",
    policy: { title, description, rule, digest, scope, severity, enabled, changedAt: ctx.now },
  };
}

function titleErrors(title: string): VerbError[] {
  if (title.trim() !== "") return [];
  const remedy = "Say the promise in words, such as: Prompts are masked before they leave.";
  return [{ pointer: "/title", message: "A policy needs a title.", remedy }];
}

async function ruleErrors(ctx: VerbContext, rule: PolicyRule): Promise<VerbError[]> {
  const remedy = "docs/policies.md shows every form of rule.";
  const problems = ruleProblems(rule).map(
    ({ path, message }): VerbError => ({
      pointer: ["", "rule", ...path].join("/"),
      message: `${message[0]?.toUpperCase() ?? ""}${message.slice(1)}.`,
      remedy,
    }),
  );
  if (problems.length > 0 || rule.kind !== "expression") return problems;
  // Only the evaluator, which the judge has, can tell whether an expression is one.
  const { fault } = await ctx.judge.policy(rule, "");
  return fault === undefined ? [] : [{ pointer: "/rule/expression", message: `${fault}.`, remedy }];
}
