import type { OptionNode } from "../catalogue/catalogue.js";
import {
  ANYTHING,
  anyOf,
  COUNT,
  FLAG,
  mapOf,
  NUMBER,
  openSection,
  SECRET,
  section,
  strictListOf,
  words,
} from "./option-nodes.js";

// Prometheus reads its part of the configuration by its own rules: any scalar is a text, one text is no list.

const TEXT = anyOf({ kind: "string" }, NUMBER, FLAG);
const TEXTS = strictListOf(TEXT);
const LABELS = mapOf(TEXT);
/** `1m30s`, `1d`; the rule `option-value` reads it. */
const SPAN = TEXT;
/** Words that YAML 1.1 takes for booleans pass. */
const SWITCH = anyOf(FLAG, {
  ...words("yes", "no", "on", "off", "y", "n", "true", "false"),
  anyCase: true,
});

const TLS = section({
  ca: TEXT,
  cert: TEXT,
  key: SECRET,
  ca_file: TEXT,
  cert_file: TEXT,
  key_file: TEXT,
  ca_ref: TEXT,
  cert_ref: TEXT,
  key_ref: TEXT,
  server_name: TEXT,
  insecure_skip_verify: SWITCH,
  min_version: TEXT,
  max_version: TEXT,
});

const PROXY = {
  proxy_url: TEXT,
  no_proxy: TEXT,
  proxy_from_environment: SWITCH,
  proxy_connect_header: ANYTHING,
};

const CLIENT = {
  ...PROXY,
  authorization: section({
    type: TEXT,
    credentials: TEXT,
    credentials_file: TEXT,
    credentials_ref: TEXT,
  }),
  basic_auth: section({
    username: TEXT,
    username_file: TEXT,
    username_ref: TEXT,
    password: TEXT,
    password_file: TEXT,
    password_ref: TEXT,
  }),
  bearer_token: TEXT,
  bearer_token_file: TEXT,
  enable_http2: SWITCH,
  follow_redirects: SWITCH,
  http_headers: ANYTHING,
  oauth2: openSection({ client_id: TEXT, token_url: TEXT, scopes: TEXTS, tls_config: TLS }),
  tls_config: TLS,
};

const RELABEL = section({
  source_labels: TEXTS,
  separator: TEXT,
  regex: TEXT,
  modulus: COUNT,
  target_label: TEXT,
  replacement: TEXT,
  action: {
    ...words(
      "replace",
      "keep",
      "drop",
      "keepequal",
      "dropequal",
      "hashmod",
      "labelmap",
      "labeldrop",
      "labelkeep",
      "lowercase",
      "uppercase",
    ),
    anyCase: true,
  },
});
const RELABELS = strictListOf(RELABEL);

const LIMITS = {
  body_size_limit: TEXT,
  sample_limit: COUNT,
  target_limit: COUNT,
  label_limit: COUNT,
  label_name_length_limit: COUNT,
  label_value_length_limit: COUNT,
  keep_dropped_targets: COUNT,
};

const SCRAPING = {
  ...LIMITS,
  scrape_interval: SPAN,
  scrape_timeout: SPAN,
  scrape_protocols: TEXTS,
  scrape_native_histograms: SWITCH,
  scrape_classic_histograms: SWITCH,
  always_scrape_classic_histograms: SWITCH,
  convert_classic_histograms_to_nhcb: SWITCH,
  extra_scrape_metrics: SWITCH,
  scrape_failure_log_file: TEXT,
  metric_name_validation_scheme: TEXT,
  metric_name_escaping_scheme: TEXT,
};

/** Ways to find targets; their own options are not looked at. */
const DISCOVERIES = [
  "aws",
  "azure",
  "consul",
  "digitalocean",
  "dns",
  "docker",
  "dockerswarm",
  "ec2",
  "ecs",
  "eureka",
  "file",
  "gce",
  "hetzner",
  "http",
  "ionos",
  "kubernetes",
  "kuma",
  "lightsail",
  "linode",
  "marathon",
  "msk",
  "elasticache",
  "rds",
  "nerve",
  "nomad",
  "openstack",
  "outscale",
  "ovhcloud",
  "puppetdb",
  "scaleway",
  "serverset",
  "stackit",
  "triton",
  "uyuni",
  "vultr",
];

const JOB = section({
  ...SCRAPING,
  ...CLIENT,
  ...Object.fromEntries(DISCOVERIES.map((name) => [`${name}_sd_configs`, ANYTHING])),
  static_configs: strictListOf(section({ targets: TEXTS, labels: LABELS })),
  job_name: TEXT,
  honor_labels: SWITCH,
  honor_timestamps: SWITCH,
  track_timestamps_staleness: SWITCH,
  params: mapOf(TEXTS),
  fallback_scrape_protocol: TEXT,
  metrics_path: TEXT,
  scheme: TEXT,
  enable_compression: SWITCH,
  native_histogram_bucket_limit: COUNT,
  native_histogram_min_bucket_factor: NUMBER,
  relabel_configs: RELABELS,
  metric_relabel_configs: RELABELS,
});

/** `config` of the receiver `prometheus`, as of 0.149 to 0.159. */
export const PROMETHEUS_CONFIG: OptionNode = section({
  global: section({
    ...SCRAPING,
    evaluation_interval: SPAN,
    rule_query_offset: SPAN,
    query_log_file: TEXT,
    external_labels: LABELS,
  }),
  runtime: ANYTHING,
  alerting: ANYTHING,
  rule_files: TEXTS,
  scrape_config_files: TEXTS,
  scrape_configs: strictListOf(JOB),
  storage: ANYTHING,
  tracing: ANYTHING,
  remote_write: ANYTHING,
  remote_read: ANYTHING,
  otlp: ANYTHING,
});
