import { goRegexFault } from "./go-regex.js";
import { atLeast, needed, oneOf } from "./limits.js";
import { regex } from "./metrics.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

const FILE_LOG = ["filelog", "file_log"];
const SYSLOG = ["syslog"];
const SOCKETS = ["tcplog", "tcp_log", "udplog", "udp_log"];
const ALL = [...FILE_LOG, ...SYSLOG, ...SOCKETS, "journald"];

const FIELD = /^(body|attributes|resource)([.[]|$)/;
const FIELD_NAMES = ["parse_from", "parse_to", "field", "from", "to", "combine_field"];
/** What each operator cannot do without. */
const NEEDED: Readonly<Record<string, readonly (readonly [name: string, example: string])[]>> = {
  move: [
    ["from", "attributes.old"],
    ["to", "attributes.new"],
  ],
  copy: [
    ["from", "attributes.old"],
    ["to", "attributes.new"],
  ],
  regex_parser: [["regex", "'^(?P<level>\\w+)'"]],
  severity_parser: [["parse_from", "attributes.level"]],
  recombine: [["combine_field", "body"]],
  remove: [["field", "attributes.old"]],
};

/** Fields are read while the configuration is decoded, whether the receiver is used or not. */
function* fields(body: Section): Generator<Problem> {
  for (const operator of body.items("operators")) {
    if (operator.node?.kind !== "map") continue;
    const inner = ["timestamp", "severity", "scope_name"].map((name) => operator.at(name));
    for (const section of [operator, ...inner]) yield* fieldsOf(section);
  }
}

function* fieldsOf(section: Section): Generator<Problem> {
  for (const name of FIELD_NAMES) {
    const field = section.text(name, "");
    if (field !== undefined && field !== "" && !FIELD.test(field))
      yield section.problem(
        name,
        `("${field}") names no field`,
        `Write body, attributes.NAME or resource.NAME, such as attributes.${field}.`,
      );
  }
}

function* operators(body: Section): Generator<Problem> {
  const ids = new Set<string>();
  for (const operator of body.items("operators")) {
    if (operator.node?.kind !== "map") continue;
    const type = operator.text("type", "") ?? "";
    for (const [name, example] of NEEDED[type] ?? []) yield* needed(operator, name, example);
    if (type === "regex_parser" || type === "regex_replace") yield* regex(operator, "regex");
    if (type === "regex_parser") yield* namedGroups(operator);
    if (type === "time_parser") yield* timeLayout(operator);
    else if (operator.at("timestamp").given) yield* timeLayout(operator.at("timestamp"));
    if (type === "recombine") yield* recombine(operator);
    if (
      type === "csv_parser" &&
      operator.text("header", "") === "" &&
      operator.text("header_attribute", "") === ""
    )
      yield operator.problem("header", "is missing", "Set header, or header_attribute.");
    const id = operator.text("id", "");
    if (id === undefined || id === "") continue;
    if (ids.has(id))
      yield operator.problem("id", `("${id}") is taken by another operator`, "Use another id.");
    ids.add(id);
  }
}

function* timeLayout(time: Section): Generator<Problem> {
  if (time.node?.kind !== "map") return;
  if (!time.at("parse_from").given)
    yield time.problem("parse_from", "is missing", "Set it, for example attributes.time.");
  yield* needed(time, "layout", "'%Y-%m-%dT%H:%M:%S.%LZ'");
  yield* oneOf(time, "layout_type", ["strptime", "gotime", "epoch"]);
}

function* namedGroups(operator: Section): Generator<Problem> {
  const pattern = operator.text("regex", "");
  if (pattern === undefined || pattern === "" || goRegexFault(pattern) !== undefined) return;
  if (!/\(\?P?<[^=!]/.test(pattern))
    yield operator.problem(
      "regex",
      "has no group with a name",
      "Name what is taken out: (?P<level>…).",
    );
}

function* recombine(operator: Section): Generator<Problem> {
  const [first, last] = [operator.text("is_first_entry", ""), operator.text("is_last_entry", "")];
  if (first === "" && last === "")
    yield operator.own('has neither "is_first_entry" nor "is_last_entry"', "Set one of them.");
  if (first !== undefined && first !== "" && last !== undefined && last !== "")
    yield operator.problem(
      "is_last_entry",
      'cannot be used together with "is_first_entry"',
      "Keep one.",
    );
}

const FINGERPRINT_BYTES_MIN = 16;

function* files(body: Section): Generator<Problem> {
  yield* oneOf(body, "start_at", ["beginning", "end"], { absent: "end" });
  yield* atLeast(body, "fingerprint_size", FINGERPRINT_BYTES_MIN);
  yield* atLeast(body, "max_log_size", 1);
  yield* atLeast(body, "max_concurrent_files", 1);
  yield* atLeast(body, "max_batches", 0);
  yield* oneOf(body, "max_log_size_behavior", ["", "split", "truncate"]);
  const multiline = body.at("multiline");
  const patterns = ["line_start_pattern", "line_end_pattern"] as const;
  for (const name of patterns) yield* regex(multiline, name);
  if (multiline.given && patterns.every((name) => isSet(multiline, name)))
    yield multiline.problem(
      "line_end_pattern",
      'cannot be used together with "line_start_pattern"',
      "Keep one.",
    );
}

function isSet(section: Section, name: string): boolean {
  const text = section.text(name, "");
  return text !== undefined && text !== "";
}

function* syslog(body: Section): Generator<Problem> {
  yield* oneOf(body, "protocol", ["rfc3164", "rfc5424"], { absent: "" });
  const [tcp, udp] = [body.at("tcp"), body.at("udp")];
  if (body.readable && !body.has("tcp") && !body.has("udp"))
    yield body.own('has neither "tcp" nor "udp"', "Set tcp: {listen_address: 0.0.0.0:54526}.");
  for (const socket of [tcp, udp]) {
    if (socket.given && socket.readable) yield* needed(socket, "listen_address", "0.0.0.0:54526");
  }
}

/** Receivers that read lines and hand them to operators. */
export const LOG_RECEIVERS = [
  validates("receiver", ALL, fields),
  validates("receiver", ALL, operators, "used"),
  validates("receiver", FILE_LOG, files, "used"),
  validates("receiver", SYSLOG, syslog, "used"),
  validates("receiver", SOCKETS, (body) => needed(body, "listen_address", "0.0.0.0:54525"), "used"),
];
