import { type Finding, finding, inReadingOrder, worstFirst } from "../finding.js";
import type { CollectorConfig } from "../parse/config.js";
import { CONFIG_PARTS_MAX, FINDINGS_MAX } from "../parse/limits.js";
import { parseConfig } from "../parse/parse.js";
import type { CheckOptions } from "./check-options.js";
import { contextOf } from "./context.js";
import { RULES } from "./rules.js";
import { settingsOf } from "./settings.js";

export interface CheckedConfig {
  /**
   * In reading order, FINDINGS_MAX at most, of more the worst. Unless `rules` says otherwise, an `error` means that
   * the Collector would refuse the configuration.
   */
  readonly findings: readonly Finding[];
  /** Null when the text could not be read; then a finding says why. */
  readonly config: CollectorConfig | null;
}

/** Reads and judges a configuration with every rule of the levels asked for. Never throws, whatever the text. */
export function checkConfig(text: string | Uint8Array, options: CheckOptions = {}): CheckedConfig {
  const { config, problems } = parseConfig(text);
  if (config === null) return { findings: problems, config };
  const { rules, settle, problems: settings } = settingsOf(RULES, options, config);
  const tooMany = partsProblem(config);
  const before = [...problems, ...settings];
  if (tooMany !== undefined) return { findings: inReadingOrder([...before, tooMany]), config };
  const context = contextOf(config, options);
  const found = rules.flatMap((rule) => rule.check(context)).map(settle);
  const findings = worstFirst([...before, ...found]).slice(0, FINDINGS_MAX);
  return { findings: inReadingOrder(findings), config };
}

function partsProblem(config: CollectorConfig): Finding | undefined {
  const mentioned = config.pipelines.map(
    ({ receivers, processors, exporters }) =>
      receivers.length + processors.length + exporters.length,
  );
  const parts = mentioned.reduce(
    (sum, each) => sum + each,
    config.components.length + config.pipelines.length + config.extensions.length,
  );
  if (parts <= CONFIG_PARTS_MAX) return undefined;
  return finding({
    severity: "warning",
    code: "config-too-large",
    place: config.root.place,
    path: [],
    message: `Components, pipelines and the names in them are ${parts}; more than ${CONFIG_PARTS_MAX} are not judged.`,
    remedy: "Split the configuration over several Collectors.",
  });
}
