import { graphOf } from "../graph/graph.js";
import { type GraphPath, pathsOf, type PathStep } from "../graph/paths.js";
import type {
  CollectorConfig,
  Component,
  ComponentClass,
  Mention,
  Pipeline,
  Role,
} from "../parse/config.js";
import { ROLES } from "../parse/config.js";
import { descend, isSymbolic } from "../parse/tree.js";
import type { PathScope } from "./policy.js";
import { matchesPatterns } from "./patterns/component-pattern.js";

/** A configuration made ready for several rules: graph and paths are found once. */
export interface PolicySubject {
  readonly config: CollectorConfig;
  readonly paths: readonly GraphPath[];
  /** There are paths that are not listed: too many, or a list of receivers or exporters that only the agent knows. */
  readonly incomplete: "too-many" | "from-environment" | null;
  component(kind: ComponentClass, id: string): Component | undefined;
  pipeline(id: string): Pipeline | undefined;
  /** Where a pipeline names a component. */
  mention(step: PathStep): Mention | undefined;
  /** Components that are in a pipeline or among the extensions of the service. */
  isUsed(component: Component): boolean;
}

export function policySubject(config: CollectorConfig): PolicySubject {
  const graph = graphOf(config);
  const { paths, truncated } = pathsOf(graph);
  const components = firstBy(config.components, (each) => `${each.class} ${each.id}`);
  const pipelines = firstBy(config.pipelines, (each) => each.id);
  const used = new Set(
    graph.components.filter((each) => each.inUse).map((each) => `${each.class} ${each.id}`),
  );
  const open = config.pipelines.some(
    (each) => each.open.has("receivers") || each.open.has("exporters"),
  );
  const symbolic = isOpen(config);
  return {
    config,
    paths,
    incomplete: truncated ? "too-many" : open || symbolic ? "from-environment" : null,
    component: (kind, id) => components.get(`${kind} ${id}`),
    pipeline: (id) => pipelines.get(id),
    mention(step) {
      const pipeline = pipelines.get(step.pipeline);
      return pipeline?.[roleOf(step)].find((each) => each.id === step.id);
    },
    isUsed: (component) => used.has(`${component.class} ${component.id}`),
  };
}

/** Paths that a rule speaks about; hosts are judged where exporters are. */
export function pathsInScope(subject: PolicySubject, scope: PathScope): readonly GraphPath[] {
  return subject.paths.filter((path) => {
    const signal = signalOf(path);
    if (scope.signals !== undefined && !scope.signals.some((each) => each === signal)) return false;
    return (
      matchesPatterns({ class: "receiver", id: path.entry }, scope.from) &&
      matchesPatterns({ class: "exporter", id: path.exit }, scope.to)
    );
  });
}

/** The signal that reaches the exporter. */
export function signalOf(path: GraphPath): string {
  return path.signals.at(-1) ?? "";
}

/** Id of the pipeline that holds the exporter. */
export function lastPipelineOf(path: GraphPath): string {
  return path.pipelines.at(-1) ?? "";
}

/** Whether the processors of one of a path's pipelines are known to the agent alone. */
export function hasOpenProcessors(subject: PolicySubject, path: GraphPath): boolean {
  return path.pipelines.some((id) => subject.pipeline(id)?.open.has("processors") ?? false);
}

function roleOf(step: PathStep): Role {
  const role = step.class === "connector" ? "exporters" : (`${step.class}s` as const);
  return ROLES.find((each) => each === role) ?? "exporters";
}

function firstBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.toReversed().map((item) => [key(item), item]));
}

/** A `${…}` in place of the whole service, its pipelines or a pipeline. */
function isOpen(config: CollectorConfig): boolean {
  const service = config.root.entries.get("service")?.value;
  if (isSymbolic(service)) return true;
  const pipelines = descend(service, ["pipelines"]);
  return isSymbolic(pipelines) || config.pipelines.some((each) => isSymbolic(each.body));
}
