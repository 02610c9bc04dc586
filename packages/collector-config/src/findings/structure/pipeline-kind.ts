import { type Finding, finding, replace } from "../../finding.js";
import { ROLES } from "../../parse/config.js";
import {
  type ConfigNode,
  child,
  descend,
  isNull,
  isSymbolic,
  kindName,
  type ScalarNode,
} from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

/** `pipeline-kind`: a pipeline is a map of lists, and the lists (also `service.extensions`) hold ids. */
export const pipelineKind: Rule = {
  code: "pipeline-kind",
  level: "structure",
  severity: "error",
  check: ({ config }) => {
    const extensions = descend(config.root, ["service", "extensions"]);
    return [
      ...config.pipelines.flatMap(({ body, path, id }) => {
        if (isNull(body) || isSymbolic(body)) return [];
        if (body.kind !== "map") {
          const remedy = 'Write "receivers", "processors" and "exporters" below it, indented.';
          return [
            wrong(
              body,
              path,
              `The pipeline "${id}" is ${kindName(body)}; it must be a map.`,
              remedy,
            ),
          ];
        }
        return ROLES.flatMap((role) => listFindings(child(body, role), [...path, role]));
      }),
      ...(extensions?.kind === "list"
        ? itemFindings(extensions.items, ["service", "extensions"])
        : []),
    ];
  },
};

function listFindings(node: ConfigNode | undefined, path: readonly string[]): Finding[] {
  if (node === undefined || isNull(node) || isSymbolic(node)) return [];
  if (node.kind === "list") return itemFindings(node.items, path);
  const place = path.slice(2).join(".");
  const message = `"${place}" is ${kindName(node)}; it must be a list.`;
  const written = node.kind === "scalar" && node.style !== "block" ? bracketed(node) : undefined;
  const remedy = written === undefined ? 'Write "[a, b]".' : `Write ${written}.`;
  const edit = written === undefined ? undefined : replace(node.place, written);
  return [finding({ code: "pipeline-kind", place: node.place, path, message, remedy, edit })];
}

function bracketed(node: ScalarNode): string {
  return `[${node.source
    .split(",")
    .map((part) => part.trim())
    .join(", ")}]`;
}

function itemFindings(items: readonly ConfigNode[], path: readonly string[]): Finding[] {
  return items.flatMap((item, index) => {
    if (isSymbolic(item)) return [];
    if (item.kind === "scalar" && (item.type === "text" || item.type === "time")) return [];
    const message = `Item ${index + 1} of ${path.join(".")} is ${kindName(item)}; it must be a component id.`;
    return [
      wrong(item, [...path, `${index}`], message, "Write the id of a defined component, as text."),
    ];
  });
}

function wrong(
  node: ConfigNode,
  path: readonly string[],
  message: string,
  remedy: string,
): Finding {
  return finding({ code: "pipeline-kind", place: node.place, path, message, remedy });
}

/** Its page. */
export const pipelineKindPage: RulePage = {
  summary: "A pipeline that is not a map of lists of component ids.",
  why: "The Collector splits texts at commas for most lists, not for those of pipelines.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: otlp, exporters: debug}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
  },
};
