import { goRegexFault } from "./go-regex.js";
import { needed, oneOf } from "./limits.js";
import { regexes } from "./metrics.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

const ACTIONS = ["insert", "update", "upsert", "delete", "hash", "extract", "convert"];
const SOURCES = ["value", "from_attribute", "from_context"];
const MATCH_TYPES = ["strict", "regexp"];

/** One entry of `actions` of the attributes processor, of `attributes` of the resource processor. */
function* action(entry: Section): Generator<Problem> {
  if (entry.node?.kind !== "map") return;
  yield* oneOf(entry, "action", ACTIONS, { anyCase: true, absent: "" });
  const kind = entry.text("action", "")?.toLowerCase();
  const keyed = kind !== "delete" && kind !== "hash";
  if (keyed || !entry.at("pattern").given) yield* needed(entry, "key", "deployment.environment");
  const given = SOURCES.filter((name) => entry.at(name).given && entry.text(name, "") !== "");
  const fallback = entry.at("default_value").given;
  switch (kind) {
    case "insert":
    case "update":
    case "upsert":
      if (given.length === 0 && !fallback)
        yield entry.own(`says to ${kind} and not what`, `Set one of ${SOURCES.join(", ")}.`);
      if (given.length > 1)
        yield entry.problem(given[1] ?? "", `is a second source beside "${given[0]}"`, "Keep one.");
      yield* unused(entry, ["pattern", "converted_type"], kind);
      break;
    case "delete":
    case "hash":
      yield* unused(entry, ["value", "from_attribute", "converted_type"], kind);
      break;
    case "extract":
      yield* needed(entry, "pattern", '"^(?P<service>[^/]+)"');
      yield* unused(entry, [...SOURCES, "converted_type"], kind);
      yield* groups(entry);
      break;
    case "convert":
      yield* oneOf(entry, "converted_type", ["string", "int", "double"], { absent: "" });
      yield* unused(entry, [...SOURCES, "pattern"], kind);
      break;
  }
}

function* unused(entry: Section, names: readonly string[], kind: string): Generator<Problem> {
  for (const name of names) {
    if (entry.at(name).given && entry.text(name, "") !== "")
      yield entry.problem(name, `is not used by the action "${kind}" and refused`, "Remove it.");
  }
}

/** The pattern of `extract` names what it takes out: every group has a name. */
function* groups(entry: Section): Generator<Problem> {
  const pattern = entry.text("pattern", "");
  if (pattern === undefined || pattern === "") return;
  const plain = pattern.replace(/\\./g, "").replace(/\[[^\]]*\]/g, "");
  const named = /\(\?P?<[^=!]/.test(plain);
  if (!named || /\((?!\?)/.test(plain))
    yield entry.problem(
      "pattern",
      "has a group without a name, or no group",
      "Name every group: (?P<name>…).",
    );
}

/** What spans, logs and metrics can be chosen by. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  traces: ["services", "span_names", "span_kinds", "attributes", "libraries", "resources"],
  logs: [
    "attributes",
    "libraries",
    "resources",
    "log_bodies",
    "log_severity_texts",
    "log_severity_number",
  ],
  metrics: ["metric_names", "resources"],
};
const ALL_PROPERTIES = [...new Set(Object.values(PROPERTIES).flat())];

/** `include` and `exclude` of processors that choose spans, logs or metrics by their properties. */
export function* matching(body: Section, signals: ReadonlySet<string>): Generator<Problem> {
  for (const name of ["include", "exclude"]) {
    const match = body.at(name);
    if (match.node?.kind !== "map") continue;
    yield* oneOf(match, "match_type", MATCH_TYPES, { absent: "" });
    for (const signal of signals) yield* matchingOf(match, signal);
    if (match.text("match_type", "") !== "regexp") continue;
    for (const property of ["services", "span_names", "log_bodies", "metric_names"]) {
      for (const each of match.items(property)) {
        const fault = goRegexFault(each.ownText ?? "");
        if (fault !== undefined)
          yield each.own(`is no regular expression: ${fault}`, "Correct it; the syntax is RE2's.");
      }
    }
  }
}

function* matchingOf(match: Section, signal: string): Generator<Problem> {
  const known = PROPERTIES[signal];
  if (known === undefined) return;
  const given = ALL_PROPERTIES.filter((each) => match.at(each).given && match.count(each) !== 0);
  const foreign = given.find((each) => !known.includes(each));
  if (foreign !== undefined)
    yield match.problem(
      foreign,
      `cannot be matched in ${signal}`,
      `Use the processor in other pipelines, or match ${known.join(", ")}.`,
    );
  else if (given.length === 0)
    yield match.own("has nothing to match", `Set ${known.join(", or ")}.`);
}

function* span(body: Section, signals: ReadonlySet<string>): Generator<Problem> {
  yield* matching(body, signals);
  const naming = body.at("name");
  const rename =
    naming.count("from_attributes") !== 0 || naming.at("to_attributes").count("rules") !== 0;
  yield* regexes(naming.at("to_attributes"), "rules");
  const status = body.at("status");
  if (body.readable && naming.readable && !rename && !status.given)
    yield body.own("does nothing", "Set name.from_attributes, name.to_attributes.rules or status.");
  if (!status.given || !status.readable) return;
  yield* oneOf(status, "code", ["Ok", "Error", "Unset"], { absent: "" });
  const code = status.text("code", "");
  const text = status.text("description", "");
  if (code !== undefined && code !== "Error" && text !== undefined && text !== "")
    yield status.problem("description", 'is taken only with the code "Error"', "Remove it.");
}

/** Processors that write attributes. */
export const ATTRIBUTES = [
  validates("processor", ["attributes"], function* (body) {
    if (body.count("actions") === 0)
      yield body.problem("actions", "has no entry", "List what to do, or remove the processor.");
  }),
  validates(
    "processor",
    ["attributes"],
    function* (body, signals) {
      for (const entry of body.items("actions")) yield* action(entry);
      yield* matching(body, signals);
    },
    "used",
  ),
  validates(
    "processor",
    ["resource"],
    function* (body) {
      for (const entry of body.items("attributes")) yield* action(entry);
    },
    "used",
  ),
  validates("processor", ["span"], span, "used"),
];
