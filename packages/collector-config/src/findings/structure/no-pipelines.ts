import { finding } from "../../finding.js";
import { descend, isNull } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";
import { NO_PIPELINES_GATE } from "./section-empty.js";

/** `no-pipelines`: a Collector without pipelines does not start. */
export const noPipelines: Rule = {
  code: "no-pipelines",
  level: "structure",
  severity: "error",
  check: ({ config, gates }) => {
    const service = config.root.entries.get("service");
    const pipelines = descend(config.root, ["service", "pipelines"]);
    const serviceKnown =
      service === undefined || service.value.kind === "map" || isNull(service.value);
    const empty =
      pipelines === undefined ||
      isNull(pipelines) ||
      (pipelines.kind === "map" && pipelines.entries.size === 0);
    if (!serviceKnown || !empty || gates.has(NO_PIPELINES_GATE)) return [];
    const entry =
      service?.value.kind === "map" ? (service.value.entries.get("pipelines") ?? service) : service;
    return [
      finding({
        code: "no-pipelines",
        place: entry?.keyPlace ?? config.lines.place(0, 0),
        path:
          pipelines === undefined
            ? service === undefined
              ? []
              : ["service"]
            : ["service", "pipelines"],
        message: "The configuration has no pipeline; the Collector refuses to start.",
        remedy:
          "Add one, for example:\nservice:\n  pipelines:\n    traces:\n      receivers: [otlp]\n      exporters: [debug]",
      }),
    ];
  },
};

/** Its page. */
export const noPipelinesPage: RulePage = {
  summary: "A configuration without any pipeline.",
  why: "A Collector that has nothing to do does not start, unless the feature gate `service.AllowNoPipelines` is on (a supervisor sets it).",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines: {}
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
