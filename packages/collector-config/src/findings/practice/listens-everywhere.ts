import { DIAGNOSTIC_EXTENSIONS } from "../../facts/listeners.js";
import { finding } from "../../finding.js";
import type { Component } from "../../parse/config.js";
import { child, descend } from "../../parse/tree.js";
import { isEveryInterface } from "../../text/address.js";
import type { Rule, RulePage } from "../rule.js";
import { type OpenPort, openPorts } from "./listening.js";

/** `listens-everywhere`: a receiver or extension that listens on all interfaces. */
export const listensEverywhere: Rule = {
  code: "listens-everywhere",
  level: "practice",
  severity: "info",
  check: (context) => {
    const open = openPorts(context).filter(
      (each) => each.written && isEveryInterface(each.host) && !isGuarded(each),
    );
    const owners = new Map<Component, OpenPort[]>();
    for (const each of open) {
      if (each.component === undefined || !isJudged(each.component)) continue;
      owners.set(each.component, [...(owners.get(each.component) ?? []), each]);
    }
    return [...owners].map(([component, ports]) => {
      const diagnostic = DIAGNOSTIC_EXTENSIONS.includes(component.type);
      const [first] = ports;
      const numbers = ports.map((each) => each.port).join(" and ");
      const word = component.class === "receiver" ? "receiver" : "extension";
      return finding({
        severity: diagnostic ? "warning" : "info",
        code: "listens-everywhere",
        place: first?.place ?? component.place,
        path: first?.path ?? component.path,
        message: `The ${word} "${component.id}" listens on port ${numbers} of every interface${diagnostic ? " and shows the inside of the process" : ""}.`,
        remedy: diagnostic
          ? `Write "localhost:${first?.port}", and reach it through a tunnel.`
          : `Write the address that senders use: "localhost:${first?.port}" for those on the same host, "\${env:HOST_IP}:${first?.port}" in a container.`,
      });
    });
  },
};

/** Health checks and pages to be scraped are there to be asked from elsewhere. */
function isJudged({ class: kind, type }: Component): boolean {
  return kind === "receiver" || (kind === "extension" && type !== "health_check");
}

/** Only those who show a certificate or credentials get in. */
function isGuarded({ component, path }: OpenPort): boolean {
  const options = descend(component?.body, path.slice(2, -1));
  const ca = descend(options, ["tls", "client_ca_file"]);
  return ca !== undefined || child(options, "auth") !== undefined;
}

/** Its page. */
export const listensEverywherePage: RulePage = {
  summary: "A receiver or extension that listens on all interfaces.",
  why: "Whoever reaches the host can send data, or read what an extension shows. In a container that is often wanted, and its network keeps others out; on a host, name the one address that senders use. For `pprof` and `zpages`, which show the inside of the process, it is a warning. A way that demands TLS client certificates or an authenticator is left alone, and so are health checks and pages that are there to be scraped.",
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
};
