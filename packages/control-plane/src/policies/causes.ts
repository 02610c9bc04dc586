import type { EvidenceStep, PolicyVerdict } from "@fleethub/collector-config";
import type { AgentId, BodyDigest, Millis } from "@fleethub/fleet";
import type { Query } from "@fleethub/fleet/query";
import type { AgentRecord, RuleDigest, Scope } from "../model.js";
import type { Clock, FleetStorage } from "../ports.js";
import { queryFactsOf } from "../query-facts.js";
import { bothQueries } from "../selector.js";
import { causeOf } from "./breaches.js";
import { isExcepted, type ReadyException } from "./policy-set.js";
import type { CountedStanding } from "./standing.js";

/** Agents that do not keep a policy for one and the same cause. */
export interface PolicyCause {
  readonly verdict: "broken" | "excepted" | "cannot-tell";
  readonly cause: string;
  /** The path with its gap; empty where no path is judged. */
  readonly path: readonly EvidenceStep[];
  /** In the effective config. */
  readonly line: number | null;
  readonly remedy: string;
  readonly agents: number;
  /** The first {@link CAUSE_UIDS_MAX}, longest broken first. */
  readonly uids: readonly string[];
  /** When the first of them was found to break it; null where that is not known. */
  readonly since: Millis | null;
}

/** Instance UIDs named per cause. */
export const CAUSE_UIDS_MAX = 10;

/** Agents looked at for their names; causes of which none was met name nobody. */
const AGENTS_MAX = 5_000;

const AGENTS_AT_ONCE = 500;

export interface CausesOf {
  readonly query: Query;
  readonly exceptions: readonly ReadyException[];
  readonly scope: Scope;
  /** Name of the policy, where it is stored: then agents know since when they break it. */
  readonly policy: string | null;
  readonly digest: RuleDigest;
}

/** Groups what does not keep a policy by its cause, the one that most agents share first. */
export async function causesOf(
  deps: { readonly storage: Pick<FleetStorage, "agents">; readonly clock: Clock },
  of: CausesOf,
  { bodies }: CountedStanding,
): Promise<readonly PolicyCause[]> {
  const groups = new Map<string, Group>();
  for (const { verdict, agents, excepted } of bodies.values()) {
    const word = verdict.verdict === "broken" ? "broken" : "cannot-tell";
    if (agents > 0) groupOf(groups, word, verdict).agents += agents;
    if (excepted > 0) groupOf(groups, "excepted", verdict).agents += excepted;
  }
  if (groups.size > 0) await nameAgents(deps, of, bodies, groups);
  return [...groups.values()]
    .map(presented)
    .sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || b.agents - a.agents);
}

const RANK = { broken: 0, excepted: 1, "cannot-tell": 2 } as const;

interface Group {
  readonly word: PolicyCause["verdict"];
  readonly verdict: PolicyVerdict;
  agents: number;
  readonly named: { readonly uid: string; readonly since: Millis | null }[];
}

function groupOf(groups: Map<string, Group>, word: Group["word"], verdict: PolicyVerdict): Group {
  const key = `${word} ${causeOf(verdict)}`;
  const known = groups.get(key);
  if (known !== undefined) return known;
  const group: Group = { word, verdict, agents: 0, named: [] };
  groups.set(key, group);
  return group;
}

async function nameAgents(
  { storage, clock }: { readonly storage: Pick<FleetStorage, "agents">; readonly clock: Clock },
  of: CausesOf,
  bodies: CountedStanding["bodies"],
  groups: Map<string, Group>,
): Promise<void> {
  const now = clock.now();
  const seen = new Set<AgentId>();
  const take = (agent: AgentRecord): void => {
    const body: BodyDigest | null = agent.report.effective?.digest ?? null;
    const failing = body === null ? undefined : bodies.get(body);
    if (failing === undefined || seen.has(agent.id)) return;
    seen.add(agent.id);
    const { verdict } = failing;
    const spared = verdict.verdict === "broken" && isExcepted(of, queryFactsOf(agent, now), now);
    const word = spared ? "excepted" : verdict.verdict === "broken" ? "broken" : "cannot-tell";
    const since = agent.breaches.find((each) => each.policy === of.policy)?.since ?? null;
    groups.get(`${word} ${causeOf(verdict)}`)?.named.push({ uid: agent.instanceUid, since });
  };
  const queries =
    of.policy === null ? [of.query] : [bothQueries(of.query, breaking(of.policy)), of.query];
  for (const query of queries) {
    let after: AgentId | null = null;
    for (let read = 0; read < AGENTS_MAX; read += AGENTS_AT_ONCE) {
      const filter = { query, now, scope: of.scope };
      const page: readonly AgentRecord[] = await storage.agents.walk(filter, after, AGENTS_AT_ONCE);
      page.forEach(take);
      after = page.at(-1)?.id ?? null;
      const full = [...groups.values()].every(
        ({ agents, named }) => named.length >= Math.min(agents, AGENTS_MAX),
      );
      if (full) return;
      if (page.length < AGENTS_AT_ONCE || after === null) break;
    }
  }
}

/** `policy:NAME` */
function breaking(policy: string): Query {
  return {
    terms: [
      {
        negated: false,
        field: "policy",
        key: null,
        values: [{ kind: "text", segments: [policy] }],
      },
    ],
  };
}

function presented({ word, verdict, agents, named }: Group): PolicyCause {
  const [first] = verdict.evidence;
  const oldest = [...named].sort(
    (a, b) => (a.since ?? Infinity) - (b.since ?? Infinity) || (a.uid < b.uid ? -1 : 1),
  );
  return {
    verdict: word,
    cause: causeOf(verdict),
    path: first?.steps ?? [],
    line: first?.line ?? null,
    remedy: verdict.remedy ?? "",
    agents,
    uids: oldest.slice(0, CAUSE_UIDS_MAX).map(({ uid }) => uid),
    since: oldest[0]?.since ?? null,
  };
}
