/** Exporters that send nothing over a network by themselves, newest names. */
export const LOCAL_EXPORTERS: ReadonlySet<string> = new Set(["debug", "nop", "file", "logging"]);

/** Exporters that are asked for data: their endpoint is where they listen. */
export const LISTENING_EXPORTERS: ReadonlySet<string> = new Set(["prometheus"]);

/** Exporters over gRPC: `tls` alone says whether they encrypt, and they do unless told otherwise. */
export const GRPC_EXPORTERS: ReadonlySet<string> = new Set(["otlp_grpc", "otelarrow"]);

/** Exporters over HTTP: the scheme of the address says whether they encrypt. */
export const HTTP_EXPORTERS: ReadonlySet<string> = new Set([
  "otlp_http",
  "prometheus_remote_write",
  "zipkin",
  "loki",
  "elasticsearch",
  "opensearch",
  "splunk_hec",
  "influxdb",
  "sumologic",
  "logzio",
  "coralogix",
]);

/** Exporters of vendors that reach their service over TLS where no address is written. */
export const ENCRYPTED_BY_DEFAULT: ReadonlySet<string> = new Set([
  "awscloudwatchlogs",
  "awsemf",
  "awskinesis",
  "awss3",
  "awsxray",
  "azuremonitor",
  "datadog",
  "googlecloud",
  "googlecloudpubsub",
  "googlemanagedprometheus",
  "honeycombmarker",
  "splunk_hec",
]);

/** Schemes that encrypt, and those that do not. */
export const SCHEME_ENCRYPTS: Readonly<Record<string, boolean>> = {
  https: true,
  grpcs: true,
  wss: true,
  tls: true,
  ssl: true,
  amqps: true,
  mqtts: true,
  rediss: true,
  "pulsar+ssl": true,
  "tcp+tls": true,
  http: false,
  grpc: false,
  ws: false,
  tcp: false,
  udp: false,
  amqp: false,
  mqtt: false,
  redis: false,
  pulsar: false,
};

/** Names of options that hold addresses of other machines. */
export const ADDRESS_OPTION =
  /^(?:[a-z0-9]+_)*(?:endpoints?|urls?|brokers|address(?:es)?|hosts?|hostnames?|servers?|uri|dsn)$/;

/** Address options that say something else: where to listen, how to name things, whom to ask for a token. */
export const NO_ADDRESS_OPTION =
  /^(?:proxy_url|token_url|server_name_override|hostname_detection.*|listen_.*|auth_url|schema_url|host_metadata)$/;
