import { checkComponents } from "../components/check.js";
import type { ReportedComponents } from "../components/reported.js";
import { type Finding, finding, inReadingOrder } from "../finding.js";
import { graphOf } from "../graph/graph.js";
import type { CollectorConfig } from "../parse/config.js";
import { CONFIG_PARTS_MAX, FINDINGS_MAX } from "../parse/limits.js";
import { parseConfig } from "../parse/parse.js";
import { STRUCTURE_RULES } from "./structure/index.js";
import { unfamiliarType } from "./unfamiliar-type.js";

/** Oldest minor version (0.x) that the facts about removed things hold for. */
const FACTS_SINCE_MINOR = 149;

export interface CheckOptions {
  /** What one agent can run; without it types are judged only where they are known to be gone. */
  readonly components?: ReportedComponents;
  /** The Collector's version, `0.149.0` or `v0.149.0`; without it a current one is assumed. */
  readonly version?: string;
  /** Feature gates that are on, e.g. `service.profilesSupport`. Default: none. */
  readonly featureGates?: readonly string[];
}

export interface CheckedConfig {
  /** In reading order, FINDINGS_MAX at most. An `error` means that the Collector would refuse the configuration. */
  readonly findings: readonly Finding[];
  /** Null when the text could not be read; then a finding says why. */
  readonly config: CollectorConfig | null;
}

/** Reads and judges a configuration. Never throws, whatever the text. */
export function checkConfig(text: string | Uint8Array, options: CheckOptions = {}): CheckedConfig {
  const { config, problems } = parseConfig(text);
  if (config === null) return { findings: problems, config };
  const tooMany = partsProblem(config);
  if (tooMany !== undefined) return { findings: inReadingOrder([...problems, tooMany]), config };
  const context = {
    config,
    graph: graphOf(config),
    components: options.components,
    gates: new Set(options.featureGates),
    current: isCurrent(options.version),
  };
  const found = STRUCTURE_RULES.flatMap((rule) => rule(context));
  const types =
    options.components === undefined
      ? unfamiliarType(context)
      : checkComponents(config, options.components, {
          ...(options.version === undefined ? {} : { version: options.version }),
          except: found.filter((each) => each.code === "removed-component"),
        });
  const findings = inReadingOrder([...problems, ...found, ...types]);
  return { findings: findings.slice(0, FINDINGS_MAX), config };
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

function isCurrent(version: string | undefined): boolean {
  const match = /^v?(\d+)\.(\d+)/.exec(version ?? "");
  if (match === null) return true;
  return Number(match[1]) > 0 || Number(match[2]) >= FACTS_SINCE_MINOR;
}
