import type { PolicyVerdict } from "@fleethub/collector-config";
import type { ReadyPolicy } from "../policies/policy-set.js";
import type { ConfigJudge } from "../ports.js";

/** What a policy says of a text that nobody runs yet. */
export type VerdictOf = (policy: ReadyPolicy, content: string) => Promise<PolicyVerdict>;

/** Verdicts for a single plan, each pair asked for once however many agents the plan reaches. */
export function rememberedVerdicts(judge: Pick<ConfigJudge, "policy">): VerdictOf {
  const answers = new Map<ReadyPolicy, Map<string, Promise<PolicyVerdict>>>();
  return (policy, content) => {
    const ofPolicy = answers.get(policy) ?? new Map<string, Promise<PolicyVerdict>>();
    answers.set(policy, ofPolicy);
    const answer = ofPolicy.get(content) ?? judge.policy(policy.rule, content);
    ofPolicy.set(content, answer);
    return answer;
  };
}
