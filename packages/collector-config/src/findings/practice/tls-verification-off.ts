import { finding } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";
import { type FoundScalar, pathOf } from "../scalars.js";

/** `tls-verification-off`: tLS whose other side is not verified. */
export const tlsVerificationOff: Rule = {
  code: "tls-verification-off",
  level: "practice",
  severity: "warning",
  check: ({ scalars, runs }) =>
    scalars()
      .filter(({ key, node }) => key === "insecure_skip_verify" && node.value === true)
      .filter(({ component }) => component !== undefined && runs(component))
      .map((found) => {
        const kubelet =
          /^kubelet_?stats$/.test(found.component?.type ?? "") || insideCluster(found);
        return finding({
          severity: kubelet ? "info" : "warning",
          code: "tls-verification-off",
          place: found.node.place,
          path: pathOf(found),
          message: `${found.component?.class === "extension" ? "The extension" : `The ${found.component?.class}`} "${found.component?.id}" does not verify whom it talks to.`,
          remedy:
            'Remove the option, and name the authority that signed the other side\'s certificate in "ca_file".',
        });
      }),
};

/** Scrapes of a cluster's own nodes and pods find certificates that nobody else signed. */
function insideCluster(found: FoundScalar): boolean {
  return found.component?.type === "prometheus" && found.component.class === "receiver";
}

/** Its page. */
export const tlsVerificationOffPage: RulePage = {
  summary: "TLS whose other side is not verified.",
  why: "`insecure_skip_verify: true` encrypts and does not ask with whom: anybody on the way can answer in the place of the backend and read everything, credentials included. The kubelet signs its certificate itself, so that there it is only worth knowing.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "https://backend.example.com:4318", tls: {insecure_skip_verify: true}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "https://backend.example.com:4318", tls: {ca_file: /etc/otelcol/ca.pem}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
