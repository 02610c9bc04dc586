import { POLICY_KINDS, type PolicyRule } from "@fleethub/collector-config";
import { canonicalJson } from "../canonical-json.js";
import type { PolicyRecord, RuleDigest } from "../model.js";
import type { Digest } from "../ports.js";

/** The rule of a stored policy, or null where this version does not know its kind. */
export function ruleOf({ rule }: Pick<PolicyRecord, "rule">): PolicyRule | null {
  return isPolicyRule(rule) ? rule : null;
}

function isPolicyRule(rule: { readonly kind: string }): rule is PolicyRule {
  return POLICY_KINDS.some((kind) => kind === rule.kind);
}

/** Digest of a rule's canonical JSON: the order of its keys does not count. */
export function ruleDigest(digest: Digest, rule: PolicyRule): RuleDigest {
  const text = canonicalJson(rule);
  return digest.sha256(new TextEncoder().encode(text)) as string as RuleDigest;
}
