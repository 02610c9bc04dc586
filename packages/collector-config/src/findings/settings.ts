import { type Finding, finding, type Severity } from "../finding.js";
import type { CollectorConfig } from "../parse/config.js";
import type { CheckOptions } from "./check-options.js";
import { nearest } from "./nearest.js";
import type { Rule } from "./rule.js";
import { RULE_LEVELS } from "./rule-level.js";

const SETTINGS: readonly string[] = ["error", "warning", "info", "off"];

/** The rules that look, and what their findings become. */
export interface RuleSettings {
  readonly rules: readonly Rule[];
  readonly settle: (finding: Finding) => Finding;
  /** `rule-setting`: settings that mean nothing. */
  readonly problems: readonly Finding[];
}

/** Reads `levels` and `rules` of the options, which may come from a file that people write. */
export function settingsOf(
  all: readonly Rule[],
  options: CheckOptions,
  config: CollectorConfig,
): RuleSettings {
  const severities = new Map<string, Severity>();
  const off = new Set<string>();
  const problems: Finding[] = [];
  const codes = all.map((rule) => rule.code);
  for (const [code, setting] of Object.entries(options.rules ?? {})) {
    const fault = faultOf(code, setting, codes);
    if (fault !== undefined) problems.push(problem(config, ...fault));
    else if (setting === "off") off.add(code);
    else severities.set(code, setting);
  }
  const levels = options.levels ?? RULE_LEVELS;
  return {
    rules: all.filter((rule) => levels.includes(rule.level) && !off.has(rule.code)),
    settle: (found) => {
      const severity = severities.get(found.code);
      return severity === undefined ? found : { ...found, severity };
    },
    problems,
  };
}

function faultOf(
  code: string,
  setting: string,
  codes: readonly string[],
): [message: string, remedy: string] | undefined {
  if (!codes.includes(code)) {
    const near = nearest(code, codes);
    const remedy = near === undefined ? "Take it out of the settings." : `Write "${near}".`;
    return [`The settings name a rule "${code}", which does not exist.`, remedy];
  }
  if (SETTINGS.includes(setting)) return undefined;
  return [
    `The rule "${code}" cannot be set to "${setting}".`,
    `Use one of ${SETTINGS.join(", ")}.`,
  ];
}

function problem(config: CollectorConfig, message: string, remedy: string): Finding {
  const place = config.lines.place(0, 0);
  return finding({ severity: "info", code: "rule-setting", place, path: [], message, remedy });
}
