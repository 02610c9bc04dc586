import type { PolicyVerdict } from "@fleethub/collector-config";
import { type BodyDigest, projectionOf } from "@fleethub/fleet";
import type { LiveAgent } from "../agents/live-agent.js";
import type { AgentRecord, Breach, TimelineEntry } from "../model.js";
import type { Clock, Ids, Write } from "../ports.js";
import { queryFactsOf } from "../query-facts.js";
import { breachOf, causeOf, inOrderOfName, sameBreaches } from "./breaches.js";
import { isExcepted, isInScope, type ReadyPolicy } from "./policy-set.js";
import type { PolicyVerdicts } from "./policy-verdicts.js";

export interface JudgeLiveDeps {
  readonly verdicts: PolicyVerdicts;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What was found out about one agent of this hub. */
export interface JudgedLive {
  readonly live: LiveAgent;
  readonly breaches: readonly Breach[];
  readonly writes: readonly Write[];
}

/** Judges agents of this hub by what they said last; answers those for whom something changes, or must be written. */
export async function judgeLive(
  deps: JudgeLiveDeps,
  agents: readonly LiveAgent[],
  policies: readonly ReadyPolicy[],
  mustWrite: (live: LiveAgent) => boolean,
): Promise<readonly JudgedLive[]> {
  const now = deps.clock.now();
  const looks = agents.map((live) => lookAt(live, now));
  const verdicts = new Map<ReadyPolicy, ReadonlyMap<BodyDigest, PolicyVerdict>>();
  for (const policy of policies) {
    const bodies = looks.flatMap(({ facts, body }): BodyDigest[] =>
      body !== null && isInScope(policy, facts, now) ? [body] : [],
    );
    const { rule, record } = policy;
    verdicts.set(policy, await deps.verdicts.of({ rule, digest: record.digest }, bodies));
  }
  return looks.flatMap(({ live, facts, body, before }): JudgedLive[] => {
    const found = policies.flatMap((policy): Breach[] => {
      const verdict = body === null ? undefined : verdicts.get(policy)?.get(body);
      const inScope = isInScope(policy, facts, now);
      const excepted = isExcepted(policy, facts, now);
      const breach = breachOf({ policy, inScope, excepted, verdict }, body, before, now);
      return breach === null ? [] : [breach];
    });
    const breaches = inOrderOfName(found);
    if (sameBreaches(breaches, before) && !mustWrite(live)) return [];
    const entries = entriesOf(deps, policies, before, breaches, (policy) =>
      body !== null && isInScope(policy, facts, now) ? verdicts.get(policy)?.get(body) : undefined,
    );
    const { id } = live;
    const set: Write = { kind: "set-breaches", id, breaches };
    return [
      {
        live,
        breaches,
        writes: entries.length === 0 ? [set] : [set, { kind: "add-timeline", id, entries }],
      },
    ];
  });
}

function lookAt(live: LiveAgent, now: number) {
  const { record, state } = live;
  const { report } = state;
  const current: AgentRecord = { ...record, report, projection: projectionOf(state, now) };
  const body = report.effective?.digest ?? null;
  return { live, facts: queryFactsOf(current, now), body, before: record.breaches };
}

/** What the agent's history says of it. That a breach ended is not always that the policy is kept. */
function entriesOf(
  { ids, clock }: JudgeLiveDeps,
  policies: readonly ReadyPolicy[],
  before: readonly Breach[],
  after: readonly Breach[],
  verdictOf: (policy: ReadyPolicy) => PolicyVerdict | undefined,
): TimelineEntry[] {
  const at = clock.now();
  const isIn = (list: readonly Breach[], name: string) => list.some((each) => each.policy === name);
  return policies.flatMap((policy): TimelineEntry[] => {
    const { name, title, severity } = policy.record;
    const [was, is] = [isIn(before, name), isIn(after, name)];
    if (was === is) return [];
    const verdict = verdictOf(policy);
    const cause = is && verdict !== undefined ? causeOf(verdict) : "";
    const told = is
      ? { kind: "policy-broken", summary: `Breaks "${title}": ${cause}` }
      : verdict?.verdict === "kept"
        ? { kind: "policy-kept", summary: `Keeps "${title}" again` }
        : { kind: "policy-lapsed", summary: `No longer known to break "${title}"` };
    return [{ id: ids.uuidv7(), at, ...told, detail: { policy: name, severity, cause } }];
  });
}
