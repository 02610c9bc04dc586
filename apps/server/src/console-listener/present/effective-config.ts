import type { EffectiveConfig, ImportedConfig } from "@fleethub/api";
import type { ExplainedConfig } from "@fleethub/collector-config";
import type { AgentView, EffectiveConfigView } from "@fleethub/control-plane";
import type { ImportedDraft } from "../../platform/config-judge/config-desk.js";
import { presentFinding } from "./finding.js";
import { timeOrNull } from "./time.js";

/** What the agent runs, and what speaks for and against it being what was wanted. */
export function presentEffective(
  effective: EffectiveConfigView | null,
  { verdict, difference }: AgentView["config"]["effective"],
  explained: ExplainedConfig | null,
): EffectiveConfig {
  const { lines = [], differences = [], unjudged = [] } = explained ?? {};
  return {
    reported: effective !== null,
    content: effective?.text ?? "",
    reportedAt: timeOrNull(effective?.at),
    verdict,
    difference,
    differences: differences.map((one) => ({
      path: [...one.path],
      kind: one.kind,
      desired: one.desired ?? null,
      effective: one.effective ?? null,
    })),
    unjudged: unjudged.map(({ path, because, references }) => ({
      path: [...path],
      because,
      references: [...references],
    })),
    desiredLines: lines.map(([first, last]) => [first, last]),
  };
}

/** What the agent runs, as the draft of a configuration. */
export function presentDraft(content: string, draft: ImportedDraft): ImportedConfig {
  return {
    content,
    findings: draft.findings.map(presentFinding),
    removed: [...draft.removed],
    incomplete: [...draft.incomplete],
  };
}
