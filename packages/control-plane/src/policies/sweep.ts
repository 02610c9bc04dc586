import type { AgentId, BodyDigest } from "@fleethub/fleet";
import type { Query } from "@fleethub/fleet/query";
import type { Breach } from "../model.js";
import type { Clock, FleetStorage, JudgedAgent, Write } from "../ports.js";
import { bothQueries } from "../selector.js";
import { breachOf, inOrderOfName, sameBreaches } from "./breaches.js";
import { type ReadyPolicy } from "./policy-set.js";
import type { PolicyVerdicts } from "./policy-verdicts.js";

export interface SweepPoliciesDeps {
  readonly storage: Pick<FleetStorage, "store" | "policies">;
  readonly verdicts: PolicyVerdicts;
  readonly clock: Clock;
  /** Agents of this hub are judged by what they said last, which may not be stored yet. */
  readonly isLive: (id: AgentId) => boolean;
}

/** Agents in one page of a sweep, and in one change set. */
const AGENTS_AT_ONCE = 500;

const EVERYTHING: Query = { terms: [] };

/** Which agents a policy concerns; null: all of them. */
interface Reach {
  readonly policy: ReadyPolicy;
  readonly scope: ReadonlySet<AgentId> | null;
  readonly excepted: ReadonlySet<AgentId>;
}

/**
 * Judges every stored agent anew by some of the policies and writes where that changes something. `subjects` are those
 * of `all` that are judged; breaches of policies that are not among `all` are taken away. May be repeated, and several
 * hubs may do so at once: each comes to the same.
 */
export async function sweepPolicies(
  deps: SweepPoliciesDeps,
  all: readonly ReadyPolicy[],
  subjects: readonly ReadyPolicy[],
): Promise<void> {
  const { storage, clock } = deps;
  const reaches: Reach[] = [];
  for (const policy of subjects) reaches.push(await reachOf(deps, policy));
  const left = new Set(
    all.filter((each) => !subjects.includes(each)).map((each) => each.record.name),
  );
  let after: AgentId | null = null;
  for (;;) {
    const filter = { query: EVERYTHING, now: clock.now(), scope: { kind: "everything" } } as const;
    const page: readonly JudgedAgent[] = await storage.policies.agents(
      filter,
      after,
      AGENTS_AT_ONCE,
    );
    const writes = await judgePage(deps, reaches, left, page);
    if (writes.length > 0) await storage.store.commit({ writes });
    after = page.at(-1)?.id ?? null;
    if (page.length < AGENTS_AT_ONCE || after === null) return;
  }
}

async function judgePage(
  deps: SweepPoliciesDeps,
  reaches: readonly Reach[],
  left: ReadonlySet<string>,
  page: readonly JudgedAgent[],
): Promise<Write[]> {
  const now = deps.clock.now();
  const agents = page.filter(({ id }) => !deps.isLive(id));
  const found = new Map<AgentId, Breach[]>();
  for (const { policy, scope, excepted } of reaches) {
    const concerned = agents.filter(({ id }) => scope === null || scope.has(id));
    const bodies = concerned.flatMap(({ body }): BodyDigest[] => (body === null ? [] : [body]));
    const { rule, record } = policy;
    const verdicts = await deps.verdicts.of({ rule, digest: record.digest }, bodies);
    for (const { id, body, breaches } of concerned) {
      const verdict = body === null ? undefined : verdicts.get(body);
      const standing = { policy, inScope: true, excepted: excepted.has(id), verdict };
      const breach = breachOf(standing, body, breaches, now);
      if (breach !== null) found.set(id, [...(found.get(id) ?? []), breach]);
    }
  }
  return agents.flatMap(({ id, body, breaches: before }): Write[] => {
    const kept = before.filter((each) => left.has(each.policy));
    const breaches = inOrderOfName([...kept, ...(found.get(id) ?? [])]);
    if (sameBreaches(breaches, before)) return [];
    return [{ kind: "set-breaches", id, ifBody: body, breaches }];
  });
}

async function reachOf(deps: SweepPoliciesDeps, policy: ReadyPolicy): Promise<Reach> {
  const { scope, exceptions } = policy;
  const excepted = new Set<AgentId>();
  const now = deps.clock.now();
  for (const { query, until } of exceptions) {
    if (until <= now) continue;
    for (const id of await idsOf(deps, bothQueries(scope, query))) excepted.add(id);
  }
  return {
    policy,
    scope: scope.terms.length === 0 ? null : await idsOf(deps, scope),
    excepted,
  };
}

async function idsOf({ storage, clock }: SweepPoliciesDeps, query: Query): Promise<Set<AgentId>> {
  const ids = new Set<AgentId>();
  let after: AgentId | null = null;
  for (;;) {
    const filter = { query, now: clock.now(), scope: { kind: "everything" } } as const;
    const page: readonly JudgedAgent[] = await storage.policies.agents(
      filter,
      after,
      AGENTS_AT_ONCE,
    );
    for (const { id } of page) ids.add(id);
    after = page.at(-1)?.id ?? null;
    if (page.length < AGENTS_AT_ONCE || after === null) return ids;
  }
}
