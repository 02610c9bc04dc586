import { COMPONENT_CLASSES, SECTIONS } from "../../parse/config.js";
import type { Rule, RulePage } from "../rule.js";
import { unknownKeys } from "./unknown-key.js";

const KNOWN = [...COMPONENT_CLASSES.map((kind) => SECTIONS[kind]), "service"];

/** `unknown-top-level-key`: also keys such as `x-common` that only hold anchors are refused. */
export const unknownTopLevelKey: Rule = {
  code: "unknown-top-level-key",
  level: "structure",
  severity: "error",
  check: ({ config }) => unknownKeys(config.root, KNOWN, [], "unknown-top-level-key"),
};

/** Its page. */
export const unknownTopLevelKeyPage: RulePage = {
  summary: "A key at the top of the configuration that is none of the sections.",
  why: "The Collector refuses every key that it does not know, also keys such as `x-common` that only hold anchors for the rest of the file.",
  example: {
    bad: `x-common: &tls {insecure: true}
receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_grpc: {endpoint: "collector:4317", tls: *tls}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_grpc]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_grpc: {endpoint: "collector:4317", tls: &tls {insecure: true}}
  otlp_grpc/second: {endpoint: "other:4317", tls: *tls}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_grpc, otlp_grpc/second]}
`,
  },
};
