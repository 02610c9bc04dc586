import type { QueryFacts } from "@fleethub/fleet/query";
import { FACET_FIELDS, FACET_VALUES_MAX, type Facets } from "../ports.js";

/** Counts per value; empty values are left out, equals stand in order of the value. */
export function facetsOf(agents: readonly QueryFacts[]): Facets {
  const counts = new Map<string, Map<string, number>>();
  const count = (field: string, value: string) => {
    if (value === "") return;
    const values = counts.get(field) ?? new Map<string, number>();
    counts.set(field, values.set(value, (values.get(value) ?? 0) + 1));
  };
  for (const field of FACET_FIELDS) counts.set(field, new Map());
  for (const agent of agents) {
    for (const field of FACET_FIELDS) {
      const values = field === "policy" ? agent.policies : [agent[field] ?? ""];
      for (const value of values) count(field, value);
    }
    for (const [key, value] of Object.entries(agent.labels)) count(`label.${key}`, value);
  }
  const sorted = [...counts].map(([field, values]) => {
    const rows = [...values].map(([value, number]) => ({ value, count: number }));
    rows.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return [field, rows.slice(0, FACET_VALUES_MAX)] as const;
  });
  return Object.fromEntries(sorted);
}
