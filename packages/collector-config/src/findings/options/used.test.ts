import { expect, test } from "vitest";
import { checkConfig } from "../check-config.js";
import { loadCatalogue } from "../../catalogue/load.js";

const catalogue = await loadCatalogue("0.159.0");

interface Parts {
  readonly receiver?: string;
  readonly processor?: string;
  readonly exporter?: string;
  readonly signal?: string;
}

/** One pipeline; each part is the id and body of the component that stands there. */
function valueErrors({
  receiver = "otlp: {protocols: {grpc: }}",
  processor = "batch: {}",
  exporter = "debug: {}",
  signal = "traces",
}: Parts): readonly string[] {
  const [from, by, to] = [receiver, processor, exporter].map((part) => part.split(":", 1)[0] ?? "");
  const text = `receivers: {${receiver}}
processors: {${processor}}
exporters: {${exporter}}
service:
  pipelines:
    ${signal}: {receivers: [${from}], processors: [${by}], exporters: [${to}]}
`;
  return checkConfig(text, { version: "0.159.0", ...(catalogue === null ? {} : { catalogue }) })
    .findings.filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
}

test.each<Parts>([
  { processor: "redaction: {allow_all_keys: true, blocked_values: ['a(b']}" },
  { processor: "span: {name: {to_attributes: {rules: ['(?P<a']}}}" },
  { receiver: "kubelet_stats: {auth_type: none, metric_groups: [pods]}", signal: "metrics" },
  {
    receiver: "file_log: {include: [a], operators: [{type: time_parser, parse_from: body}]}",
    signal: "logs",
  },
  {
    receiver: "file_log: {include: [a], operators: [{type: json_parser, timestamp: {layout: a}}]}",
    signal: "logs",
  },
  { exporter: "otlp_http: {logs_endpoint: 'http://a'}" },
])("refused where a pipeline uses it: %j", (parts) => {
  expect(valueErrors(parts)).toEqual(["option-value"]);
});

test.each<Parts>([
  { processor: "redaction: {allow_all_keys: true, blocked_values: ['a(?:b)', '${env:P}']}" },
  { processor: "span: {name: {to_attributes: {rules: ['(?P<a>b)']}}}" },
  { receiver: "kubelet_stats: {auth_type: none, metric_groups: [pod]}", signal: "metrics" },
  {
    receiver:
      "file_log: {include: [a], operators: [{type: time_parser, parse_from: body, layout: '%Y'}]}",
    signal: "logs",
  },
  { exporter: "otlp_http: {traces_endpoint: 'http://a'}" },
  { exporter: "otlp_http: {endpoint: '${env:HOST}'}" },
  { exporter: "kafka: {producer: {required_acks: all}}" },
  { exporter: "kafka: {producer: {required_acks: 1}}" },
])("taken: %j", (parts) => {
  expect(valueErrors(parts)).toEqual([]);
});
