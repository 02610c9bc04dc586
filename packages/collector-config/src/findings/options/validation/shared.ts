import type { OptionNode } from "../../../catalogue/catalogue.js";
import { addressFault, atLeast, distinct, notNegative, oneOf, positive } from "./limits.js";
import { type Problem, SECOND_NS, type Section } from "./section.js";

/** Sections that many components have, told by the options they take, and what their validation refuses. */
export interface SharedSection {
  /** All of them are there. */
  readonly takes: readonly string[];
  readonly check: (section: Section, option: OptionNode) => Iterable<Problem>;
}

const COMPRESSIONS = [
  "",
  "gzip",
  "zlib",
  "deflate",
  "snappy",
  "x-snappy-framed",
  "zstd",
  "lz4",
  "none",
];
const TLS_VERSIONS = ["", "1.0", "1.1", "1.2", "1.3"];

export const SHARED_SECTIONS: readonly SharedSection[] = [
  { takes: ["cert_file", "key_file", "ca_file", "min_version"], check: tls },
  { takes: ["max_elapsed_time", "initial_interval", "randomization_factor"], check: retry },
  { takes: ["num_consumers", "queue_size", "block_on_overflow"], check: queue },
  { takes: ["flush_timeout", "min_size", "max_size"], check: queueBatch },
  { takes: ["balancer_name", "endpoint", "wait_for_ready"], check: grpcClient },
  { takes: ["max_recv_msg_size_mib", "keepalive"], check: grpcServer },
  { takes: ["compression", "compression_params"], check: compression },
  { takes: ["collection_interval", "initial_delay"], check: scraping },
];

function* tls(section: Section, option: OptionNode): Generator<Problem> {
  for (const [file, pem, what] of [
    ["ca_file", "ca_pem", "certificate authority"],
    ["cert_file", "cert_pem", "certificate"],
    ["key_file", "key_pem", "key"],
  ] as const) {
    if (isSet(section, file) === true && isSet(section, pem) === true)
      yield section.problem(
        pem,
        `gives the ${what} a second time, beside "${file}"`,
        "Keep one of the two.",
      );
  }
  const certificate = either(isSet(section, "cert_file"), isSet(section, "cert_pem"));
  const key = either(isSet(section, "key_file"), isSet(section, "key_pem"));
  const server = Object.hasOwn(option.options ?? {}, "client_ca_file");
  if (certificate === true && key === false)
    yield section.own("has a certificate and no key", "Set key_file as well.");
  else if (certificate === false && key === true)
    yield section.own("has a key and no certificate", "Set cert_file as well.");
  else if (server && section.given && certificate === false && key === false)
    yield section.own(
      "has neither certificate nor key, which a server needs",
      "Set cert_file and key_file, or remove it.",
    );
  yield* oneOf(section, "min_version", TLS_VERSIONS);
  yield* oneOf(section, "max_version", TLS_VERSIONS);
  const min = TLS_VERSIONS.indexOf(section.text("min_version") ?? "");
  const max = TLS_VERSIONS.indexOf(section.text("max_version") ?? "");
  if (min > 0 && max > 0 && max < min)
    yield section.problem(
      "max_version",
      'is older than "min_version"',
      "Set it to the same or a newer version.",
    );
}

function* retry(section: Section): Generator<Problem> {
  if (section.flag("enabled", true) !== true) return;
  for (const name of ["initial_interval", "max_interval", "max_elapsed_time"])
    yield* notNegative(section, name);
  yield* atLeast(section, "multiplier", 0);
  const factor = section.number("randomization_factor");
  if (factor !== undefined && (factor < 0 || factor > 1))
    yield section.problem("randomization_factor", "is not between 0 and 1", "Set it to 0.5, say.");
  const total = section.duration("max_elapsed_time");
  if (total === undefined || total <= 0) return;
  for (const name of ["initial_interval", "max_interval"]) {
    const interval = section.duration(name, absentInterval(section, name));
    if (interval !== undefined && total < interval)
      yield section.problem(
        "max_elapsed_time",
        `is shorter than "${name}" (${interval / SECOND_NS}s)`,
        `Make it longer, or set ${name} to less.`,
      );
  }
}

/** Default of an exporter's pauses; other components have others, which are not compared. */
function absentInterval({ path }: Section, name: string): number {
  const exporter = path[0] === "exporters" && path.at(-1) === "retry_on_failure";
  return exporter && name === "max_interval" ? 30 * SECOND_NS : 0;
}

