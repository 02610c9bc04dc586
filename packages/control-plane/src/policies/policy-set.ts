import type { PolicyRule } from "@fleethub/collector-config";
import type { Millis } from "@fleethub/fleet";
import { matchQuery, type Query, type QueryFacts } from "@fleethub/fleet/query";
import type { PolicyRecord } from "../model.js";
import { queryOf } from "../selector.js";
import { ruleOf } from "./rule.js";

/** A policy that is on, with its queries read. */
export interface ReadyPolicy {
  readonly record: PolicyRecord;
  readonly rule: PolicyRule;
  readonly scope: Query;
  readonly exceptions: readonly ReadyException[];
}

export interface ReadyException {
  readonly query: Query;
  readonly until: Millis;
}

/** Reads stored policies; one that is off, or that this version does not understand, is left out. */
export function readyPolicies(records: readonly PolicyRecord[]): readonly ReadyPolicy[] {
  return records.flatMap((record): ReadyPolicy[] => {
    const rule = ruleOf(record);
    const scope = queryOf(record.scope);
    if (!record.enabled || rule === null || scope === null) return [];
    const exceptions = record.exceptions.flatMap((each): ReadyException[] => {
      const query = queryOf(each.query);
      return query === null ? [] : [{ query, until: each.until }];
    });
    return [{ record, rule, scope, exceptions }];
  });
}

export function isInScope({ scope }: ReadyPolicy, facts: QueryFacts, now: Millis): boolean {
  return matchQuery(scope, facts, now);
}

export function isExcepted(
  { exceptions }: Pick<ReadyPolicy, "exceptions">,
  facts: QueryFacts,
  now: Millis,
): boolean {
  return exceptions.some(({ query, until }) => until > now && matchQuery(query, facts, now));
}

/** When the next exception ends; null where none will. */
export function nextExpiry(policies: readonly ReadyPolicy[], now: Millis): Millis | null {
  const ends = policies.flatMap(({ exceptions }) => exceptions.map(({ until }) => until));
  const ahead = ends.filter((until) => until > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
