import { goRegexFault } from "./go-regex.js";
import { oneOf } from "./limits.js";
import { matching } from "./attributes.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

const DETECTORS: ReadonlySet<string> = new Set([
  "akamai",
  "aks",
  "alibaba_ecs",
  "azure",
  "azurecontainerapps",
  "consul",
  "digitalocean",
  "docker",
  "dynatrace",
  "ec2",
  "ecs",
  "eks",
  "elastic_beanstalk",
  "env",
  "gcp",
  "heroku",
  "hetzner",
  "ibmcloud_classic",
  "ibmcloud_vpc",
  "k8s_api",
  "k8snode",
  "kubeadm",
  "lambda",
  "nova",
  "openshift",
  "oraclecloud",
  "scaleway",
  "system",
  "tencent_cvm",
  "upcloud",
  "vultr",
]);

const HOSTNAME_SOURCES = ["os", "dns", "cname", "lookup"];

function* hostnames(body: Section): Generator<Problem> {
  for (const source of body.at("system").items("hostname_sources")) {
    const text = source.ownText;
    if (text !== undefined && !HOSTNAME_SOURCES.includes(text))
      yield source.own(`("${text}") does not exist`, `Use ${HOSTNAME_SOURCES.join(", ")}.`);
  }
}

function* detectors(body: Section): Generator<Problem> {
  for (const detector of body.items("detectors")) {
    const text = detector.ownText?.trim();
    if (text !== undefined && !DETECTORS.has(text))
      yield detector.own(
        `("${text}") does not exist`,
        "Use a detector that the component's page lists, such as env, system, docker, ec2, gcp.",
      );
  }
}

const SEVERITY = /^(trace|debug|info|warn|error|fatal)[234]?$|^([1-9]|1\d|2[0-4])$/i;

function* filterLogs(body: Section): Generator<Problem> {
  for (const name of ["include", "exclude"]) {
    const number = body.at("logs").at(name).at("severity_number");
    const text = number.text("min", "");
    if (text !== undefined && text !== "" && !SEVERITY.test(text))
      yield number.problem(
        "min",
        `("${text}") is no severity`,
        "Write TRACE, DEBUG, INFO, WARN, ERROR or FATAL.",
      );
  }
}

/** The newer and the older way to choose exclude each other, signal by signal. */
const BOTH_WAYS: readonly (readonly [
  section: string,
  conditions: readonly string[],
  older: string,
])[] = [
  ["traces", ["resource", "span", "spanevent"], "spans"],
  ["metrics", ["resource", "metric", "datapoint"], "metrics"],
  ["logs", ["resource", "log_record"], "logs"],
  ["profiles", ["resource", "profile"], ""],
];

function* filterWays(body: Section): Generator<Problem> {
  for (const [name, conditions, older] of BOTH_WAYS) {
    const section = body.at(name);
    const inferred = body.at(`${name.slice(0, -1)}_conditions`);
    if (inferred.given && conditions.some((each) => section.at(each).given))
      yield section.own(
        `cannot be used together with "${inferred.path.at(-1) ?? ""}"`,
        "Keep one way.",
      );
    const newer = conditions.find((each) => section.at(each).given);
    const other = body.at(older);
    const match = ["include", "exclude"].find((each) => other.at(each).given);
    if (newer !== undefined && match !== undefined)
      yield other.problem(
        match,
        `cannot be used together with "${name}.${newer}"`,
        "Keep one way.",
      );
  }
}

function* filterSpans(body: Section, signals: ReadonlySet<string>): Generator<Problem> {
  if (signals.has("traces")) yield* matching(body.at("spans"), new Set(["traces"]));
}

function* filterMetrics(body: Section, signals: ReadonlySet<string>): Generator<Problem> {
  if (!signals.has("metrics")) return;
  for (const name of ["include", "exclude"]) {
    const metrics = body.at("metrics").at(name);
    if (metrics.node?.kind !== "map") continue;
    yield* oneOf(metrics, "match_type", ["strict", "regexp", "expr"], { absent: "" });
    if (metrics.text("match_type", "") !== "regexp") continue;
    for (const each of metrics.items("metric_names")) {
      const fault = goRegexFault(each.ownText ?? "");
      if (fault !== undefined)
        yield each.own(`is no regular expression: ${fault}`, "Correct it; the syntax is RE2's.");
    }
  }
}

/** Resource detection and the filter processor. */
export const DETECTION = [
  validates("processor", ["resourcedetection", "resource_detection"], hostnames),
  validates("processor", ["resourcedetection", "resource_detection"], detectors, "used"),
  validates("processor", ["filter"], filterLogs),
  validates("processor", ["filter"], filterWays),
  validates("processor", ["filter"], filterSpans, "used"),
  validates("processor", ["filter"], filterMetrics, "used"),
];
