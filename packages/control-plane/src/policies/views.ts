import type { EvidenceStep } from "@fleethub/collector-config";
import type { AgentId, BodyDigest, Millis } from "@fleethub/fleet";
import { BoundedCache } from "../agents/bounded-cache.js";
import type { AgentRecord, ComplianceDay, PolicyRecord, RuleDigest, Scope } from "../model.js";
import type { Clock, ConfigJudge, FleetStorage } from "../ports.js";
import { queryFactsOf, shownName } from "../query-facts.js";
import { utcDay } from "../utc-day.js";
import { causeOf } from "./breaches.js";
import { type PolicyCause, causesOf } from "./causes.js";
import { type BreakingDraft, createDrafts } from "./drafts.js";
import { isExcepted, type ReadyPolicy, readyPolicies } from "./policy-set.js";
import type { PolicyVerdicts } from "./policy-verdicts.js";
import { type CountedStanding, countStanding, type PolicyStanding } from "./standing.js";

/** How a policy stands now. */
export interface PolicyView {
  readonly standing: PolicyStanding;
  /** Configurations whose newest revision breaks it. */
  readonly drafts: number;
  /** When the oldest breach began; null where it holds. */
  readonly since: Millis | null;
}

export interface PolicyEvaluations {
  readonly standing: PolicyStanding;
  readonly causes: readonly PolicyCause[];
  readonly drafts: readonly BreakingDraft[];
  readonly days: readonly ComplianceDay[];
}

/** One agent as an auditor is told of it. */
export interface EvidenceLine {
  readonly policy: string;
  readonly at: Millis;
  readonly uid: string;
  readonly name: string;
  /** Digest of its effective config. */
  readonly config: BodyDigest | null;
  readonly rule: RuleDigest;
  readonly verdict: "kept" | "broken" | "excepted" | "cannot-tell" | "not-judged";
  readonly path: readonly EvidenceStep[];
  readonly since: Millis | null;
}

/** What a breach is shown with. */
export interface BreachView {
  readonly title: string;
  /** One line; empty where it is not told. */
  readonly cause: string;
}

/** Reads about policies, for screens. A policy that is off stands to nobody. */
export interface PolicyViews {
  view(policy: PolicyRecord, scope: Scope): Promise<PolicyView>;
  /** `days`: how many days are told, today included; none to whoever does not see the whole fleet. */
  evaluations(policy: PolicyRecord, scope: Scope, days: number): Promise<PolicyEvaluations>;
  /** One line per agent in scope, in order of id. */
  evidence(policy: PolicyRecord, scope: Scope): AsyncGenerator<EvidenceLine>;
  /** By name of the policy. */
  breachesOf(agent: AgentRecord): Promise<ReadonlyMap<string, BreachView>>;
}

/** How long a standing is told again without being counted anew. */
const STANDING_AGE_MS: Millis = 2_000;

/** Standings remembered: those of every policy for a few callers. */
const STANDINGS_MAX = 1_000;

const AGENTS_AT_ONCE = 500;
const DAY_MS: Millis = 86_400_000;

const NOBODY: CountedStanding = {
  standing: { agents: 0, judged: 0, kept: 0, broken: 0, excepted: 0, cannotTell: 0 },
  bodies: new Map(),
};

