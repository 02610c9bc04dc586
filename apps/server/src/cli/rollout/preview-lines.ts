import type { Preview, RevisionReference } from "@fleethub/api";
import { spoken } from "../../spoken.js";

/** A dry run for people: what matters first. */
export function previewLines(preview: Preview): readonly string[] {
  const { changes, restarts, obstacles, riskier, notReached, rollout, moved } = preview;
  return [
    ...preview.summary,
    ...(preview.approval === null ? [] : [...preview.approval.reasons, preview.approval.words]),
    ...section(
      "Changes",
      changes.map(({ agents, from, to, words }) => {
        const step = `${named(from)} to ${named(to)}`;
        return `${agents} from ${step}${words === "" ? "" : `: ${words}`}`;
      }),
    ),
    ...section(
      "Moves",
      moved.map(({ agents, from, to }) => `${agents} from ${from ?? "none"} to ${to ?? "none"}`),
    ),
    ...section("Restarts", [
      ...counted(restarts.now.agents, "at once or with their wave"),
      ...counted(restarts.onReturn.agents, "when they are back"),
    ]),
    ...section(
      "In the way",
      obstacles.map(
        ({ agents, type, version, severity, words }) =>
          `${agents} x ${type} ${version}${severity === "warn" ? " (warning)" : ""}: ${words}`,
      ),
    ),
    ...section("Riskier", riskier.agents === 0 ? [] : [riskier.words]),
    ...section(
      "Left out",
      (rollout?.leftOut ?? []).map(
        ({ agents, reason, detail }) =>
          `${agents} ${spoken(reason)}${detail === "" ? "" : `: ${detail}`}`,
      ),
    ),
    ...section("Not reached", [
      ...counted(notReached.pinned.agents, "pinned"),
      ...counted(notReached.held.agents, "held"),
    ]),
    ...section(
      "Waves",
      (rollout?.waves ?? []).map(
        ({ members }, wave) => `${wave === 0 ? "canary" : `wave ${wave + 1}`}: ${members}`,
      ),
    ),
    "Nothing was done.",
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}

const counted = (agents: number, words: string) => (agents === 0 ? [] : [`${agents} ${words}`]);

const named = (ref: RevisionReference | null) =>
  ref === null ? "nothing" : `${ref.configuration} r${ref.revision}`;
