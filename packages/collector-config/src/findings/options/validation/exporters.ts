import { addressFault, atLeast, needed, notNegative, oneOf } from "./limits.js";
import { kafkaClient } from "./kafka.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

const TRANSLATIONS = [
  "",
  "UnderscoreEscapingWithSuffixes",
  "UnderscoreEscapingWithoutSuffixes",
  "NoUTF8EscapingWithSuffixes",
  "NoTranslation",
];

/** A level may be given by its number: its place here. */
const VERBOSITIES = ["basic", "normal", "detailed"];

function* debug(body: Section): Generator<Problem> {
  yield* oneOf(body, "verbosity", VERBOSITIES, { anyCase: true });
  const level = body.whole("verbosity");
  if (level !== undefined && VERBOSITIES[level] === undefined)
    yield body.problem("verbosity", "is no level", `Write ${VERBOSITIES.join(", ")}.`);
  if (!body.at("output_paths").given) return;
  if (body.flag("use_internal_logger", true) === true)
    yield body.problem(
      "output_paths",
      'is taken only with "use_internal_logger: false"',
      "Set use_internal_logger: false, or remove output_paths.",
    );
  else if (body.count("output_paths") === 0)
    yield body.problem("output_paths", "is empty", "Write [stdout], or remove it.");
}

function* file(body: Section): Generator<Problem> {
  yield* needed(body, "path", "/var/log/telemetry.json");
  if (body.flag("append") === true && body.at("rotation").given)
    yield body.problem(
      "append",
      'cannot be used together with "rotation"',
      "Remove one of the two.",
    );
  yield* oneOf(body, "format", ["json", "proto"]);
  yield* oneOf(body, "compression", ["", "zstd"]);
  yield* notNegative(body, "flush_interval");
  const grouping = body.at("group_by");
  const path = body.text("path", "");
  if (grouping.flag("enabled") === true && path !== undefined && path !== "") {
    const parts = path.split("*");
    if (parts.length !== 2 || parts[0] === "")
      yield body.problem(
        "path",
        "needs one * inside it to group by",
        "Write /data/*/telemetry.json, say.",
      );
  }
  if (grouping.flag("enabled") === true && grouping.has("resource_attribute"))
    yield* needed(grouping, "resource_attribute", "service.name");
  if (body.flag("create_directory") === false || !body.has("create_directory")) {
    const bits = body.text("directory_permissions", "");
    if (bits !== undefined && bits !== "")
      yield body.problem(
        "directory_permissions",
        'is taken only with "create_directory: true"',
        "Set that, or remove it.",
      );
  }
}

function* otlpHttp(body: Section): Generator<Problem> {
  yield* oneOf(body, "encoding", ["proto", "json"]);
}

/** Each signal goes to its own address, or to the common one. */
function* otlpHttpEndpoint(body: Section, signals: ReadonlySet<string>): Generator<Problem> {
  if (!body.readable || body.text("endpoint", "") !== "") return;
  for (const signal of ["traces", "metrics", "logs", "profiles"]) {
    if (signals.has(signal) && body.text(`${signal}_endpoint`, "") === "")
      yield body.own(
        `has no address for the ${signal} that its pipelines send`,
        `Set endpoint, or ${signal}_endpoint.`,
      );
  }
}

const RESERVED_HEADERS = new Set([
  "content-encoding",
  "content-type",
  "x-prometheus-remote-write-version",
  "user-agent",
]);

function* remoteWrite(body: Section): Generator<Problem> {
  yield* atLeast(body, "max_batch_request_parallelism", 1);
  yield* atLeast(body, "max_batch_size_bytes", 0);
  yield* oneOf(body, "compression", ["", "snappy"]);
  yield* oneOf(body, "translation_strategy", TRANSLATIONS);
  yield* remoteWriteVersion(body);
  for (const key of body.items("include_metadata_keys")) {
    const text = key.ownText;
    if (text !== undefined && RESERVED_HEADERS.has(text.toLowerCase()))
      yield key.own(`("${text}") is a header of the protocol`, "Remove it.");
  }
  const queue = body.at("remote_write_queue");
  yield* atLeast(queue, "num_consumers", 0);
  yield* atLeast(queue, "queue_size", queue.flag("enabled", true) === true ? 1 : 0);
}

