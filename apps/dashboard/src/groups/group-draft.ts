import type { Group, GroupReplace } from "@fleethub/api";
import { parseQuery } from "@fleethub/fleet/query";
import {
  draftOfPlan,
  type PlanDraft,
  type PlanFaults,
  planFaults,
  planOf,
} from "../rollouts/start/plan-draft";

/** A group while it is written. */
export interface GroupDraft {
  readonly name: string;
  readonly query: string;
  readonly description: string;
  /** Empty: it only gathers agents. */
  readonly configuration: string;
  readonly plan: PlanDraft;
}

/** What keeps a draft from being saved, by field; a field that is fine is absent. */
export interface GroupFaults {
  readonly name?: string;
  readonly query?: string;
  readonly plan: PlanFaults;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** A group to begin with. */
export function newGroup(query: string, name = ""): GroupDraft {
  return { name, query, description: "", configuration: "", plan: draftOfPlan({}) };
}

export function draftOfGroup(group: Group): GroupDraft {
  const { name, query, description, configuration, plan } = group;
  return { name, query, description, configuration: configuration ?? "", plan: draftOfPlan(plan) };
}

/** What the hub is sent; name and place stand beside it. */
export function writtenGroup(draft: GroupDraft): Omit<GroupReplace, "position" | "expectedAgents"> {
  return {
    query: draft.query.trim(),
    description: draft.description.trim(),
    configuration: draft.configuration === "" ? null : draft.configuration,
    plan: planOf(draft.plan),
  };
}

/** A group as it is, to be written with one thing changed. */
export function unchanged(group: Group): Omit<GroupReplace, "position" | "expectedAgents"> {
  const { query, description, configuration, plan } = group;
  return { query, description, configuration, plan };
}

/** The faults that can be told without asking the hub. */
export function groupFaults(draft: GroupDraft, taken: readonly string[]): GroupFaults {
  const { problem } = parseQuery(draft.query, { use: "selector" });
  const query =
    draft.query.trim() === ""
      ? "Name at least one condition: without one it would take every agent"
      : problem && `${problem.message} ${problem.remedy}`;
  const name = taken.includes(draft.name)
    ? "This name is taken"
    : NAME.test(draft.name)
      ? undefined
      : "1 to 63 lower case letters, digits and dashes; it starts with a letter or digit";
  return {
    ...(name === undefined ? {} : { name }),
    ...(query === undefined ? {} : { query }),
    plan: planFaults(draft.plan),
  };
}

/** True where nothing keeps the draft from being sent. */
export function isComplete({ name, query, plan }: GroupFaults): boolean {
  return name === undefined && query === undefined && Object.keys(plan).length === 0;
}

/** One thing about a group that somebody else changed meanwhile. */
export interface GroupDifference {
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

/** What is not as it was seen: shown before it is written over. */
export function changedMeanwhile(seen: Group, now: Group): readonly GroupDifference[] {
  const rows: readonly GroupDifference[] = [
    { what: "Selector", before: seen.query, now: now.query },
    { what: "Description", before: seen.description, now: now.description },
    {
      what: "Configuration",
      before: seen.configuration ?? "none",
      now: now.configuration ?? "none",
    },
    { what: "Place", before: String(seen.position), now: String(now.position) },
    { what: "Stable revision", before: stableText(seen), now: stableText(now) },
    { what: "Rollout plan", before: JSON.stringify(seen.plan), now: JSON.stringify(now.plan) },
  ];
  return rows.filter((row) => row.before !== row.now);
}

const stableText = ({ stable }: Group): string =>
  stable === null ? "none" : `${stable.configuration} r${stable.revision}`;
