import { formatTerm, queryMatcher, type QueryTerm } from "@fleethub/fleet/query";
import type { AgentRecord, Labels } from "../model.js";
import { problem, type VerbProblem } from "../verbs/problem.js";
import { type GroupSet, type ReadyGroup, selectorFacts } from "./group-set.js";

/** Labels with which a group takes an agent, or why there are none. */
export type LabelsForGroup =
  | {
      readonly kind: "labels";
      /** All that the agent has then. */
      readonly labels: Labels;
      /** Those of them that it does not have yet. */
      readonly missing: Labels;
    }
  | VerbProblem;

/**
 * The labels that a group's selector names, for one agent: terms `label.KEY:value` with one exact value. Nothing is
 * taken away from the agent. Refused where that cannot bring it there, with the term that stands in the way.
 */
export function labelsForGroup(
  groups: GroupSet,
  group: ReadyGroup,
  agent: AgentRecord,
): LabelsForGroup {
  const { name } = group.record;
  const terms = group.query?.terms ?? [];
  const known = selectorFacts(agent);
  const holds = (term: QueryTerm, facts = known) => queryMatcher({ terms: [term] })(facts, 0);
  const exact = terms.filter((term) => exactLabel(term) !== null);
  const named = exact.flatMap((term) => (holds(term) ? [] : [exactLabel(term) ?? ["", ""]]));
  if (exact.length === 0 && !group.matches(known)) {
    return refused(
      name,
      `Its selector (${group.record.query}) names no label with one exact value, so no label brings an agent there. Change the selector, or what the agent reports.`,
    );
  }
  const missing: Labels = Object.fromEntries(named);
  const labels: Labels = { ...agent.labels, ...missing };
  const facts = selectorFacts({ ...agent, labels });
  const missed = terms.find((term) => !holds(term, facts));
  if (missed !== undefined) return refused(name, whyMissed(missed));
  const first = groups.first(facts)?.record.name ?? null;
  if (first !== null && first !== name) {
    return refused(
      name,
      `The group ${first}, which is above it, matches the agent also with these labels. Change the order or the selector of ${first}.`,
    );
  }
  return { kind: "labels", labels, missing };
}

function exactLabel({ field, key, negated, values }: QueryTerm): readonly [string, string] | null {
  const [value] = values;
  if (field !== "label" || key === null || negated || values.length !== 1) return null;
  if (value?.kind !== "text" || value.segments.length !== 1) return null;
  return [key, value.segments[0] ?? ""];
}

function whyMissed(term: QueryTerm): string {
  const written = formatTerm(term);
  if (term.field !== "label") {
    return `The agent does not match ${written}, which no label changes.`;
  }
  if (term.negated) {
    return `${written} does not hold, and moving takes no label away. Take the label away first.`;
  }
  if (term.values.length > 1) {
    return `${written} names several values, so it is not known which one is meant. Set the label yourself.`;
  }
  if (exactLabel(term) !== null) {
    return `Its selector names ${term.key} twice with different values, which no agent has at once. Change the selector.`;
  }
  return `${written} names no exact value, so it is not known which one is meant. Set the label yourself.`;
}

function refused(group: string, why: string): VerbProblem {
  return problem("nothing-to-do", `This agent cannot be moved to ${group}. ${why}`, {
    resource: { kind: "group", id: group },
    errors: [{ pointer: "/group", message: why, remedy: "Label it so that the selector matches." }],
  });
}
