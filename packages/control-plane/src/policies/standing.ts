import type { PolicyVerdict } from "@fleethub/collector-config";
import type { AgentId, BodyDigest } from "@fleethub/fleet";
import type { Query } from "@fleethub/fleet/query";
import type { Scope } from "../model.js";
import type { Clock, FleetStorage, JudgedAgent } from "../ports.js";
import { bothQueries } from "../selector.js";
import { type ReadyException } from "./policy-set.js";
import type { PolicyVerdicts, RuleOfDigest } from "./policy-verdicts.js";

/** How the agents in scope stand to a policy; each is counted once. */
export interface PolicyStanding {
  readonly agents: number;
  /** Of them with an effective config that was judged. */
  readonly judged: number;
  readonly kept: number;
  readonly broken: number;
  /** They break it, and an exception holds. */
  readonly excepted: number;
  readonly cannotTell: number;
}

export interface StandingDeps {
  readonly storage: Pick<FleetStorage, "policies">;
  readonly verdicts: PolicyVerdicts;
  readonly clock: Clock;
}

export interface StandingOf extends RuleOfDigest {
  readonly query: Query;
  readonly exceptions: readonly ReadyException[];
  readonly scope: Scope;
}

/** A standing with what it was counted from. */
export interface CountedStanding {
  readonly standing: PolicyStanding;
  /** Effective configs in scope that do not keep the policy, and how many agents run each without an exception. */
  readonly bodies: ReadonlyMap<
    BodyDigest,
    { readonly verdict: PolicyVerdict; readonly agents: number; readonly excepted: number }
  >;
}

const AGENTS_AT_ONCE = 500;

/** Counts by config, not by agent: a fleet of few configs is few verdicts. */
export async function countStanding(deps: StandingDeps, of: StandingOf): Promise<CountedStanding> {
  const now = deps.clock.now();
  const filter = { query: of.query, now, scope: of.scope };
  const counts = await deps.storage.policies.bodies(filter);
  const bodies = counts.flatMap(({ body }): BodyDigest[] => (body === null ? [] : [body]));
  const verdicts = await deps.verdicts.of(of, bodies);
  const brokenBodies = new Set(bodies.filter((body) => verdicts.get(body)?.verdict === "broken"));
  const excepted = await exceptedOf(deps, of, brokenBodies);
  const standing = { agents: 0, judged: 0, kept: 0, broken: 0, excepted: 0, cannotTell: 0 };
  const failing = new Map<
    BodyDigest,
    { verdict: PolicyVerdict; agents: number; excepted: number }
  >();
  for (const { body, agents } of counts) {
    standing.agents += agents;
    const verdict = body === null ? undefined : verdicts.get(body);
    if (body === null || verdict === undefined) continue;
    standing.judged += agents;
    const spared = excepted.get(body) ?? 0;
    if (verdict.verdict === "kept") standing.kept += agents;
    else if (verdict.verdict === "cannot-tell") standing.cannotTell += agents;
    else {
      standing.broken += agents - spared;
      standing.excepted += spared;
    }
    if (verdict.verdict !== "kept")
      failing.set(body, { verdict, agents: agents - spared, excepted: spared });
  }
  return { standing, bodies: failing };
}

/** How many agents with each of these configs are excepted; overlapping exceptions count an agent once. */
async function exceptedOf(
  deps: StandingDeps,
  { query, exceptions, scope }: StandingOf,
  broken: ReadonlySet<BodyDigest>,
): Promise<ReadonlyMap<BodyDigest, number>> {
  const now = deps.clock.now();
  const seen = new Set<AgentId>();
  const counts = new Map<BodyDigest, number>();
  for (const exception of exceptions) {
    if (broken.size === 0 || exception.until <= now) continue;
    const filter = { query: bothQueries(query, exception.query), now, scope };
    let after: AgentId | null = null;
    for (;;) {
      const page: readonly JudgedAgent[] = await deps.storage.policies.agents(
        filter,
        after,
        AGENTS_AT_ONCE,
      );
      for (const { id, body } of page) {
        if (body === null || !broken.has(body) || seen.has(id)) continue;
        seen.add(id);
        counts.set(body, (counts.get(body) ?? 0) + 1);
      }
      after = page.at(-1)?.id ?? null;
      if (page.length < AGENTS_AT_ONCE || after === null) break;
    }
  }
  return counts;
}
