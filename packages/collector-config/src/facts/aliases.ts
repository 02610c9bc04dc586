import type { ComponentClass } from "../parse/config.js";

/** Two names of one component: newer Collectors list the first and still take the second. */
const RENAMED: Record<ComponentClass, readonly (readonly [now: string, before: string])[]> = {
  receiver: [
    ["file_log", "filelog"],
    ["fluent_forward", "fluentforward"],
    ["host_metrics", "hostmetrics"],
    ["k8s_objects", "k8sobjects"],
    ["kubelet_stats", "kubeletstats"],
    ["tcp_log", "tcplog"],
    ["udp_log", "udplog"],
  ],
  processor: [
    ["cumulative_to_delta", "cumulativetodelta"],
    ["delta_to_cumulative", "deltatocumulative"],
    ["delta_to_rate", "deltatorate"],
    ["k8s_attributes", "k8sattributes"],
    ["metric_start_time", "metricstarttime"],
    ["metrics_transform", "metricstransform"],
    ["resource_detection", "resourcedetection"],
  ],
  exporter: [
    ["load_balancing", "loadbalancing"],
    ["otlp_grpc", "otlp"],
    ["otlp_http", "otlphttp"],
    ["prometheus_remote_write", "prometheusremotewrite"],
  ],
  connector: [["span_metrics", "spanmetrics"]],
  extension: [["remote_sampling", "jaegerremotesampling"]],
};

const ALIASES: Record<ComponentClass, ReadonlyMap<string, string>> = {
  receiver: both("receiver"),
  processor: both("processor"),
  exporter: both("exporter"),
  connector: both("connector"),
  extension: both("extension"),
};

/**
 * The other name of a component type, or undefined. A Collector's component list may show only one of the two
 * (0.159 the newer) or neither (0.149 leaves such components out).
 */
export function aliasOf(kind: ComponentClass, type: string): string | undefined {
  return ALIASES[kind].get(type);
}

/** One spelling for both names of a component: the newer. */
export function currentName(kind: ComponentClass, type: string): string {
  return RENAMED[kind].find(([, before]) => before === type)?.[0] ?? type;
}

function both(kind: ComponentClass): ReadonlyMap<string, string> {
  return new Map(
    RENAMED[kind].flatMap(([now, before]) => [[now, before] as const, [before, now] as const]),
  );
}
