import { DIAGNOSTIC_EXTENSIONS } from "../../facts/listeners.js";
import { finding } from "../../finding.js";
import { child, descend } from "../../parse/tree.js";
import { isEveryInterface } from "../../text/address.js";
import type { Rule } from "../rule.js";
import { type OpenPort, openPorts } from "./listening.js";

/** `listens-everywhere`: a receiver or extension that listens on all interfaces. */
export const listensEverywhere: Rule = {
  code: "listens-everywhere",
  level: "practice",
  severity: "info",
  summary: "A receiver or extension that listens on all interfaces.",
  why: "Whoever reaches the host can send data, or read what an extension shows. In a container that is often wanted, and its network keeps others out; on a host, name the one address that senders use. For `pprof` and `zpages`, which show the inside of the process, it is a warning. A way that demands TLS client certificates or an authenticator is left alone.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {endpoint: "10.1.2.3:4317"}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
  check: (context) =>
    openPorts(context)
      .filter((each) => each.written && isEveryInterface(each.host) && !isGuarded(each))
      .map(({ owner, component, port, place, path }) => {
        const diagnostic =
          component?.class === "extension" && DIAGNOSTIC_EXTENSIONS.includes(component.type);
        return finding({
          severity: diagnostic ? "warning" : "info",
          code: "listens-everywhere",
          place,
          path,
          message: `${owner.charAt(0).toUpperCase()}${owner.slice(1)} listens on port ${port} of every interface${diagnostic ? " and shows the inside of the process" : ""}.`,
          remedy: diagnostic
            ? `Write "localhost:${port}", and reach it through a tunnel.`
            : `Write the address that senders use, "localhost:${port}" for those on the same host, or "\${env:HOST_IP}:${port}" in a container.`,
        });
      }),
};

/** Only those who show a certificate or credentials get in. */
function isGuarded({ component, path }: OpenPort): boolean {
  const options = descend(component?.body, path.slice(2, -1));
  const ca = descend(options, ["tls", "client_ca_file"]);
  return ca !== undefined || child(options, "auth") !== undefined;
}
