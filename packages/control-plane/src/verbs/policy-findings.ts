import { findingsOf, type PolicyFinding } from "@fleethub/collector-config";
import { EVERYTHING } from "@fleethub/fleet/access";
import type { Query } from "@fleethub/fleet/query";
import type { RenderedRevision } from "../agents/renderings.js";
import type { AgentRecord, PolicySeverity } from "../model.js";
import { isExcepted, isInScope, type ReadyPolicy } from "../policies/policy-set.js";
import { queryFactsOf } from "../query-facts.js";
import { bothQueries } from "../selector.js";
import { exactly } from "./exactly.js";
import { errorsOf, problem, type VerbProblem } from "./problem.js";
import type { VerbContext } from "./verb.js";

/**
 * What policies say of a text that is not released yet: broken ones alone. A policy with a scope counts where an agent
 * in it runs this configuration, or nobody does yet.
 */
export async function policyFindingsOf(
  ctx: VerbContext,
  content: string,
  configuration: string | undefined,
): Promise<readonly PolicyFinding[]> {
  const found: PolicyFinding[] = [];
  for (const policy of await ctx.policies()) {
    if (!(await concerns(ctx, policy, configuration))) continue;
    found.push(...(await brokenBy(ctx, policy, content)));
  }
  return found;
}

/** Refuses what breaks a policy that blocks, where the agent is in its scope and no exception holds. */
export async function policyRefusal(
  ctx: VerbContext,
  agent: AgentRecord,
  { content, configuration, revision }: RenderedRevision,
): Promise<VerbProblem | null> {
  const broken = await policyFindingsFor(ctx, agent, { content });
  const findings = broken.flatMap((each) => (each.severity === "block" ? each.findings : []));
  const [first] = findings;
  if (first === undefined) return null;
  return problem(
    "policy-broken",
    `${configuration} revision ${revision} breaks a policy here. ${first.message} ${first.remedy} Or have an exception made for this agent.`,
    {
      resource: { kind: "policy", id: first.policy },
      findings,
      errors: errorsOf(findings),
    },
  );
}

/** Every policy that a text breaks on this agent: it is in the scope, and no exception holds. */
export async function policyFindingsFor(
  ctx: VerbContext,
  agent: AgentRecord,
  { content }: Pick<RenderedRevision, "content">,
): Promise<
  readonly { readonly severity: PolicySeverity; readonly findings: readonly PolicyFinding[] }[]
> {
  const policies = await ctx.policies();
  if (policies.length === 0) return [];
  const facts = queryFactsOf(agent, ctx.now);
  const broken: { severity: PolicySeverity; findings: readonly PolicyFinding[] }[] = [];
  for (const policy of policies) {
    if (!isInScope(policy, facts, ctx.now) || isExcepted(policy, facts, ctx.now)) continue;
    const findings = await brokenBy(ctx, policy, content);
    const { severity } = policy.record;
    if (findings.length > 0) broken.push({ severity, findings });
  }
  return broken;
}

async function brokenBy(
  ctx: VerbContext,
  policy: ReadyPolicy,
  content: string,
): Promise<readonly PolicyFinding[]> {
  const verdict = await ctx.verdictOf(policy, content);
  if (verdict.verdict !== "broken") return [];
  return findingsOf(policy.record, verdict).filter(({ severity }) => severity !== "info");
}

async function concerns(
  ctx: VerbContext,
  { scope }: ReadyPolicy,
  configuration: string | undefined,
): Promise<boolean> {
  if (scope.terms.length === 0 || configuration === undefined) return true;
  const running = exactly("configuration", configuration);
  const anyOf = async (query: Query) => {
    const filter = { query, now: ctx.now, scope: EVERYTHING };
    return (await ctx.storage.agents.ids(filter, 1)).length > 0;
  };
  return (await anyOf(bothQueries(scope, running))) || !(await anyOf(running));
}
