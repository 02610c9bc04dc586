import { type Finding, finding } from "../../finding.js";
import { child, isNull } from "../../parse/tree.js";
import type { RuleContext } from "../rule.js";

/** Gate under which a Collector (one run by a supervisor, say) starts with nothing to do. */
export const NO_PIPELINES_GATE = "service.AllowNoPipelines";

/** A finding where a section of components is absent or empty, unless the gate allows it. */
export function missing(
  { config, gates }: RuleContext,
  section: "receivers" | "exporters",
  code: string,
  example: string,
): Finding[] {
  const entry = config.root.entries.get(section);
  const node = child(config.root, section);
  const empty =
    entry === undefined || isNull(node) || (node?.kind === "map" && node.entries.size === 0);
  if (!empty || gates.has(NO_PIPELINES_GATE)) return [];
  const state = entry === undefined ? "There is no section" : "Nothing is defined in";
  return [
    finding({
      code,
      place: entry?.keyPlace ?? config.lines.place(0, 0),
      path: entry === undefined ? [] : [section],
      message: `${state} "${section}"; the Collector starts only with at least one.`,
      remedy: `Define one, for example:\n${section}:\n  ${example}`,
    }),
  ];
}
