import { PUSHED_TO } from "../../facts/listeners.js";
import { finding } from "../../finding.js";
import type { Pipeline } from "../../parse/config.js";
import { joinEdits } from "../editing.js";
import type { Rule, RulePage, RuleContext } from "../rule.js";
import { defineProcessor, insertInPipeline } from "./add-processor.js";

const LIMITER = "memory_limiter";
const LIMITS = "{check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}";

/** `memory-limiter-missing`: a pipeline that takes what others send, without a memory_limiter. */
export const memoryLimiterMissing: Rule = {
  code: "memory-limiter-missing",
  level: "practice",
  severity: "info",
  check: ({ config, component }) => {
    if (config.extensions.some((each) => each.type === LIMITER)) return [];
    const unlimited = config.pipelines.filter((pipeline) => isUnlimited(pipeline, component));
    const [first] = unlimited;
    if (first === undefined) return [];
    const others = unlimited.length === 1 ? "" : ` (and ${unlimited.length - 1} more)`;
    const edits = unlimited.flatMap((each) => insertInPipeline(config, each, LIMITER) ?? []);
    const definition = config.components.some(
      (each) => each.class === "processor" && each.id === LIMITER,
    )
      ? []
      : [defineProcessor(config, `${LIMITER}: ${LIMITS}`)];
    const all = [...definition, ...edits].filter((each) => each !== undefined);
    const complete =
      edits.length === unlimited.length && all.length === edits.length + definition.length;
    return [
      finding({
        severity: "info",
        code: "memory-limiter-missing",
        place: first.place,
        path: first.path,
        message: `The pipeline "${first.id}"${others} takes what others send and has no memory_limiter.`,
        remedy: `Put "${LIMITER}" first among its processors, for example with ${LIMITS}.`,
        edit: complete ? joinEdits(config.text, all) : undefined,
      }),
    ];
  },
};

/** Fed by somebody else, and no limiter anywhere in it; nothing is said where the agent alone knows a part. */
function isUnlimited(pipeline: Pipeline, component: RuleContext["component"]): boolean {
  if (pipeline.open.size > 0 || pipeline.processors.some((each) => each.type === LIMITER))
    return false;
  return pipeline.receivers.some(
    (each) => PUSHED_TO.includes(each.type) && component("receiver", each.id) !== undefined,
  );
}

/** Its page. */
export const memoryLimiterMissingPage: RulePage = {
  summary: "A pipeline that takes what others send, without a memory_limiter.",
  why: "Senders do not ask how much a Collector can hold. `memory_limiter` refuses data before the process runs out of memory and is killed with everything in its queues; senders then retry. Pipelines whose receivers fetch at their own pace are not meant, nor those behind a connector.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch:
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  memory_limiter: {check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20}
  batch:
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp_http]}
`,
  },
};