/** The address of a remote write must be a URL; without the key there is a default. */
function* remoteWriteEndpoint(body: Section): Generator<Problem> {
  const endpoint = body.has("endpoint") ? body.text("endpoint", "") : undefined;
  if (endpoint === undefined) return;
  if (!/^[a-z][a-z0-9+.-]*:/i.test(endpoint) && !endpoint.startsWith("/"))
    yield body.problem(
      "endpoint",
      endpoint === "" ? "is empty" : `("${endpoint}") is no URL`,
      "Write https://HOST/api/v1/write.",
    );
}

const UTF8_STRATEGIES = ["NoUTF8EscapingWithSuffixes", "NoTranslation"];

function* remoteWriteVersion(body: Section): Generator<Problem> {
  yield* oneOf(body, "protobuf_message", [
    "prometheus.WriteRequest",
    "io.prometheus.write.v2.Request",
  ]);
  const version = body.text("protobuf_message", "prometheus.WriteRequest");
  const strategy = body.text("translation_strategy", "");
  if (version === "io.prometheus.write.v2.Request")
    yield body.problem(
      "protobuf_message",
      "is taken only with the feature gate exporter.prometheusremotewritexporter.enableSendingRW2",
      "Remove it, or start the Collector with that gate.",
    );
  else if (version === "prometheus.WriteRequest" && UTF8_STRATEGIES.includes(strategy ?? ""))
    yield body.problem(
      "translation_strategy",
      `("${strategy ?? ""}") needs version 2 of the protocol`,
      "Use UnderscoreEscapingWithSuffixes.",
    );
}

function* kafka(body: Section): Generator<Problem> {
  yield* kafkaClient(body);
  const producer = body.at("producer");
  yield* oneOf(producer, "compression", ["none", "gzip", "snappy", "lz4", "zstd"]);
  yield* atLeast(producer, "max_message_bytes", 0);
  yield* atLeast(producer, "flush_max_messages", 1);
  const acks = producer.number("required_acks", 1);
  if (acks !== undefined && (acks < -1 || acks > 1))
    yield producer.problem("required_acks", "is none of -1 (all), 0 and 1", "Write 1, or all.");
  yield* partitions(body);
  yield* recordPartitioner(body.at("record_partitioner"));
}

/** Ways to choose the partition, by signal: one of them at most. */
const PARTITIONS: Readonly<Record<string, readonly string[]>> = {
  traces: ["partition_traces_by_id"],
  metrics: ["partition_metrics_by_resource_attributes"],
  logs: ["partition_logs_by_resource_attributes", "partition_logs_by_trace_id"],
};

function* partitions(body: Section): Generator<Problem> {
  const batch = body.at("sending_queue").at("batch");
  const keys = batch.at("partition").texts("metadata_keys");
  const included = body.texts("include_metadata_keys") ?? [];
  const lacking =
    batch.node?.kind === "map" && keys !== undefined
      ? included.find((each) => !keys.includes(each))
      : undefined;
  if (lacking !== undefined)
    yield body.problem(
      "include_metadata_keys",
      `has "${lacking}", which is not among sending_queue.batch.partition.metadata_keys`,
      "List it there.",
    );
  for (const [signal, names] of Object.entries(PARTITIONS)) {
    const on = names.filter((name) => body.flag(name) === true);
    const [first, second] = on;
    if (first !== undefined && second !== undefined)
      yield body.problem(second, `cannot be used together with "${first}"`, "Keep one of the two.");
    const section = body.at(signal);
    const key = section.text("message_key_from_metadata_key", "");
    if (first !== undefined && key !== undefined && key !== "")
      yield section.problem(
        "message_key_from_metadata_key",
        `cannot be used together with "${first}"`,
        "Keep one of the two.",
      );
    if (batch.node?.kind !== "map" || keys === undefined) continue;
    for (const name of ["message_key_from_metadata_key", "topic_from_metadata_key"]) {
      const wanted = section.text(name, "");
      if (wanted !== undefined && wanted !== "" && !keys.includes(wanted))
        yield section.problem(
          name,
          `("${wanted}") is not among sending_queue.batch.partition.metadata_keys`,
          "List it there.",
        );
    }
  }
}

