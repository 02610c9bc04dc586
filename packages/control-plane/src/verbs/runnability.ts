import type { Finding } from "@fleethub/collector-config";
import type { RenderedRevision } from "../agents/renderings.js";
import type { AgentRecord } from "../model.js";
import { lacks } from "./capability.js";
import type { VerbContext } from "./verb.js";

/** `unknown`: the agent did not list its components. */
export type Runnability = "can-run" | "cannot-run" | "not-remote-configurable" | "unknown";

/** Whether an agent can run a text, by what it said of itself, and what stands in the way. */
export interface JudgedRunnability {
  readonly verdict: Runnability;
  /** Errors: components and options that its Collector does not have, variables without a value. */
  readonly findings: readonly Finding[];
}

/** Judges without the store where the pair was judged before. */
export async function runnabilityOf(
  ctx: Pick<VerbContext, "judgements">,
  agent: AgentRecord,
  { hash, content, errors }: Pick<RenderedRevision, "hash" | "content" | "errors">,
): Promise<JudgedRunnability> {
  if (lacks(agent, "AcceptsRemoteConfig") !== null) {
    return { verdict: "not-remote-configurable", findings: [] };
  }
  // Without a value there is nothing that it could be offered.
  if (errors.length > 0) return { verdict: "cannot-run", findings: errors };
  const listed = agent.report.components?.listed ?? null;
  const findings = listed === null ? null : await ctx.judgements.cannotRun(hash, content, listed);
  if (findings === null) return { verdict: "unknown", findings: [] };
  return { verdict: findings.length === 0 ? "can-run" : "cannot-run", findings };
}
