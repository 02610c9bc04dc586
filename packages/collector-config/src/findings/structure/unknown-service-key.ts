import { child } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";
import { unknownKeys } from "./unknown-key.js";

const SERVICE_KEYS = ["telemetry", "extensions", "pipelines"];
const TELEMETRY_KEYS = ["logs", "metrics", "traces", "resource"];

/** `unknown-service-key`: keys of `service` and of `service.telemetry`. */
export const unknownServiceKey: Rule = {
  code: "unknown-service-key",
  level: "structure",
  severity: "error",
  check: ({ config }) => {
    const service = child(config.root, "service");
    const telemetry = child(service, "telemetry");
    return [
      ...(service?.kind === "map"
        ? unknownKeys(service, SERVICE_KEYS, ["service"], "unknown-service-key")
        : []),
      ...(telemetry?.kind === "map"
        ? unknownKeys(telemetry, TELEMETRY_KEYS, ["service", "telemetry"], "unknown-service-key")
        : []),
    ];
  },
};

/** Its page. */
export const unknownServiceKeyPage: RulePage = {
  summary: "A key of `service` or `service.telemetry` that the Collector does not have.",
  why: "The Collector refuses unknown keys at every level; most are slips of `pipelines`, `extensions` and `telemetry`, or belong one level deeper.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  telemetry: {metric: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
  },
};