function* queue(section: Section): Generator<Problem> {
  if (!section.given || section.flag("enabled", true) !== true) return;
  yield* positive(section, "num_consumers");
  yield* positive(section, "queue_size");
  yield* oneOf(section, "sizer", ["items", "bytes", "requests"], { absent: "items" });
  if (
    section.flag("wait_for_result") === true &&
    section.text("storage", "") !== "" &&
    section.at("storage").given
  )
    yield section.problem(
      "wait_for_result",
      'cannot be used with "storage"',
      "Remove one of the two.",
    );
  const batch = section.at("batch");
  const sizer = section.text("sizer", "requests");
  if (batch.node?.kind !== "map" || sizer === undefined || batch.text("sizer", sizer) !== sizer)
    return;
  const [size, least] = [section.whole("queue_size", Infinity), batch.whole("min_size", 0)];
  if (size !== undefined && least !== undefined && least > size)
    yield batch.problem(
      "min_size",
      'is more than "queue_size"',
      "Set it to less than the queue holds.",
    );
}

function* queueBatch(section: Section): Generator<Problem> {
  if (!section.given || section.flag("enabled", true) !== true) return;
  yield* positive(section, "flush_timeout", { duration: true });
  yield* atLeast(section, "min_size", 0);
  yield* atLeast(section, "max_size", 0);
  yield* distinct(section.at("partition"), "metadata_keys");
  const [most, least] = [
    section.whole("max_size", 0),
    section.has("min_size") ? section.whole("min_size") : 0,
  ];
  if (most !== undefined && least !== undefined && most > 0 && most < least)
    yield section.problem("max_size", 'is less than "min_size"', "Set it to the same or more.");
}

function* grpcClient(section: Section): Generator<Problem> {
  const endpoint = section.text("endpoint");
  if (endpoint !== undefined && endpoint !== "") {
    const fault = grpcEndpointFault(endpoint);
    if (fault !== undefined)
      yield section.problem(
        "endpoint",
        `("${endpoint}") ${fault}`,
        "Write HOST:PORT, for example backend:4317.",
      );
  }
  yield* oneOf(section, "balancer_name", ["", "round_robin", "pick_first"]);
}

function grpcEndpointFault(endpoint: string): string | undefined {
  if (endpoint.startsWith("unix://")) return endpoint === "unix://" ? "names no socket" : undefined;
  const address = endpoint.replace(/^(https?:\/\/|dns:\/\/\/?)/, "");
  return address === "" ? undefined : addressFault(address);
}

function* grpcServer(section: Section): Generator<Problem> {
  for (const name of ["max_recv_msg_size_mib", "read_buffer_size", "write_buffer_size"])
    yield* atLeast(section, name, 0);
}

function* compression(section: Section, option: OptionNode): Generator<Problem> {
  // Some components have words of their own; they are told by being listed.
  if (option.options?.["compression"]?.enum !== undefined || !isPlain(option)) return;
  yield* oneOf(section, "compression", COMPRESSIONS);
  const level = section.at("compression_params").number("level", 0);
  const type = section.text("compression", "");
  if (
    level === undefined ||
    level === 0 ||
    type === undefined ||
    !section.has("compression_params")
  )
    return;
  const zlib = ["gzip", "zlib", "deflate"].includes(type);
  if (zlib && (level < -2 || level > 9))
    yield section
      .at("compression_params")
      .problem(
        "level",
        `is no level of ${type}`,
        "Use 1 (fastest) to 9 (smallest), or -1 for the default.",
      );
  else if (["snappy", "x-snappy-framed", "lz4"].includes(type))
    yield section
      .at("compression_params")
      .problem("level", `means nothing for ${type}`, "Remove compression_params.");
}

/** HTTP and gRPC clients; producers of Kafka and file writers have words of their own. */
function isPlain(option: OptionNode): boolean {
  return (
    Object.hasOwn(option.options ?? {}, "max_idle_conns") ||
    Object.hasOwn(option.options ?? {}, "balancer_name")
  );
}

function* scraping(section: Section): Generator<Problem> {
  yield* positive(section, "collection_interval", { duration: true });
  yield* notNegative(section, "timeout");
}

function isSet(section: Section, name: string): boolean | undefined {
  const text = section.text(name, "");
  return text === undefined ? (section.at(name).given ? true : undefined) : text !== "";
}

function either(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === true || b === true) return true;
  return a === undefined || b === undefined ? undefined : false;
}
