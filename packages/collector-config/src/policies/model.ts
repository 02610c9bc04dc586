import { unescapeDollars } from "../parse/references.js";
import { type ConfigNode, child } from "../parse/tree.js";
import { isUnknown } from "./known.js";
import { type PolicySubject, signalOf } from "./subject.js";

/** A value that only the agent knows. An expression that reads one cannot be told. */
export class UnknownValue {
  constructor(
    /** As it is written: `${env:ENDPOINT}`. */
    readonly written: string,
  ) {}
}

export type ModelValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | UnknownValue
  | readonly ModelValue[]
  | { readonly [key: string]: ModelValue };

/** What expressions see: options by component id, pipelines, paths, the service section. */
export interface PolicyModel {
  readonly [name: string]: ModelValue;
  /** By id: the options of each component, also of unused ones. */
  readonly receivers: { readonly [id: string]: ModelValue };
  readonly processors: { readonly [id: string]: ModelValue };
  readonly exporters: { readonly [id: string]: ModelValue };
  readonly connectors: { readonly [id: string]: ModelValue };
  readonly extensions: { readonly [id: string]: ModelValue };
  /** Each with `id`, `signal`, `receivers`, `processors`, `exporters` (lists of ids). */
  readonly pipelines: ModelValue;
  /** Each with `signal`, `receiver`, `exporter`, `processors`, `connectors`, `pipelines`. */
  readonly paths: ModelValue;
  /** Ids of the components that run. */
  readonly running: ModelValue;
  readonly service: ModelValue;
}

export function policyModel(subject: PolicySubject): PolicyModel {
  const { config } = subject;
  const convert = converter();
  const of = (kind: string) =>
    Object.fromEntries(
      config.components
        .filter((each) => each.class === kind)
        .map((each) => [each.id, convert(each.body)]),
    );
  const names = (list: readonly { readonly id: string }[], open: boolean): ModelValue =>
    open ? new UnknownValue("${…}") : list.map((each) => each.id);
  return {
    receivers: of("receiver"),
    processors: of("processor"),
    exporters: of("exporter"),
    connectors: of("connector"),
    extensions: of("extension"),
    pipelines: config.pipelines.map((each) => ({
      id: each.id,
      signal: each.signal,
      receivers: names(each.receivers, each.open.has("receivers")),
      processors: names(each.processors, each.open.has("processors")),
      exporters: names(each.exporters, each.open.has("exporters")),
    })),
    paths: subject.incomplete === null ? pathsIn(subject) : new UnknownValue("${…}"),
    running: config.components.filter((each) => subject.isUsed(each)).map((each) => each.id),
    service: convert(child(config.root, "service")),
  };
}

function pathsIn(subject: PolicySubject): ModelValue {
  return subject.paths.map((path) => {
    const ids = (kind: string) =>
      path.steps.filter((step) => step.class === kind).map((step) => step.id);
    const open = path.pipelines.some((id) => subject.pipeline(id)?.open.has("processors") === true);
    return {
      signal: signalOf(path),
      receiver: path.entry,
      exporter: path.exit,
      processors: open ? new UnknownValue("${…}") : ids("processor"),
      connectors: ids("connector"),
      pipelines: path.pipelines,
    };
  });
}

/** Values that are shared through anchors are converted once. */
function converter(): (node: ConfigNode | undefined) => ModelValue {
  const known = new Map<ConfigNode, ModelValue>();
  const convert = (node: ConfigNode | undefined): ModelValue => {
    if (node === undefined) return null;
    const before = known.get(node);
    if (before !== undefined) return before;
    const value = valueOf(node);
    known.set(node, value);
    return value;
  };
  const valueOf = (node: ConfigNode): ModelValue => {
    if (node.kind === "list") return node.items.map(convert);
    if (node.kind === "map")
      return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, convert(value)]));
    if (isUnknown(node)) return new UnknownValue(node.source);
    return typeof node.value === "string" ? unescapeDollars(node.value) : node.value;
  };
  return convert;
}