export function createPolicyViews(deps: {
  readonly storage: FleetStorage;
  readonly judge: ConfigJudge;
  readonly verdicts: PolicyVerdicts;
  readonly clock: Clock;
}): PolicyViews {
  const { storage, verdicts, clock } = deps;
  const draftsOf = createDrafts(deps);
  const counted = new BoundedCache<string, { at: Millis; standing: Promise<CountedStanding> }>(
    STANDINGS_MAX,
  );

  const standingOf = (policy: ReadyPolicy, scope: Scope): Promise<CountedStanding> => {
    const { name, version, createdAt, digest } = policy.record;
    // What one caller may see is nothing to tell another.
    const key = JSON.stringify([name, createdAt, version, scope]);
    const known = counted.get(key);
    const now = clock.now();
    if (known !== undefined && now - known.at < STANDING_AGE_MS) return known.standing;
    const { rule, scope: query, exceptions } = policy;
    const standing = countStanding(deps, { rule, digest, query, exceptions, scope });
    counted.set(key, { at: now, standing });
    standing.catch(() => counted.delete(key));
    return standing;
  };

  return {
    async view(record, scope) {
      const [policy] = readyPolicies([record]);
      if (policy === undefined) return { standing: NOBODY.standing, drafts: 0, since: null };
      const { standing } = await standingOf(policy, scope);
      const drafts = await draftsOf({ rule: policy.rule, digest: record.digest });
      if (standing.broken === 0) return { standing, drafts: drafts.length, since: null };
      const filter = { query: policy.scope, now: clock.now(), scope };
      const since = await storage.policies.oldestBreach(record.name, filter);
      return { standing, drafts: drafts.length, since };
    },

    async evaluations(record, scope, days) {
      const fromDay = utcDay(clock.now() - (days - 1) * DAY_MS);
      // Days are counted over the whole fleet.
      const isWhole = scope.kind === "everything";
      const told = isWhole ? await storage.policies.compliance(record.name, fromDay) : [];
      const [policy] = readyPolicies([record]);
      if (policy === undefined)
        return { standing: NOBODY.standing, causes: [], drafts: [], days: told };
      const counts = await standingOf(policy, scope);
      const { rule, scope: query, exceptions } = policy;
      const of = { query, exceptions, scope, policy: record.name, digest: record.digest };
      const causes = await causesOf(deps, of, counts);
      const drafts = await draftsOf({ rule, digest: record.digest });
      return { standing: counts.standing, causes, drafts, days: told };
    },

    async *evidence(record, scope) {
      const [policy] = readyPolicies([record]);
      if (policy === undefined) return;
      const { name, digest } = record;
      let after: AgentId | null = null;
      for (;;) {
        const now = clock.now();
        const filter = { query: policy.scope, now, scope };
        const page: readonly AgentRecord[] = await storage.agents.walk(
          filter,
          after,
          AGENTS_AT_ONCE,
        );
        const bodies = page.flatMap((agent) => agent.report.effective?.digest ?? []);
        const found = await verdicts.of({ rule: policy.rule, digest }, bodies);
        for (const agent of page) {
          const config = agent.report.effective?.digest ?? null;
          const verdict = config === null ? undefined : found.get(config);
          const excepted =
            verdict?.verdict === "broken" && isExcepted(policy, queryFactsOf(agent, now), now);
          yield {
            policy: name,
            at: now,
            uid: agent.instanceUid,
            name: shownName(agent),
            config,
            rule: digest,
            verdict: excepted ? "excepted" : (verdict?.verdict ?? "not-judged"),
            path: verdict?.evidence[0]?.steps ?? [],
            since: agent.breaches.find((each) => each.policy === name)?.since ?? null,
          };
        }
        after = page.at(-1)?.id ?? null;
        if (page.length < AGENTS_AT_ONCE || after === null) return;
      }
    },

    async breachesOf(agent) {
      const shown = new Map<string, BreachView>();
      for (const { policy, rule, body } of agent.breaches) {
        const record = await storage.policies.get(policy);
        const [ready] = record === null ? [] : readyPolicies([record]);
        if (record === null || ready === undefined) continue;
        // The verdict is of the rule that judged, which may have been replaced since.
        const found =
          record.digest === rule
            ? await verdicts.of({ rule: ready.rule, digest: rule }, [body])
            : null;
        const verdict = found?.get(body);
        shown.set(policy, {
          title: record.title,
          cause: verdict === undefined ? "" : causeOf(verdict),
        });
      }
      return shown;
    },
  };
}
