import { addressFault, atLeast, needed, oneOf, positive } from "./limits.js";
import { regex } from "./metrics.js";
import { kafkaClient } from "./kafka.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

const JAEGER_PORTS = ["grpc", "thrift_http", "thrift_binary", "thrift_compact"];

function* jaeger(body: Section): Generator<Problem> {
  const protocols = body.at("protocols");
  if (body.readable && protocols.readable && JAEGER_PORTS.every((name) => !protocols.has(name)))
    yield body.own("has no protocol", `Set one of ${JAEGER_PORTS.join(", ")} below "protocols".`);
  for (const name of JAEGER_PORTS) {
    const protocol = protocols.at(name);
    const endpoint = protocol.text("endpoint", "");
    if (endpoint === undefined || endpoint === "" || !protocol.given) continue;
    const port = Number(endpoint.slice(endpoint.lastIndexOf(":") + 1));
    const fault =
      addressFault(endpoint) ??
      (port < 1 || port > 65535 ? "has no port of 1 to 65535" : undefined);
    if (fault !== undefined)
      yield protocol.problem("endpoint", `("${endpoint}") ${fault}`, "Write HOST:PORT.");
  }
  if (body.at("remote_sampling").given)
    yield body.problem(
      "remote_sampling",
      "was removed from the receiver",
      'Use the extension "remote_sampling" (jaegerremotesampling).',
    );
}

const SCRAPERS = [
  "cpu",
  "disk",
  "load",
  "filesystem",
  "memory",
  "network",
  "nfs",
  "paging",
  "process",
  "processes",
  "system",
];

function* hostMetrics(body: Section): Generator<Problem> {
  const scrapers = body.at("scrapers");
  if (!body.readable || !scrapers.readable) return;
  if (!scrapers.given || scrapers.members().length === 0)
    yield scrapers.own("names no scraper", "Set at least one, for example cpu.");
  for (const [name, scraper] of scrapers.members()) {
    if (!SCRAPERS.includes(name))
      yield scraper.own("does not exist", `Use one of ${SCRAPERS.join(", ")}.`);
  }
}

/** Filters of devices, interfaces, names …: with names to match there must be a way to match. */
function* scraperMatches(body: Section): Generator<Problem> {
  for (const [, scraper] of body.at("scrapers").members()) {
    for (const [name, match] of scraper.members()) {
      if (!/^(include|exclude)(_|$)/.test(name) || match.node?.kind !== "map") continue;
      const listed = match
        .members()
        .some(
          ([key, value]) =>
            !["match_type", "regexp"].includes(key) &&
            value.node?.kind === "list" &&
            value.node.items.length > 0,
        );
      if (listed) yield* oneOf(match, "match_type", ["strict", "regexp"], { absent: "" });
    }
  }
}

const STATSD_TYPES = ["timing", "timer", "histogram", "distribution"];
const OBSERVERS = ["gauge", "summary", "histogram"];

function* statsd(body: Section): Generator<Problem> {
  yield* positive(body, "aggregation_interval", { duration: true });
  yield* oneOf(body, "counter_type", ["", "int", "float", "stochastic_int"]);
  for (const mapping of body.items("timer_histogram_mapping")) {
    if (mapping.node?.kind !== "map") continue;
    yield* oneOf(mapping, "statsd_type", STATSD_TYPES, { absent: "" });
    yield* oneOf(mapping, "observer_type", OBSERVERS, { absent: "" });
    for (const bucket of mapping.at("histogram").items("explicit_buckets"))
      yield* explicitBucket(bucket);
    const observer = mapping.text("observer_type", "");
    if (observer === undefined || observer === "") continue;
    if (observer !== "histogram" && mapping.at("histogram").members().length > 0)
      yield mapping.problem(
        "histogram",
        'is taken only with "observer_type: histogram"',
        "Remove it.",
      );
    if (
      observer !== "summary" &&
      mapping.at("summary").count("percentiles") !== 0 &&
      mapping.at("summary").given
    )
      yield mapping.problem("summary", 'is taken only with "observer_type: summary"', "Remove it.");
  }
}

function* explicitBucket(bucket: Section): Generator<Problem> {
  if (bucket.node?.kind !== "map") return;
  yield* needed(bucket, "matcher_pattern", "'.*'");
  yield* regex(bucket, "matcher_pattern");
  if (bucket.count("buckets") === 0) yield bucket.problem("buckets", "is empty", "List bounds.");
  const bounds = bucket
    .items("buckets")
    .map(({ node }) => (node?.kind === "scalar" ? node.value : null));
  const falling = bounds.some((bound, index) => {
    const next = bounds[index + 1];
    return typeof bound === "number" && typeof next === "number" && next <= bound;
  });
  if (falling) yield bucket.problem("buckets", "do not rise", "Sort them, each once.");
}

function* kafka(body: Section): Generator<Problem> {
  yield* kafkaClient(body);
  yield* oneOf(body, "initial_offset", ["latest", "earliest"]);
  for (const name of ["min_fetch_size", "max_fetch_size", "max_partition_fetch_size"])
    yield* atLeast(body, name, 0);
  const [least, most] = [
    body.number("min_fetch_size", 1),
    body.number("max_fetch_size", 1_048_576),
  ];
  if (least !== undefined && most !== undefined && most < least)
    yield body.problem("min_fetch_size", 'is more than "max_fetch_size"', "Set it to less.");
}

const DOCKER_API_LEAST = [1, 25] as const;

function* dockerStats(body: Section): Generator<Problem> {
  if (body.has("endpoint") && body.at("endpoint").given)
    yield* needed(body, "endpoint", "unix:///var/run/docker.sock");
  const version = body.text("api_version", "1.44");
  if (version === undefined || version === "") return;
  const [, major, minor = "0"] = /^(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
  const least = DOCKER_API_LEAST.join(".");
  if (major === undefined)
    yield body.problem("api_version", "is no version", `Write "${least}" or newer.`);
  else if (
    Number(major) < DOCKER_API_LEAST[0] ||
    (Number(major) === DOCKER_API_LEAST[0] && Number(minor) < DOCKER_API_LEAST[1])
  )
    yield body.problem("api_version", `is older than ${least}`, `Write "${least}" or newer.`);
}

export const RECEIVERS = [
  validates("receiver", ["jaeger"], jaeger),
  validates("receiver", ["hostmetrics", "host_metrics"], hostMetrics),
  validates("receiver", ["hostmetrics", "host_metrics"], scraperMatches, "used"),
  validates("receiver", ["statsd"], statsd),
  validates("receiver", ["kafka"], kafka),
  validates("receiver", ["docker_stats"], dockerStats),
  validates("receiver", ["collectd"], (body) =>
    oneOf(body, "encoding", ["json"], { anyCase: true }),
  ),
];
