import { finding } from "../../finding.js";
import { isEveryInterface, isLoopback } from "../../text/address.js";
import type { Rule, RulePage } from "../rule.js";
import { type OpenPort, openPorts } from "./listening.js";

/** `port-collision`: two components that open the same port. */
export const portCollision: Rule = {
  code: "port-collision",
  level: "practice",
  severity: "warning",
  check: (context) => {
    const byPort = new Map<string, OpenPort[]>();
    return openPorts(context).flatMap((later) => {
      const key = `${later.transport} ${later.port}`;
      const taken = byPort.get(key) ?? [];
      byPort.set(key, [...taken, later]);
      const earlier =
        later.port === 0 ? undefined : taken.find((each) => collide(each.host, later.host));
      if (earlier === undefined) return [];
      // The own metrics come last and are seldom written: the component is the one to move.
      const [at, other] =
        later.component === undefined && !later.written ? [earlier, later] : [later, earlier];
      const where = other.component === undefined ? "" : ` on line ${other.place.line}`;
      const { owner } = at;
      return [
        finding({
          severity: "warning",
          code: "port-collision",
          place: at.place,
          path: at.path,
          message: `${owner.charAt(0).toUpperCase()}${owner.slice(1)} opens ${at.transport === "udp" ? "UDP port" : "port"} ${at.port}, which ${other.owner}${where} opens as well${other.written ? "" : " by default"}.`,
          remedy:
            other.component === undefined && !other.written
              ? 'Give one of them another port; the own metrics are set in "service.telemetry.metrics.readers".'
              : "Give one of them another port.",
        }),
      ];
    });
  },
};

/** Hosts whose addresses are certainly shared; a `${…}` is known only to equal itself. */
function collide(a: string, b: string): boolean {
  if (a === b || (isLoopback(a) && isLoopback(b))) return true;
  if (a.includes("${") || b.includes("${")) return false;
  return isEveryInterface(a) || isEveryInterface(b);
}

/** Its page. */
export const portCollisionPage: RulePage = {
  summary: "Two components that open the same port.",
  why: 'The configuration is accepted, and the Collector fails at start with "address already in use". Defaults count too: two `otlp` receivers without addresses both take 4317, and the metrics of the Collector itself take 8888 unless `service.telemetry.metrics.readers` says otherwise.',
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
  otlp/partner: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp, otlp/partner], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
  otlp/partner: {protocols: {grpc: {endpoint: "localhost:14317"}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp, otlp/partner], exporters: [otlp_http]}
`,
  },
};
