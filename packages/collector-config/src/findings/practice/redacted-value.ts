import { finding } from "../../finding.js";
import { isMasked, REDACTED } from "../../redact/marker.js";
import { isSecretHeader } from "../../redact/secret-names.js";
import type { Rule, RulePage } from "../rule.js";
import { type FoundScalar, keyIsData, pathOf } from "../scalars.js";

/** `redacted-value`: a value that is only the mark of a secret that was taken out. */
export const redactedValue: Rule = {
  code: "redacted-value",
  level: "practice",
  severity: "error",
  check: ({ scalars }) =>
    scalars()
      .filter(({ node }) => isMasked(node.source))
      .filter((found) => !isMeant(found))
      .map((found) => {
        const path = pathOf(found);
        return finding({
          code: "redacted-value",
          place: found.node.place,
          path,
          message: `The value of ${path.join(".")} was taken out as a secret; "${REDACTED}" would be sent in its place.`,
          remedy: "Write the value again, best as a reference such as ${env:NAME}.",
        });
      }),
};

/** What processors, connectors and operators write into telemetry, unless its name is that of an own secret. */
function isMeant(found: FoundScalar): boolean {
  const { component, key } = found;
  const writes = component?.class === "processor" || component?.class === "connector";
  return keyIsData(found) || (writes && !isSecretHeader(key));
}

/** Its page. */
export const redactedValuePage: RulePage = {
  summary: "A value that is only the mark of a secret that was taken out.",
  why: "Agents and the hub show secrets as `[REDACTED]`. In a configuration that is sent, the mark itself would become the password: what was there is lost and has to be written again. Processors that write the mark into telemetry on purpose are left alone.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318", headers: {authorization: "[REDACTED]"}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318", headers: {authorization: "Bearer \${env:TOKEN}"}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
