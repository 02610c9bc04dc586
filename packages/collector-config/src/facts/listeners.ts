import type { ComponentClass } from "../parse/config.js";

/** A place where a component opens a port, as of Collector 0.159. Types by their newest name. */
export interface Listener {
  readonly class: Exclude<ComponentClass, "connector" | "processor">;
  readonly type: string;
  /** Leads from the body to the address. */
  readonly path: readonly string[];
  /** Port on localhost when no address is written; undefined where one must be written. */
  readonly port?: number;
  readonly transport: "tcp" | "udp";
  /** Opened only when this key of the body is there. */
  readonly within?: readonly string[];
}

function of(
  kind: Listener["class"],
  type: string,
  path: string,
  port?: number,
  transport: "tcp" | "udp" = "tcp",
): Listener {
  const keys = path.split(".");
  return {
    class: kind,
    type,
    path: keys,
    transport,
    ...(port === undefined ? {} : { port }),
    ...(keys.length > 1 ? { within: keys.slice(0, -1) } : {}),
  };
}

/** Components that listen; those that are not listed are not judged. */
export const LISTENERS: readonly Listener[] = [
  of("receiver", "otlp", "protocols.grpc.endpoint", 4317),
  of("receiver", "otlp", "protocols.http.endpoint", 4318),
  of("receiver", "jaeger", "protocols.grpc.endpoint", 14250),
  of("receiver", "jaeger", "protocols.thrift_http.endpoint", 14268),
  of("receiver", "jaeger", "protocols.thrift_compact.endpoint", 6831, "udp"),
  of("receiver", "jaeger", "protocols.thrift_binary.endpoint", 6832, "udp"),
  of("receiver", "zipkin", "endpoint", 9411),
  of("receiver", "skywalking", "protocols.grpc.endpoint", 11800),
  of("receiver", "skywalking", "protocols.http.endpoint", 12800),
  of("receiver", "loki", "protocols.grpc.endpoint"),
  of("receiver", "loki", "protocols.http.endpoint"),
  of("receiver", "statsd", "endpoint", 8125, "udp"),
  of("receiver", "carbon", "endpoint", 2003),
  of("receiver", "collectd", "endpoint", 8081),
  of("receiver", "datadog", "endpoint", 8126),
  of("receiver", "influxdb", "endpoint", 8086),
  of("receiver", "splunk_hec", "endpoint", 8088),
  of("receiver", "signalfx", "endpoint", 9943),
  of("receiver", "fluent_forward", "endpoint"),
  of("receiver", "webhookevent", "endpoint"),
  of("receiver", "syslog", "tcp.listen_address"),
  of("receiver", "syslog", "udp.listen_address", undefined, "udp"),
  of("receiver", "tcp_log", "listen_address"),
  of("receiver", "udp_log", "listen_address", undefined, "udp"),
  of("exporter", "prometheus", "endpoint"),
  of("extension", "health_check", "endpoint", 13133),
  of("extension", "pprof", "endpoint", 1777),
  of("extension", "zpages", "endpoint", 55679),
  of("extension", "http_forwarder", "ingress.endpoint", 6060),
  of("extension", "remote_sampling", "grpc.endpoint"),
  of("extension", "remote_sampling", "http.endpoint"),
];

/** Extensions whose pages show the inside of the process and that need no reader elsewhere. */
export const DIAGNOSTIC_EXTENSIONS: readonly string[] = ["pprof", "zpages"];

/** Where the Collector serves metrics of its own unless told otherwise. */
export const OWN_METRICS_PORT = 8888;

/** Receivers that take what others send whenever they like; the rest fetch at a pace of their own. */
export const PUSHED_TO: readonly string[] = [
  "otlp",
  "jaeger",
  "zipkin",
  "skywalking",
  "loki",
  "datadog",
  "influxdb",
  "splunk_hec",
  "signalfx",
  "fluent_forward",
  "webhookevent",
  "kafka",
];