const PARTITIONERS = ["sticky_key", "round_robin", "least_backup", "extension"];

function* recordPartitioner(section: Section): Generator<Problem> {
  const [first, second] = PARTITIONERS.filter((name) => section.at(name).given);
  if (first !== undefined && second !== undefined)
    yield section.problem(
      second,
      `cannot be used together with "${first}"`,
      "Keep one of the two.",
    );
  yield* oneOf(section.at("sticky_key"), "hasher", ["sarama_compat", "murmur2"]);
}

const RESOLVERS = ["static", "dns", "k8s", "aws_cloud_map"];

function* loadBalancing(body: Section): Generator<Problem> {
  const key = body.text("routing_key", "");
  const attributes = body.count("routing_attributes");
  if (key === "attributes" && attributes === 0)
    yield body.problem(
      "routing_attributes",
      'is missing, which "routing_key: attributes" needs',
      "List attributes.",
    );
  if (key !== undefined && key !== "attributes" && attributes !== undefined && attributes > 0)
    yield body.problem(
      "routing_attributes",
      'is taken only with "routing_key: attributes"',
      "Remove one of the two.",
    );
}

function* resolvers(body: Section): Generator<Problem> {
  const resolver = body.at("resolver");
  if (!body.readable || !resolver.readable) return;
  const given = RESOLVERS.filter((name) => resolver.has(name));
  if (given.length === 0)
    yield resolver.own("names no resolver", `Set one of ${RESOLVERS.join(", ")}.`);
  if (given.length > 1)
    yield resolver.problem(
      given[1] ?? "",
      `is a second resolver beside "${given[0]}"`,
      "Keep one.",
    );
  if (resolver.has("static") && resolver.at("static").count("hostnames") === 0)
    yield resolver.at("static").own("names no hosts", "List hostnames.");
  if (resolver.has("dns") && resolver.at("dns").text("hostname", "") === "")
    yield resolver.at("dns").own("names no host", "Set hostname.");
  if (resolver.has("k8s") && resolver.at("k8s").text("service", "") === "")
    yield resolver.at("k8s").own("names no service", "Set service.");
  yield* oneOf(body, "routing_key", [
    "",
    "service",
    "traceID",
    "metric",
    "resource",
    "streamID",
    "attributes",
  ]);
}

/** The address of ClickHouse is a URL: `tcp://HOST:9000`. */
function* clickHouse(body: Section): Generator<Problem> {
  const endpoint = body.text("endpoint", "");
  if (endpoint === undefined || endpoint === "") return;
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(endpoint) && addressFault(endpoint) === undefined)
    yield body.problem("endpoint", `("${endpoint}") is no URL`, `Write tcp://${endpoint}.`);
}

export const EXPORTERS = [
  validates("exporter", ["debug"], debug),
  validates("exporter", ["file"], file),
  validates("exporter", ["otlphttp", "otlp_http"], otlpHttp),
  validates("exporter", ["otlphttp", "otlp_http"], otlpHttpEndpoint, "used"),
  validates("exporter", ["otlp", "otlp_grpc"], (body) => notNegative(body, "timeout")),
  validates("exporter", ["prometheusremotewrite", "prometheus_remote_write"], remoteWrite),
  validates(
    "exporter",
    ["prometheusremotewrite", "prometheus_remote_write"],
    remoteWriteEndpoint,
    "used",
  ),
  validates("exporter", ["prometheus"], (body) =>
    oneOf(body, "translation_strategy", TRANSLATIONS),
  ),
  validates(
    "exporter",
    ["prometheus"],
    function* (body) {
      // Without the key at all the rule `component-required` tells it.
      if (body.at("endpoint").given && body.text("endpoint")?.trim() === "")
        yield body.problem("endpoint", "is blank", "Write localhost:9464, say.");
    },
    "used",
  ),
  validates("exporter", ["kafka"], kafka),
  validates("exporter", ["loadbalancing", "load_balancing"], loadBalancing),
  validates("exporter", ["loadbalancing", "load_balancing"], resolvers, "used"),
  validates("exporter", ["clickhouse"], clickHouse),
];
