import { REQUIRED_OPTIONS, type RequiredOptions } from "../../facts/required.js";
import { finding } from "../../finding.js";
import { type ConfigNode, child, isNull, isSymbolic } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

/** `component-required`: options without which well-known components refuse to start. */
export const componentRequired: Rule = {
  code: "component-required",
  level: "structure",
  severity: "error",
  check: ({ config, graph }) => {
    const inUse = new Set(
      graph.components.filter((each) => each.inUse).map((each) => `${each.class} ${each.id}`),
    );
    return REQUIRED_OPTIONS.flatMap((rule) =>
      config.components
        .filter((each) => each.class === rule.class && rule.types.includes(each.type))
        .filter((each) => rule.when === "always" || inUse.has(`${each.class} ${each.id}`))
        .flatMap((each) => {
          const missing = rule.oneOf.find((group) =>
            group.every((path) => lacks(each.body, path, rule)),
          );
          if (missing === undefined) return [];
          const names = missing.map((path) => path.join(".")).join(" or ");
          return [
            finding({
              code: "component-required",
              place: each.place,
              path: each.path,
              message: `The ${each.class} "${each.id}" lacks ${names}.`,
              remedy: `Set it, for example ${rule.example}.`,
            }),
          ];
        }),
    );
  },
};

/** True when it is certain that the option is not set. */
function lacks(body: ConfigNode, path: readonly string[], rule: RequiredOptions): boolean {
  let node: ConfigNode | undefined = body;
  for (const [index, key] of path.entries()) {
    if (isSymbolic(node)) return false;
    const last = index === path.length - 1;
    if (last && rule.needs === "present") return node?.kind !== "map" || !node.entries.has(key);
    node = child(node, key);
  }
  return node === undefined || isEmpty(node);
}

/** Null, no text or an empty list: as if it were not there. */
function isEmpty(node: ConfigNode): boolean {
  if (node.kind === "list") return node.items.length === 0;
  return isNull(node) || (node.kind === "scalar" && node.type === "text" && node.source === "");
}

/** Its page. */
export const componentRequiredPage: RulePage = {
  summary: "A component without an option that it needs.",
  why: "Some components have no sound default for their most important option and refuse to start without it: an exporter needs an address, `memory_limiter` a limit, the otlp receiver a protocol.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "https://collector:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
