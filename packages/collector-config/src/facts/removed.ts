import type { ComponentClass } from "../parse/config.js";

/** A component that no current Collector has. */
export interface RemovedComponent {
  /** Type that takes its place with the same or defaulted options, so that the id can simply be renamed. */
  readonly renameTo?: string;
  /** An option that has another name and other words there. */
  readonly renameOption?: {
    readonly from: string;
    readonly to: string;
    readonly words: Readonly<Record<string, string>>;
  };
  readonly remedy: string;
}

const OTLP_JAEGER =
  'Jaeger takes OTLP: use the exporter "otlp_grpc" ("otlp" before 0.159) with Jaeger\'s port 4317.';

/** Removed before 0.149, by class and type. */
export const REMOVED_COMPONENTS: Partial<
  Record<ComponentClass, Readonly<Record<string, RemovedComponent>>>
> = {
  receiver: {
    opencensus: { remedy: 'Send OTLP instead and use the receiver "otlp".' },
    prometheus_exec: {
      remedy: 'Run the program beside the Collector and scrape it with "prometheus".',
    },
  },
  processor: {
    k8s_tagger: { renameTo: "k8sattributes", remedy: 'Use the processor "k8sattributes".' },
    datadog: { remedy: 'Use the connector "datadog" between a traces and a metrics pipeline.' },
    routing: { remedy: 'Use the connector "routing" between pipelines.' },
    queued_retry: {
      remedy: 'Remove it: exporters have "sending_queue" and "retry_on_failure" of their own.',
    },
    servicegraph: {
      remedy: 'Use the connector "servicegraph" between a traces and a metrics pipeline.',
    },
    spanmetrics: {
      remedy: 'Use the connector "spanmetrics" between a traces and a metrics pipeline.',
    },
  },
  exporter: {
    jaeger: { remedy: OTLP_JAEGER },
    jaeger_thrift: { remedy: OTLP_JAEGER },
    logging: {
      renameTo: "debug",
      renameOption: {
        from: "loglevel",
        to: "verbosity",
        words: { debug: "detailed", info: "normal", warn: "basic", error: "basic" },
      },
      remedy:
        'Use the exporter "debug"; "loglevel" there is called "verbosity" (basic, normal, detailed).',
    },
    loki: {
      remedy:
        'Loki takes OTLP: use the exporter "otlphttp" with the endpoint http://LOKI:3100/otlp.',
    },
    opencensus: { remedy: 'Use the exporter "otlp".' },
    stackdriver: { remedy: 'Use the exporter "googlecloud".' },
  },
  extension: {
    memory_ballast: {
      remedy:
        "Remove it, and set the environment variable GOMEMLIMIT to 80 % of the memory instead.",
    },
  },
};

/** An option that current Collectors refuse. */
export interface RemovedOption {
  readonly class: ComponentClass;
  readonly types: readonly string[];
  readonly path: readonly string[];
  readonly remedy: string;
}

const START_TIME =
  'Remove it; the processor "metric_start_time" ("metricstarttime") adjusts start times instead.';

/** Removed or moved before 0.149 (the options that are most often left behind). */
export const REMOVED_OPTIONS: readonly RemovedOption[] = [
  {
    class: "processor",
    types: ["memory_limiter"],
    path: ["ballast_size_mib"],
    remedy: "Remove it together with the memory_ballast extension; set GOMEMLIMIT instead.",
  },
  {
    class: "exporter",
    types: ["kafka"],
    path: ["topic"],
    remedy:
      'Name the topic per signal: "traces: {topic: …}", "metrics: {topic: …}", "logs: {topic: …}".',
  },
  ...["use_start_time_metric", "start_time_metric_regex", "use_collector_start_time_fallback"].map(
    (option): RemovedOption => ({
      class: "receiver",
      types: ["prometheus"],
      path: [option],
      remedy: START_TIME,
    }),
  ),
  ...["otlp", "otlp_grpc", "otlphttp", "otlp_http"].flatMap((type) =>
    ["insecure", "ca_file", "cert_file", "key_file", "insecure_skip_verify"].map(
      (option): RemovedOption => ({
        class: "exporter",
        types: [type],
        path: [option],
        remedy: `Move it below "tls": tls: {${option}: …}.`,
      }),
    ),
  ),
  {
    class: "exporter",
    types: ["debug"],
    path: ["loglevel"],
    remedy: 'Use "verbosity": basic, normal or detailed.',
  },
  {
    class: "exporter",
    types: ["prometheusremotewrite", "prometheus_remote_write"],
    path: ["sending_queue"],
    remedy: 'Use "remote_write_queue": its options are enabled, queue_size and num_consumers.',
  },
  {
    class: "receiver",
    types: ["otlp"],
    path: ["protocols", "http", "cors_allowed_origins"],
    remedy: "Write cors: {allowed_origins: […]}.",
  },
  {
    class: "extension",
    types: ["health_check"],
    path: ["port"],
    remedy: "Write endpoint: localhost:13133, with your port.",
  },
  {
    class: "connector",
    types: ["spanmetrics", "span_metrics"],
    path: ["latency_histogram_buckets"],
    remedy: "Write histogram: {explicit: {buckets: […]}}.",
  },
];
