import type { OptionNode } from "../catalogue/catalogue.js";
import {
  ANYTHING,
  anyOf,
  DURATION,
  FLAG,
  INTEGER,
  listOf,
  mapOf,
  NUMBER,
  OPEN,
  openSection,
  SECRET,
  section,
  TEXT,
  TEXTS,
} from "./option-nodes.js";

/** A level may be given by its number too. */
const LEVEL = anyOf(
  { kind: "string", enum: ["none", "basic", "normal", "detailed"], anyCase: true },
  INTEGER,
);
const LOG_LEVEL = anyOf(
  {
    kind: "string",
    enum: ["", "debug", "info", "warn", "warning", "error", "dpanic", "panic", "fatal"],
    anyCase: true,
  },
  INTEGER,
);

const HEADERS = anyOf(listOf(section({ name: TEXT, value: SECRET })), mapOf(SECRET));

/** Durations of the declarative configuration are milliseconds, as whole numbers. */
const OTLP = {
  certificate: TEXT,
  client_certificate: TEXT,
  client_key: TEXT,
  compression: TEXT,
  endpoint: TEXT,
  headers: HEADERS,
  headers_list: SECRET,
  insecure: FLAG,
  protocol: TEXT,
  timeout: INTEGER,
};

const INCLUDED = section({ included: TEXTS, excluded: TEXTS });

const LOG_EXPORTER = openSection({ console: OPEN, otlp: section(OTLP) });
const SPAN_EXPORTER = openSection({
  console: OPEN,
  otlp: section(OTLP),
  zipkin: section({ endpoint: TEXT, timeout: INTEGER }),
});

const HISTOGRAM = { record_min_max: FLAG };
const VIEW = section({
  selector: section({
    instrument_name: TEXT,
    instrument_type: TEXT,
    meter_name: TEXT,
    meter_schema_url: TEXT,
    meter_version: TEXT,
    unit: TEXT,
  }),
  stream: section({
    aggregation: section({
      base2_exponential_bucket_histogram: section({
        ...HISTOGRAM,
        max_scale: INTEGER,
        max_size: INTEGER,
      }),
      default: OPEN,
      drop: OPEN,
      explicit_bucket_histogram: section({ ...HISTOGRAM, boundaries: listOf(NUMBER) }),
      last_value: OPEN,
      sum: OPEN,
    }),
    attribute_keys: anyOf(INCLUDED, TEXTS),
    description: TEXT,
    name: TEXT,
  }),
});

const READER = section({
  periodic: section({
    exporter: openSection({
      console: OPEN,
      otlp: section({
        ...OTLP,
        default_histogram_aggregation: TEXT,
        temporality_preference: TEXT,
      }),
    }),
    interval: INTEGER,
    timeout: INTEGER,
  }),
  producers: ANYTHING,
  pull: section({
    exporter: openSection({
      prometheus: section({
        host: TEXT,
        port: INTEGER,
        with_resource_constant_labels: INCLUDED,
        without_scope_info: FLAG,
        without_type_suffix: FLAG,
        without_units: FLAG,
      }),
    }),
  }),
});

/**
 * What `service.telemetry` takes, 0.149 to 0.159: the Collector's own logs, metrics and traces. Open, since its own
 * keys are the business of the rule `unknown-service-key`.
 */
export const TELEMETRY_OPTIONS: OptionNode = openSection({
  logs: section({
    level: LOG_LEVEL,
    development: FLAG,
    encoding: TEXT,
    disable_caller: FLAG,
    disable_stacktrace: FLAG,
    disable_zap_resource: FLAG,
    sampling: section({
      enabled: FLAG,
      tick: DURATION,
      initial: INTEGER,
      thereafter: INTEGER,
    }),
    output_paths: TEXTS,
    error_output_paths: TEXTS,
    initial_fields: OPEN,
    processors: listOf(processor(LOG_EXPORTER)),
  }),
  metrics: section({ level: LEVEL, readers: listOf(READER), views: listOf(VIEW) }),
  traces: section({
    level: LEVEL,
    propagators: TEXTS,
    processors: listOf(processor(SPAN_EXPORTER)),
    limits: section({
      attribute_count_limit: INTEGER,
      attribute_value_length_limit: INTEGER,
      event_attribute_count_limit: INTEGER,
      event_count_limit: INTEGER,
      link_attribute_count_limit: INTEGER,
      link_count_limit: INTEGER,
    }),
    sampler: OPEN,
  }),
  resource: {
    kind: "object",
    options: {
      attributes: anyOf(listOf(section({ name: TEXT, type: ANYTHING, value: ANYTHING })), TEXT),
      attributes_list: TEXT,
      detectors: ANYTHING,
      "detection/development": ANYTHING,
      schema_url: TEXT,
    },
    values: TEXT,
  },
});

function processor(exporter: OptionNode): OptionNode {
  return openSection({
    batch: section({
      export_timeout: INTEGER,
      exporter,
      max_export_batch_size: INTEGER,
      max_queue_size: INTEGER,
      schedule_delay: INTEGER,
    }),
    simple: section({ exporter }),
  });
}
