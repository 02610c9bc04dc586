import { componentsUsed } from "../components/used.js";
import { type ComponentClass } from "../parse/config.js";
import { parseConfig } from "../parse/parse.js";
import { redact } from "../redact/redact.js";
import { contains } from "./contains.js";
import { desiredLines, type LineRange } from "./desired-lines.js";
import type { Unjudged } from "./unjudged.js";
import type { ConfigDifference } from "./values.js";

/** Most disagreements and most open values that one explanation lists. */
export const EXPLAINED_MAX = 200;

/** What an effective config says beside the desired one, secrets masked. */
export interface ExplainedConfig {
  /** Lines of the effective config that the desired one states. */
  readonly lines: readonly LineRange[];
  /** The first EXPLAINED_MAX disagreements. */
  readonly differences: readonly ConfigDifference[];
  /** The first EXPLAINED_MAX values that cannot be compared. */
  readonly unjudged: readonly Unjudged[];
  /** Component types that pipelines use or that are enabled; null where the effective config cannot be read. */
  readonly used: readonly { readonly class: ComponentClass; readonly type: string }[] | null;
}

/** Sets what runs beside what was wanted, as a page shows it. Null: nothing is wanted. Never throws. */
export function explainEffective(effective: string, desired: string | null): ExplainedConfig {
  const running = parseConfig(effective).config;
  if (running === null) return { lines: [], differences: [], unjudged: [], used: null };
  const used = componentsUsed(running)
    .filter(({ inUse }) => inUse)
    .map(({ class: kind, type }) => ({ class: kind, type }));
  const wanted = desired === null ? null : parseConfig(desired).config;
  if (wanted === null) return { lines: [], differences: [], unjudged: [], used };
  const { differences, unjudged } = contains(wanted, running);
  return {
    lines: desiredLines(running, wanted),
    differences: differences.slice(0, EXPLAINED_MAX).map(maskDifference),
    unjudged: unjudged.slice(0, EXPLAINED_MAX),
    used,
  };
}

/** The disagreement with its values as `redact` shows them under their name. */
export function maskDifference(difference: ConfigDifference): ConfigDifference {
  const name = difference.path.findLast((key) => !/^\d+$/.test(key)) ?? "value";
  const masked = (value: string | undefined) => {
    if (value === undefined) return undefined;
    const [line = ""] = redact(`${name}: ${value}`).text.split("\n");
    const shown = line.slice(line.indexOf(":") + 1).trim();
    return /^'.*'$/.test(shown) ? shown.slice(1, -1).replaceAll("''", "'") : shown;
  };
  const { desired, effective } = difference;
  return { ...difference, desired: masked(desired), effective: masked(effective) };
}
