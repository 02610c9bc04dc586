import { type Finding, inReadingOrder } from "../finding.js";
import type { CollectorConfig } from "../parse/config.js";
import { FINDINGS_MAX } from "../parse/limits.js";
import { evaluatePolicy, type PolicyOptions, subjectOf } from "./evaluate.js";
import type { Policy } from "./policy.js";
import type { PolicySubject } from "./subject.js";
import type { Evidence, PolicyVerdict } from "./verdict.js";

/** Code of every finding that a policy makes. */
export const POLICY_CODE = "policy";

/** A finding that says which policy made it. */
export interface PolicyFinding extends Finding {
  /** Name of the policy. */
  readonly policy: string;
}

/**
 * Findings of several policies about one configuration, in reading order, FINDINGS_MAX at most. A broken policy that
 * blocks is an error, one that warns a warning; what cannot be told is information.
 */
export function policyFindings(
  policies: readonly Policy[],
  input: string | CollectorConfig | PolicySubject,
  options: PolicyOptions = {},
): readonly PolicyFinding[] {
  const subject = subjectOf(input);
  if (subject === null) return [];
  const found = policies.flatMap((policy) =>
    findingsOf(policy, evaluatePolicy(policy.rule, subject, options)),
  );
  return inReadingOrder(found).slice(0, FINDINGS_MAX);
}

/** What a verdict says, as findings of its policy. */
export function findingsOf(
  policy: Pick<Policy, "name" | "title" | "severity">,
  verdict: PolicyVerdict,
): readonly PolicyFinding[] {
  const named = (evidence: Evidence): PolicyFinding => ({
    severity:
      evidence.verdict !== "broken" ? "info" : policy.severity === "block" ? "error" : "warning",
    code: POLICY_CODE,
    line: evidence.line,
    column: evidence.column,
    path: evidence.path,
    message: `${policy.title}: ${evidence.message}.`,
    remedy: evidence.remedy,
    ...(evidence.edit === undefined ? {} : { edit: evidence.edit }),
    policy: policy.name,
  });
  return verdict.evidence.map(named);
}
