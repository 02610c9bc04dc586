import type { Compatibility } from "@fleethub/api";
import { term } from "../data/query-text";

/** Agents that can, or cannot, for the same reason. */
export interface Reason {
  readonly key: string;
  readonly verdict: Compatibility["verdict"];
  readonly agents: number;
  readonly says: string;
  /** The component, where one is lacking. */
  readonly lacks: string;
  readonly detail: string;
  /** The query that finds them, within another. */
  readonly whom: (query: string) => string;
}

const SAYS: Record<Compatibility["verdict"], string> = {
  "can-run": "can run it",
  "cannot-run": "cannot run it",
  "not-remote-configurable": "cannot be changed from here",
  unknown: "never reported their components",
};
const ORDER = Object.keys(SAYS);
const VERSIONS_SHOWN = 4;

/** Rows of an answer by reason: who can first, then the most agents first. */
export function reasonsOf(rows: readonly Compatibility[]): readonly Reason[] {
  const groups = new Map<string, Compatibility[]>();
  for (const row of rows) {
    // Messages name the version, so agents that lack the same are told apart by what they lack.
    const lacks = lackedBy(row);
    const why = lacks.length > 0 ? lacks : row.findings.map((one) => one.message);
    const key = `${row.verdict} ${why.join("\n")}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups]
    .map(([key, group]) => reasonOf(key, group))
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || b.agents - a.agents);
}

function reasonOf(key: string, group: readonly Compatibility[]): Reason {
  const [first] = group;
  const verdict = first?.verdict ?? "unknown";
  const findings = first?.findings ?? [];
  const lacks = first === undefined ? [] : lackedBy(first);
  return {
    key,
    verdict,
    agents: group.reduce((sum, row) => sum + row.agents, 0),
    says: verdict === "cannot-run" && lacks.length > 0 ? "lack " : SAYS[verdict],
    lacks: verdict === "cannot-run" ? lacks.join(", ") : "",
    detail: [builds(group), lacks.length > 0 ? "" : (findings[0]?.message ?? "")]
      .filter(Boolean)
      .join(": "),
    whom: (query) => whoIs(group, query),
  };
}

/** Component types that an agent lacks: paths are `processors.redaction/prompts`. */
function lackedBy({ findings }: Compatibility): readonly string[] {
  const types = findings
    .filter(({ code }) => code === "component-not-available")
    .map(({ path }) => path.slice(path.indexOf(".") + 1).replace(/\/.*$/, ""));
  return [...new Set(types)].sort();
}

/** "otelcol 0.146.1, 0.149.0; otelcol-contrib 0.149.0" */
function builds(group: readonly Compatibility[]): string {
  const versions = new Map<string, string[]>();
  for (const { type, version } of group) {
    versions.set(type, [...(versions.get(type) ?? []), version]);
  }
  return [...versions]
    .map(([type, found]) => {
      const known = [...new Set(found)].filter(Boolean).sort();
      const more = known.length - VERSIONS_SHOWN;
      return `${type} ${known.slice(0, VERSIONS_SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`.trim();
    })
    .join("; ");
}

/** By name while all are named, else by what they have in common. */
function whoIs(group: readonly Compatibility[], query: string): string {
  const uids = group.flatMap((row) => row.uids);
  const agents = group.reduce((sum, row) => sum + row.agents, 0);
  if (uids.length === agents) return `uid:${uids.join(",")}`;
  const those = [
    term("type", [...new Set(group.map((row) => row.type))]),
    term("version", [...new Set(group.map((row) => row.version))]),
  ];
  return [query, ...those].filter(Boolean).join(" ");
}
