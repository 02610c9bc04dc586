import { isSignal, SIGNALS } from "../../facts/signals.js";
import { finding, replace } from "../../finding.js";
import { readIdParts } from "../../parse/component-id.js";
import { descend } from "../../parse/tree.js";
import { listed, nearest } from "../nearest.js";
import type { Rule, RulePage } from "../rule.js";

/** `pipeline-id`: a pipeline is called `signal` or `signal/name`. */
export const pipelineId: Rule = {
  code: "pipeline-id",
  level: "structure",
  severity: "error",
  check: ({ config }) => {
    const pipelines = descend(config.root, ["service", "pipelines"]);
    if (pipelines?.kind !== "map") return [];
    return [...pipelines.entries.values()].flatMap(({ key, keyPlace }) => {
      const read = readIdParts(key);
      if (read.ok && isSignal(read.id.type)) return [];
      const near = read.ok ? nearest(read.id.type, SIGNALS) : undefined;
      const renamed = near === undefined ? undefined : key.replace(/^[^/]*/, near);
      const free = renamed !== undefined && !pipelines.entries.has(renamed);
      const reason = read.ok ? `"${read.id.type}" is no signal` : read.reason;
      return [
        finding({
          code: "pipeline-id",
          place: keyPlace,
          path: ["service", "pipelines", key],
          message: `"${key}" is no pipeline id: ${reason}.`,
          remedy: free
            ? `Rename it to "${renamed}".`
            : `Start with one of ${listed(SIGNALS)}, followed by "/name" where there are several.`,
          edit: free ? replace(keyPlace, renamed) : undefined,
        }),
      ];
    });
  },
};

/** Its page. */
export const pipelineIdPage: RulePage = {
  summary: "A pipeline whose name does not begin with a signal.",
  why: "The part before the slash says which signal a pipeline carries: traces, metrics, logs or profiles.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    trace: {receivers: [otlp], exporters: [debug]}
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
