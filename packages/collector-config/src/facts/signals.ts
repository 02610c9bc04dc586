import type { ComponentClass } from "../parse/config.js";
import { currentName } from "./aliases.js";

/** The signals that pipelines may carry. */
export const SIGNALS = ["traces", "metrics", "logs", "profiles"] as const;
export type Signal = (typeof SIGNALS)[number];

/** True for the word before the slash of a valid pipeline id. */
export function isSignal(word: string): word is Signal {
  return SIGNALS.some((signal) => signal === word);
}

const LETTER: Record<Signal, string> = { traces: "t", metrics: "m", logs: "l", profiles: "p" };

/**
 * Signals by component, newest name, as of Collector 0.159: t, m, l. Profiles are not listed: support for them
 * moves from version to version. A component that is not listed is known too little to judge.
 */
const SUPPORTED: Record<"receiver" | "processor" | "exporter", Record<string, string>> = {
  receiver: {
    apache: "m",
    carbon: "m",
    collectd: "m",
    datadog: "tml",
    docker_stats: "m",
    elasticsearch: "m",
    file_log: "l",
    fluent_forward: "l",
    haproxy: "m",
    host_metrics: "ml",
    httpcheck: "m",
    influxdb: "m",
    jaeger: "t",
    journald: "l",
    k8s_cluster: "ml",
    k8s_events: "l",
    k8s_objects: "l",
    kafka: "tml",
    kafkametrics: "m",
    kubelet_stats: "m",
    loki: "l",
    memcached: "m",
    nginx: "m",
    nop: "tml",
    otlp: "tml",
    prometheus: "m",
    rabbitmq: "m",
    redis: "m",
    snmp: "m",
    statsd: "m",
    syslog: "l",
    tcp_log: "l",
    udp_log: "l",
    webhookevent: "l",
    windowseventlog: "l",
    windowsperfcounters: "m",
    zipkin: "t",
  },
  processor: {
    attributes: "tml",
    batch: "tml",
    cumulative_to_delta: "m",
    delta_to_cumulative: "m",
    delta_to_rate: "m",
    filter: "tml",
    groupbyattrs: "tml",
    groupbytrace: "t",
    interval: "m",
    k8s_attributes: "tml",
    logdedup: "l",
    memory_limiter: "tml",
    metric_start_time: "m",
    metrics_transform: "m",
    metricsgeneration: "m",
    probabilistic_sampler: "tl",
    redaction: "tml",
    resource: "tml",
    resource_detection: "tml",
    span: "t",
    tail_sampling: "t",
    transform: "tml",
  },
  exporter: {
    awsemf: "m",
    awsxray: "t",
    clickhouse: "tml",
    debug: "tml",
    file: "tml",
    googlemanagedprometheus: "m",
    kafka: "tml",
    load_balancing: "tml",
    nop: "tml",
    otlp_grpc: "tml",
    otlp_http: "tml",
    prometheus: "m",
    prometheus_remote_write: "m",
    zipkin: "t",
  },
};

/** Pairs (from, to) by connector, newest name; "same" stands for any signal to itself. */
const CONNECTED: Record<string, "same" | readonly string[]> = {
  count: ["tm", "mm", "lm"],
  exceptions: ["tm", "tl"],
  failover: "same",
  forward: "same",
  grafanacloud: ["tm"],
  roundrobin: "same",
  routing: "same",
  servicegraph: ["tm"],
  span_metrics: ["tm"],
};

/** Whether a component takes a signal; undefined where the facts do not say. */
export function supportsSignal(
  kind: Exclude<ComponentClass, "connector" | "extension">,
  type: string,
  signal: Signal,
): boolean | undefined {
  if (signal === "profiles") return undefined;
  const name = currentName(kind, type);
  const table = SUPPORTED[kind];
  return Object.hasOwn(table, name) ? table[name]?.includes(LETTER[signal]) : undefined;
}

/** Whether a connector leads from one signal to another; undefined where the facts do not say. */
export function connectsSignals(type: string, from: Signal, to: Signal): boolean | undefined {
  const name = currentName("connector", type);
  const pairs = Object.hasOwn(CONNECTED, name) ? CONNECTED[name] : undefined;
  if (pairs === undefined) return undefined;
  if (pairs === "same") return from === to;
  if (from === "profiles" || to === "profiles") return undefined;
  return pairs.includes(LETTER[from] + LETTER[to]);
}

/** Every type of a class that the facts name, both names of renamed ones: for "did you mean". */
export function knownTypes(kind: ComponentClass): readonly string[] {
  if (kind === "connector") return Object.keys(CONNECTED);
  if (kind === "extension") return KNOWN_EXTENSIONS;
  return Object.keys(SUPPORTED[kind]);
}

const KNOWN_EXTENSIONS: readonly string[] = [
  "basicauth",
  "bearertokenauth",
  "file_storage",
  "health_check",
  "headers_setter",
  "k8s_observer",
  "oauth2client",
  "oidc",
  "opamp",
  "pprof",
  "remote_sampling",
  "sigv4auth",
  "zpages",
];
