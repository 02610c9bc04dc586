import { type CollectorConfig, COMPONENT_CLASSES, SECTIONS } from "../parse/config.js";
import { parseConfig } from "../parse/parse.js";
import { child, descend, isSymbolic } from "../parse/tree.js";
import { byId, compareExtensions, comparePipelines } from "./pipelines.js";
import { compareTelemetry } from "./telemetry.js";
import { unprintedOptions } from "./unprinted.js";
import { type Unjudged, unjudgedParts } from "./unjudged.js";
import { type ConfigDifference, compareValues, textOf } from "./values.js";

/** A configuration as text, as bytes, or already read. */
export type ConfigInput = string | Uint8Array | CollectorConfig;

/** Whether what runs holds what was wanted. */
export interface Containment {
  /** `cannot-tell`: one of the two cannot be read, or the agent reported nothing. */
  readonly verdict: "contains" | "differs" | "cannot-tell";
  /** Every disagreement, with its path and both values. */
  readonly differences: readonly ConfigDifference[];
  /** What was stated and cannot be compared: counted as held. */
  readonly unjudged: readonly Unjudged[];
  /** Why it cannot be told. */
  readonly reason?: string;
}

/** The extension that the supervisor (or an agent by itself) adds to speak OpAMP. */
const OWN_EXTENSION = "opamp";

/**
 * Whether an effective config, as a Collector prints it after parsing, holds what the desired config states.
 * An extra pipeline, and an extra component in one, differ. Counted as held:
 *
 * - what was not asked for elsewhere: defaults that were filled in, components that no pipeline uses
 * - the supervisor's own: `extensions.opamp`, `opamp` among the extensions, what it adds to `service.telemetry`
 * - `${…}` and `[REDACTED]` against anything, listed in `unjudged`; a desired null against anything
 * - another way to write a value: `60s` and `1m0s`, `1MiB` and bytes, `1.5` and 1 where an integer is printed,
 *   words of another case, `$$` and `$`, `a,b` and a list, `{name, value}` items and a map, both names of a component
 * - a zero value (false, 0, "", `basic` verbosity, an empty list or map) that is not printed
 * - what is printed as `{}`, and the options of facts/printing.ts, which are not printed back as written
 *
 * The order of receivers, processors and exporters counts, that of extensions does not. Never throws.
 */
export function contains(desired: ConfigInput, effective: ConfigInput): Containment {
  const wanted = configOf(desired);
  const running = configOf(effective);
  if (wanted === undefined) return cannotTell("The desired config cannot be read.");
  if (running === undefined) return cannotTell("The effective config cannot be read.");
  if (running.root.entries.size === 0) return cannotTell("The agent reported an empty config.");
  const differences = [
    ...COMPONENT_CLASSES.flatMap((kind) => compareSection(wanted, running, kind)),
    ...comparePipelines(
      descend(wanted.root, ["service", "pipelines"]),
      descend(running.root, ["service", "pipelines"]),
    ),
    ...compareExtensions(
      descend(wanted.root, ["service", "extensions"]),
      descend(running.root, ["service", "extensions"]),
      OWN_EXTENSION,
    ),
    ...compareTelemetry(
      descend(wanted.root, ["service", "telemetry"]),
      descend(running.root, ["service", "telemetry"]),
    ),
  ];
  const verdict = differences.length === 0 ? "contains" : "differs";
  return { verdict, differences, unjudged: unjudgedParts(wanted, running) };
}

function configOf(input: ConfigInput): CollectorConfig | undefined {
  if (typeof input !== "string" && !(input instanceof Uint8Array)) return input;
  const { config, problems } = parseConfig(input);
  return config === null || problems.length > 0 ? undefined : config;
}

function cannotTell(reason: string): Containment {
  return { verdict: "cannot-tell", differences: [], unjudged: [], reason };
}

function compareSection(
  wanted: CollectorConfig,
  running: CollectorConfig,
  kind: (typeof COMPONENT_CLASSES)[number],
): ConfigDifference[] {
  const section = SECTIONS[kind];
  const desired = child(wanted.root, section);
  if (isSymbolic(desired)) return [];
  const there = byId(child(running.root, section), kind);
  return [...byId(desired, kind)].flatMap(([id, { key, value }]): ConfigDifference[] => {
    if (kind === "extension" && id === OWN_EXTENSION) return [];
    const other = there.get(id);
    const path = [section, key];
    if (other !== undefined) {
      const silent = unprintedOptions(kind, id.split("/")[0] ?? id);
      const found = compareValues(value, other.value, path);
      return found.filter((each) => !silent.includes(each.path[2] ?? ""));
    }
    return [{ path, desired: textOf(value), effective: undefined, kind: "missing" }];
  });
}
