import { finding } from "../../finding.js";
import { child, descend } from "../../parse/tree.js";
import { isPublic, readAddress } from "../../text/address.js";
import type { Rule, RulePage } from "../rule.js";

const ENDPOINTS = [
  "endpoint",
  "traces_endpoint",
  "metrics_endpoint",
  "logs_endpoint",
  "profiles_endpoint",
];

/** `plain-text-transport`: data sent unencrypted to a host outside. */
export const plainTextTransport: Rule = {
  code: "plain-text-transport",
  level: "practice",
  severity: "warning",
  check: ({ config, runs }) =>
    config.components
      .filter((each) => each.class === "exporter" && runs(each))
      .flatMap((exporter) =>
        ENDPOINTS.flatMap((option) => {
          const node = child(exporter.body, option);
          const address = node?.kind === "scalar" ? readAddress(node.source) : undefined;
          if (node === undefined || address === undefined || !isPublic(address.host)) return [];
          const insecure = descend(exporter.body, ["tls", "insecure"]);
          const http = address.scheme === "http";
          const plain =
            insecure?.kind === "scalar" && insecure.value === true && address.scheme !== "https";
          if (!http && !plain) return [];
          return [
            finding({
              severity: "warning",
              code: "plain-text-transport",
              place: http ? node.place : (insecure?.place ?? node.place),
              path: http ? [...exporter.path, option] : [...exporter.path, "tls", "insecure"],
              message: `The exporter "${exporter.id}" sends to ${address.host} without encryption.`,
              remedy: http ? 'Use an address with "https://".' : 'Remove "insecure: true".',
            }),
          ];
        }),
      ),
};

/** Its page. */
export const plainTextTransportPage: RulePage = {
  summary: "Data sent unencrypted to a host outside.",
  why: "Telemetry holds addresses, names and now and then more than that; without TLS everybody on the way can read and change it. Meant are public names and addresses alone: hosts in the same cluster or network, bare names and references are left to you.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://ingest.vendor.com:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "https://ingest.vendor.com:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
