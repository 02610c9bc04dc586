import type { ConfigNode } from "../../../parse/tree.js";
import { goRegexFault } from "./go-regex.js";
import { needed, oneOf, positive } from "./limits.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

const UNITS = ["y", "w", "d", "h", "m", "s", "ms"];
const UNIT_MS: Readonly<Record<string, number>> = {
  y: 31_536_000_000,
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};

/** Milliseconds of a span as Prometheus writes it (`1d`, `1m30s`), units from large to small; or undefined. */
export function prometheusSpanMs(text: string): number | undefined {
  if (text === "0") return 0;
  if (!/^(\d+[a-z]+)+$/.test(text)) return undefined;
  let last = -1;
  let sum = 0;
  for (const [, amount, unit = ""] of text.matchAll(/(\d+)([a-z]+)/g)) {
    const place = UNITS.indexOf(unit);
    if (place <= last) return undefined;
    last = place;
    sum += Number(amount) * (UNIT_MS[unit] ?? 0);
  }
  return sum;
}

const PROTOCOLS = [
  "PrometheusProto",
  "PrometheusText0.0.4",
  "PrometheusText1.0.0",
  "OpenMetricsText0.0.1",
  "OpenMetricsText1.0.0",
];
const INTERVAL_MS = 60_000;

interface Times {
  readonly interval: number | undefined;
  readonly timeout: number | undefined;
}

/** How a client of Prometheus shows who it is: one way, and all of it. */
function* client(section: Section): Generator<Problem> {
  const tls = section.at("tls_config");
  const given = (names: readonly string[]) =>
    names.some((name) => tls.at(name).given && tls.written(name) !== "");
  const certificate = given(["cert", "cert_file", "cert_ref"]);
  const key = given(["key", "key_file", "key_ref"]);
  if (tls.node?.kind === "map" && certificate !== key)
    yield tls.own(
      certificate ? "has a certificate and no key" : "has a key and no certificate",
      "Set both cert_file and key_file.",
    );
  const ways = [
    "basic_auth",
    "authorization",
    "oauth2",
    "bearer_token",
    "bearer_token_file",
  ].filter((name) => section.at(name).given);
  const [first, second] = ways;
  if (first !== undefined && second !== undefined)
    yield section.problem(
      second,
      `cannot be used together with "${first}"`,
      "Keep one of the two.",
    );
}

function* targetAllocator(section: Section): Generator<Problem> {
  if (section.node?.kind !== "map") return;
  const endpoint = section.text("endpoint", "");
  if (endpoint !== undefined && !/^([a-z][a-z0-9+.-]*:|\/)/i.test(endpoint))
    yield section.problem(
      "endpoint",
      endpoint === "" ? "is missing" : `("${endpoint}") is no URL`,
      "Write http://HOST:80.",
    );
  yield* positive(section, "interval", { duration: true });
  yield* needed(section, "collector_id", "${env:POD_NAME}");
  yield* client(section.at("http_scrape_config"));
}

function* scraping(body: Section): Generator<Problem> {
  yield* targetAllocator(body.at("target_allocator"));
  const config = body.at("config");
  if (config.node?.kind !== "map") return;
  for (const name of ["remote_write", "remote_read", "rule_files"]) {
    const count = config.count(name);
    if (count !== undefined && count > 0)
      yield config.problem(name, "is not taken by the receiver", "Remove it; exporters send.");
  }
  const alerting = config.at("alerting");
  for (const name of ["alertmanagers", "alert_relabel_configs"]) {
    if (alerting.items(name).length > 0)
      yield alerting.problem(name, "is not taken by the receiver", "Remove it.");
  }
  const global = config.at("global");
  const inherited = yield* times(global, { interval: INTERVAL_MS, timeout: undefined });
  yield* protocols(global);
  const names = new Set<string>();
  for (const job of config.items("scrape_configs")) {
    if (!job.given) {
      yield job.own("is empty", "Remove it, or set job_name and targets.");
      continue;
    }
    if (job.node?.kind !== "map") continue;
    yield* scrapeJob(job, inherited, names);
  }
}

