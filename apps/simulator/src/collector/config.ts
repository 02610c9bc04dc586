import { parseDocument } from "yaml";
import { COMPONENT_CLASSES, type ComponentClass } from "./catalogue.js";
import { isSection, mergeSections, type Section } from "./defaults.js";
import { createEffectiveTemplate, type EffectiveTemplate } from "./effective.js";

/** One configuration as the agents of a simulation share it: read once, never changed. */
export interface CollectorConfig {
  /** What was offered; several entries of an offer are joined in the order they are merged. */
  readonly text: string;
  /** Component ids by class, as configured. */
  readonly components: Readonly<Record<ComponentClass, readonly string[]>>;
  readonly pipelines: readonly Pipeline[];
  /** Exporters that reach nobody: their section names a host under `.invalid`, which no name server knows. */
  readonly deadExporters: readonly string[];
  /** Ids under `service.extensions`. */
  readonly serviceExtensions: readonly string[];
  readonly effective: EffectiveTemplate;
}

export interface Pipeline {
  /** Such as `traces` or `metrics/two`. */
  readonly id: string;
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

export type ReadConfig =
  | { readonly ok: true; readonly config: CollectorConfig }
  | { readonly ok: false; readonly message: string };

/** Configurations kept in memory at once; the one read longest ago is forgotten first. */
export const CONFIGS_KEPT_MAX = 256;

/** Reads configurations, each distinct text once. */
export function configReader(): (texts: readonly string[]) => ReadConfig {
  const kept = new Map<string, ReadConfig>();
  return (texts) => {
    const key = texts.join("\n---\n");
    const known = kept.get(key);
    if (known) return known;
    const read = readConfig(texts);
    const oldest = kept.size >= CONFIGS_KEPT_MAX ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(key, read);
    return read;
  };
}

/** Merges texts in order, later ones winning, as the supervisor does with the entries of an offer. */
function readConfig(texts: readonly string[]): ReadConfig {
  let root: Section = {};
  for (const text of texts) {
    const document = parseDocument(text, { merge: true });
    const problem = document.errors[0];
    if (problem) return { ok: false, message: `yaml: ${problem.message.split("\n")[0]}` };
    const value = plainValue(document);
    if (value instanceof Error) return { ok: false, message: `yaml: ${value.message}` };
    if (value === null || value === undefined) continue;
    if (!isSection(value)) return { ok: false, message: "yaml: the configuration is no mapping" };
    root = mergeSections(root, value);
  }
  const service = sectionOf(root, "service");
  const pipelines = Object.entries(sectionOf(service, "pipelines")).map(([id, value]) => {
    const pipeline = isSection(value) ? value : {};
    return {
      id,
      receivers: listOf(pipeline["receivers"]),
      processors: listOf(pipeline["processors"]),
      exporters: listOf(pipeline["exporters"]),
    };
  });
  const idsOf = (name: ComponentClass) => Object.keys(sectionOf(root, name));
  return {
    ok: true,
    config: {
      text: texts.join("\n---\n"),
      components: {
        connectors: idsOf("connectors"),
        exporters: idsOf("exporters"),
        extensions: idsOf("extensions"),
        processors: idsOf("processors"),
        receivers: idsOf("receivers"),
      },
      pipelines,
      deadExporters: Object.entries(sectionOf(root, "exporters")).flatMap(([id, section]) =>
        /\.invalid\b/.test(JSON.stringify(section) ?? "") ? [id] : [],
      ),
      serviceExtensions: listOf(service["extensions"]),
      effective: createEffectiveTemplate(root),
    },
  };
}

/** Aliases may be unresolved or too many; the parser tells so only here. */
function plainValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Id without its name: `otlp/two` is of type `otlp`. */
export function typeOf(componentId: string): string {
  return componentId.split("/")[0] ?? componentId;
}

/** Every class with the ids a configuration gives it. */
export function componentsByClass(
  config: CollectorConfig,
): readonly (readonly [ComponentClass, readonly string[]])[] {
  return COMPONENT_CLASSES.map((name) => [name, config.components[name]] as const);
}

function sectionOf(parent: Section, key: string): Section {
  const value = parent[key];
  return isSection(value) ? value : {};
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
