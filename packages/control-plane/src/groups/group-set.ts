import { type Query, type QueryFacts, queryMatcher } from "@fleethub/fleet/query";
import type { AgentRecord, GroupRecord } from "../model.js";
import { queryFactsOf } from "../query-facts.js";
import { queryOf } from "../selector.js";

/** A group with its selector read. */
export interface ReadyGroup {
  readonly record: GroupRecord;
  /** Null where the text is none any more: then it takes nobody. */
  readonly query: Query | null;
  matches(facts: QueryFacts): boolean;
}

/** Every group in its order. */
export interface GroupSet {
  readonly all: readonly ReadyGroup[];
  get(name: string): ReadyGroup | null;
  /** The first that matches, which has the agent; null: none does. */
  first(facts: QueryFacts): ReadyGroup | null;
}

/** Groups in the order of their positions, ready to be held against agents. */
export function groupSet(records: readonly GroupRecord[]): GroupSet {
  const all = records
    .toSorted((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1))
    .map(ready);
  const byName = new Map(all.map((group) => [group.record.name, group]));
  return {
    all,
    get: (name) => byName.get(name) ?? null,
    first: (facts) => all.find((group) => group.matches(facts)) ?? null,
  };
}

function ready(record: GroupRecord): ReadyGroup {
  const query = queryOf(record.query);
  // Selectors ask nothing that depends on the time.
  const matcher = query === null ? () => false : queryMatcher(query);
  return { record, query, matches: (facts) => matcher(facts, 0) };
}

/** The group that has an agent by what is known of it; null: none does. */
export function groupOf(groups: GroupSet, agent: SelectedAgent): string | null {
  if (groups.all.length === 0) return null;
  return groups.first(selectorFacts(agent))?.record.name ?? null;
}

export type SelectedAgent = Parameters<typeof queryFactsOf>[0] & Pick<AgentRecord, "report">;

/** What selectors may ask of an agent, by its latest description rather than by what was stored of it. */
export function selectorFacts(agent: SelectedAgent): QueryFacts {
  const { description } = agent.report;
  const facts = queryFactsOf(agent, 0);
  if (description === null) return facts;
  const { name, host, os, arch, type, version } = description;
  return { ...facts, name: agent.givenName ?? name, host, os, arch, type, version };
}
