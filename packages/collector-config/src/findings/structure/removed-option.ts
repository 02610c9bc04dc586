import { REMOVED_OPTIONS } from "../../facts/removed.js";
import { type Finding, finding } from "../../finding.js";
import type { CollectorConfig } from "../../parse/config.js";
import { type ConfigNode, child, descend, isNull, type MapEntry } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

/** `removed-option`: options that current Collectors refuse, with where they went. */
export const removedOption: Rule = {
  code: "removed-option",
  level: "structure",
  severity: "error",
  check: ({ config, current }) => {
    const severity = current ? "error" : "warning";
    const components = REMOVED_OPTIONS.flatMap((option) =>
      config.components
        .filter((each) => each.class === option.class && option.types.includes(each.type))
        .flatMap((each): Finding[] => {
          const entry = entryAt(each.body, option.path);
          if (entry === undefined) return [];
          return [
            finding({
              severity,
              code: "removed-option",
              place: entry.keyPlace,
              path: [...each.path, ...option.path],
              message: `The ${each.class} "${each.id}" no longer has the option "${option.path.join(".")}".`,
              remedy: option.remedy,
            }),
          ];
        }),
    );
    return [...components, ...metricsAddress(config, severity)];
  },
};

const METRICS = ["service", "telemetry", "metrics"] as const;

function metricsAddress(config: CollectorConfig, severity: "error" | "warning"): Finding[] {
  const metrics = descend(config.root, METRICS);
  const entry = entryAt(metrics, ["address"]);
  if (entry === undefined) return [];
  const { value } = entry;
  const address = value.kind === "scalar" && !isNull(value) ? value.source : "localhost:8888";
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, Math.max(colon, 0)) || "localhost";
  const port = address.slice(colon + 1);
  const reader = `{pull: {exporter: {prometheus: {host: "${host}", port: ${port}}}}}`;
  const readable =
    /^\d+$/.test(port) && value.kind === "scalar" && child(metrics, "readers") === undefined;
  return [
    finding({
      severity,
      code: "removed-option",
      place: entry.keyPlace,
      path: [...METRICS, "address"],
      message: '"service.telemetry.metrics.address" was removed; metrics are served by "readers".',
      remedy: `Write "readers: [${reader}]" in its place.`,
      edit: readable
        ? {
            offset: entry.keyPlace.offset,
            length: value.place.end - entry.keyPlace.offset,
            replacement: `readers: [${reader}]`,
          }
        : undefined,
    }),
  ];
}

function entryAt(node: ConfigNode | undefined, path: readonly string[]): MapEntry | undefined {
  const parent = descend(node, path.slice(0, -1));
  return parent?.kind === "map" ? parent.entries.get(path.at(-1) ?? "") : undefined;
}

/** Its page. */
export const removedOptionPage: RulePage = {
  summary: "An option that current Collectors refuse because it was removed or moved.",
  why: "The option was accepted once, so that old examples and files still have it. The remedy tells where it went. For an agent older than the facts it is a warning.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  telemetry: {metrics: {address: "localhost:8888"}}
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  telemetry:
    metrics:
      readers: [{pull: {exporter: {prometheus: {host: localhost, port: 8888}}}}]
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
  },
};