function* scrapeJob(job: Section, inherited: Times, names: Set<string>): Generator<Problem> {
  const name = job.written("job_name");
  if (!job.at("job_name").given || name === "")
    yield job.problem("job_name", "is missing", "Give the job a name.");
  else if (name !== undefined && names.has(name))
    yield job.problem(
      "job_name",
      `("${name}") is taken by another job`,
      "Give each job a name of its own.",
    );
  if (name !== undefined) names.add(name);
  yield* times(job, { interval: inherited.interval, timeout: undefined });
  yield* protocols(job);
  yield* client(job);
  const relabels = job.items("relabel_configs");
  for (const rule of [...relabels, ...job.items("metric_relabel_configs")]) yield* relabel(rule);
  if (relabels.length === 0) {
    for (const group of job.items("static_configs")) yield* targets(group);
  }
  for (const group of job.items("static_configs")) {
    if (!group.given) yield group.own("is empty", "Remove it.");
  }
}

/** Whole numbers become texts before Prometheus reads them: `00` and `0x0` are the `0` that needs no unit. */
function isWholeZero(node: ConfigNode | undefined): boolean {
  return node?.kind === "scalar" && node.type === "int" && Number(node.value) === 0;
}

function* times(section: Section, inherited: Times): Generator<Problem, Times> {
  const read = function* (name: string): Generator<Problem, number | undefined> {
    if (!section.at(name).given) return undefined;
    if (isWholeZero(section.at(name).node)) return 0;
    const text = section.written(name);
    if (text === undefined) return Number.NaN;
    const ms = prometheusSpanMs(text);
    if (ms === undefined)
      yield section.problem(
        name,
        `("${text}") is no duration`,
        "Write a number with a unit: 15s, 1m, 1h.",
      );
    return ms ?? Number.NaN;
  };
  yield* read("evaluation_interval");
  const own = yield* read("scrape_interval");
  const timeout = yield* read("scrape_timeout");
  const interval = own === undefined || own === 0 ? inherited.interval : own;
  if (timeout !== undefined && interval !== undefined && timeout > interval)
    yield section.problem(
      "scrape_timeout",
      'is longer than "scrape_interval"',
      "Make it the shorter of the two.",
    );
  return { interval, timeout };
}

function* protocols(section: Section): Generator<Problem> {
  for (const each of section.items("scrape_protocols")) {
    const text = each.ownText;
    if (text !== undefined && !PROTOCOLS.includes(text))
      yield each.own(`("${text}") does not exist`, `Use ${PROTOCOLS.join(", ")}.`);
  }
  if (section.has("fallback_scrape_protocol"))
    yield* oneOf(section, "fallback_scrape_protocol", ["", ...PROTOCOLS]);
}

function* targets(group: Section): Generator<Problem> {
  for (const target of group.items("targets")) {
    const text = target.ownText;
    if (text?.includes("/") === true)
      yield target.own(
        `("${text}") is no HOST:PORT`,
        'Write HOST:PORT; the rest goes to "scheme" and "metrics_path".',
      );
  }
}

const WITH_TARGET = ["replace", "hashmod", "lowercase", "uppercase", "keepequal", "dropequal"];

function* relabel(rule: Section): Generator<Problem> {
  if (!rule.given) yield rule.own("is empty", "Remove it.");
  if (rule.node?.kind !== "map") return;
  const action = (rule.at("action").given ? rule.written("action") : "replace")?.toLowerCase();
  const regex = rule.written("regex");
  const fault = regex === undefined ? undefined : goRegexFault(regex);
  if (fault !== undefined)
    yield rule.problem(
      "regex",
      `is no regular expression: ${fault}`,
      "Correct it; the syntax is RE2's.",
    );
  if (action === undefined) return;
  const target = rule.at("target_label").given ? rule.written("target_label") : "";
  if (WITH_TARGET.includes(action) && target === "")
    yield rule.problem("target_label", `is missing, which the action "${action}" needs`, "Set it.");
  if (action === "hashmod" && rule.number("modulus") === 0)
    yield rule.problem("modulus", 'is missing, which the action "hashmod" needs', "Set it.");
  if (action === "labeldrop" || action === "labelkeep") {
    for (const name of ["source_labels", "target_label", "replacement", "separator", "modulus"]) {
      if (rule.at(name).given && rule.written(name) !== "")
        yield rule.problem(name, `is not taken by the action "${action}"`, "Keep regex alone.");
    }
  }
}

export const PROMETHEUS = [validates("receiver", ["prometheus"], scraping)];
