import type { ComponentClass } from "./catalogue.js";

/** A configuration section as data. */
export type Section = { [key: string]: unknown };

const HTTP_RECEIVER = {
  cors: null,
  idle_timeout: "0s",
  keep_alives_enabled: true,
  logs_url_path: "/v1/logs",
  metrics_url_path: "/v1/metrics",
  read_header_timeout: "0s",
  tls: null,
  traces_url_path: "/v1/traces",
  transport: "tcp",
  write_timeout: "0s",
};

const GRPC_RECEIVER = {
  keepalive: { enforcement_policy: {}, server_parameters: {} },
  read_buffer_size: 524288,
  transport: "tcp",
};

const RETRY_AND_QUEUE = {
  retry_on_failure: {
    enabled: true,
    initial_interval: "5s",
    max_elapsed_time: "5m0s",
    max_interval: "30s",
    multiplier: 1.5,
    randomization_factor: 0.5,
  },
  sending_queue: {
    batch: null,
    block_on_overflow: false,
    num_consumers: 10,
    queue_size: 1000,
    sizer: {},
    storage: null,
    wait_for_result: false,
  },
};

/** Options that the Collector fills in, for the components met most; others report what was written. */
const DEFAULTS: Readonly<Partial<Record<ComponentClass, Readonly<Record<string, Section>>>>> = {
  receivers: {
    hostmetrics: { collection_interval: "1m0s", initial_delay: "1s", root_path: "" },
  },
  processors: {
    batch: {
      metadata_cardinality_limit: 1000,
      metadata_keys: [],
      send_batch_max_size: 0,
      send_batch_size: 8192,
      timeout: "200ms",
    },
    memory_limiter: {
      limit_mib: 0,
      min_gc_interval_when_hard_limited: "0s",
      min_gc_interval_when_soft_limited: "10s",
      spike_limit_mib: 0,
      spike_limit_percentage: 0,
    },
  },
  exporters: {
    debug: {
      output_paths: [],
      sampling_initial: 2,
      sampling_thereafter: 1,
      sending_queue: null,
      use_internal_logger: true,
    },
    otlp: {
      balancer_name: "round_robin",
      compression: "gzip",
      timeout: "5s",
      write_buffer_size: 524288,
      ...RETRY_AND_QUEUE,
    },
    otlphttp: { compression: "gzip", encoding: "proto", timeout: "30s", ...RETRY_AND_QUEUE },
  },
};

/** A component's options as the Collector reports them: written ones win over defaults. */
export function withDefaults(
  componentClass: ComponentClass,
  type: string,
  written: unknown,
): unknown {
  const options = isSection(written) ? written : {};
  if (componentClass === "receivers" && type === "otlp") return otlpReceiver(options);
  const defaults = DEFAULTS[componentClass]?.[type];
  if (!defaults) return written ?? {};
  return mergeSections(defaults, options);
}

/** Later options win; sections are merged, everything else is replaced. */
export function mergeSections(base: Section, over: Section): Section {
  const merged: Section = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isSection(before) && isSection(value) ? mergeSections(before, value) : value;
  }
  return merged;
}

export function isSection(value: unknown): value is Section {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function otlpReceiver(options: Section): Section {
  const written = isSection(options["protocols"]) ? options["protocols"] : {};
  const protocol = (name: string, port: number, defaults: Section) => {
    if (!(name in written)) return null;
    const own = written[name];
    return mergeSections({ endpoint: `localhost:${port}`, ...defaults }, isSection(own) ? own : {});
  };
  const protocols = {
    grpc: protocol("grpc", 4317, GRPC_RECEIVER),
    http: protocol("http", 4318, HTTP_RECEIVER),
  };
  return { ...options, protocols };
}
