import { needed, oneOf, positive } from "./limits.js";
import { goRegexFault } from "./go-regex.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

const METRIC_TYPES = ["sum", "histogram", "exponentialhistogram"];

function* cumulativeToDelta(body: Section): Generator<Problem> {
  for (const name of ["include", "exclude"]) {
    const match = body.at(name);
    if (match.node?.kind !== "map") continue;
    const metrics = match.count("metrics");
    const type = match.text("match_type", "");
    if (metrics !== undefined && metrics > 0 && type === "")
      yield match.own('lists metrics without "match_type"', "Set match_type: strict or regexp.");
    if (type !== undefined && type !== "" && metrics === 0)
      yield match.problem("match_type", "has no metrics to match", "List metrics.");
    for (const each of match.texts("metric_types") ?? []) {
      if (!METRIC_TYPES.includes(each.toLowerCase()))
        yield match.problem(
          "metric_types",
          `knows no "${each}"`,
          `Use ${METRIC_TYPES.join(", ")}.`,
        );
    }
  }
}

const STRATEGIES = ["true_reset_point", "subtract_initial_point", "start_time_metric"];

function* metricStartTime(body: Section): Generator<Problem> {
  yield* oneOf(body, "strategy", STRATEGIES);
  yield* positive(body, "gc_interval", { duration: true });
  const pattern = body.text("start_time_metric_regex", "");
  if (pattern === undefined || pattern === "") return;
  yield* regex(body, "start_time_metric_regex");
  const strategy = body.text("strategy", STRATEGIES[0]);
  if (strategy !== undefined && strategy !== "start_time_metric")
    yield body.problem(
      "start_time_metric_regex",
      'is taken only with the strategy "start_time_metric"',
      "Remove it, or set that strategy.",
    );
}

/** A regular expression that Go cannot read. */
export function* regex(section: Section, name: string): Generator<Problem> {
  const fault = goRegexFault(section.text(name, "") ?? "");
  if (fault !== undefined)
    yield section.problem(
      name,
      `is no regular expression: ${fault}`,
      "Correct it; the syntax is RE2's.",
    );
}

/** Regular expressions of a list; those that only the agent knows are left alone. */
export function* regexes(section: Section, name: string): Generator<Problem> {
  for (const item of section.items(name)) {
    const fault = goRegexFault(item.ownText ?? "");
    if (fault !== undefined)
      yield item.own(`is no regular expression: ${fault}`, "Correct it; the syntax is RE2's.");
  }
}

const AGGREGATIONS = ["", "sum", "mean", "min", "max", "count", "median"];
const TRANSFORM_ACTIONS = ["insert", "update", "combine", "group"];
const OPERATIONS = [
  "add_label",
  "update_label",
  "delete_label_value",
  "toggle_scalar_data_type",
  "experimental_scale_value",
  "aggregate_labels",
  "aggregate_label_values",
];

function* metricsTransform(body: Section): Generator<Problem> {
  for (const each of body.items("transforms")) {
    if (each.node?.kind !== "map") continue;
    yield* needed(each, "include", "system.cpu.usage");
    yield* oneOf(each, "match_type", ["", "strict", "regexp"]);
    if (each.text("match_type", "") === "regexp") yield* regex(each, "include");
    yield* oneOf(each, "action", TRANSFORM_ACTIONS, { absent: "" });
    const action = each.text("action", "");
    if (action === "insert" || action === "combine") yield* needed(each, "new_name", "new.name");
    if (action === "combine") yield* needed(each, "aggregation_type", "sum");
    if (action === "group" && each.readable && !each.at("group_resource_labels").given)
      yield each.problem(
        "group_resource_labels",
        "is missing",
        "Set the labels of the new resource.",
      );
    yield* oneOf(each, "aggregation_type", AGGREGATIONS);
    yield* oneOf(each, "submatch_case", ["", "lower", "upper"]);
    for (const operation of each.items("operations")) {
      if (operation.node?.kind !== "map") continue;
      yield* oneOf(operation, "action", OPERATIONS, { absent: "" });
      yield* oneOf(operation, "aggregation_type", AGGREGATIONS);
      const does = operation.text("action", "");
      if (does === "update_label") yield* needed(operation, "label", "state");
      if (does === "add_label") {
        yield* needed(operation, "new_label", "state");
        yield* needed(operation, "new_value", "idle");
      }
      if (does === "experimental_scale_value" && operation.number("experimental_scale") === 0)
        yield operation.problem("experimental_scale", "is missing", "Set the factor.");
    }
  }
}

const GENERATED = ["calculate", "scale"];
const ARITHMETIC = ["add", "subtract", "multiply", "divide", "percent"];

function* metricsGeneration(body: Section): Generator<Problem> {
  for (const rule of body.items("rules")) {
    if (rule.node?.kind !== "map") continue;
    yield* needed(rule, "name", "new.metric");
    yield* oneOf(rule, "type", GENERATED, { absent: "" });
    yield* needed(rule, "metric1", "first.metric");
    const type = rule.text("type", "");
    if (type === "calculate") yield* needed(rule, "metric2", "second.metric");
    if (type === "scale") yield* positive(rule, "scale_by", { absent: 0 });
    const name = rule.text("name", "");
    for (const other of ["metric1", "metric2"]) {
      if (name !== undefined && name !== "" && rule.text(other, "") === name)
        yield rule.problem(
          "name",
          `is the same as "${other}"`,
          "Give the new metric a name of its own.",
        );
    }
    if (rule.at("operation").given && rule.text("operation") !== "")
      yield* oneOf(rule, "operation", ARITHMETIC);
  }
}

/** Processors of metrics. */
export const METRICS = [
  validates("processor", ["deltatorate", "delta_to_rate"], function* (body) {
    if (body.count("metrics") === 0)
      yield body.problem("metrics", "names no metric", "List the metrics to turn into rates.");
  }),
  validates("processor", ["cumulativetodelta", "cumulative_to_delta"], cumulativeToDelta),
  validates("processor", ["metricstarttime", "metric_start_time"], metricStartTime),
  validates("processor", ["metricstransform", "metrics_transform"], metricsTransform, "used"),
  validates(
    "processor",
    ["metricsgeneration", "experimental_metricsgeneration", "metrics_generation"],
    metricsGeneration,
  ),
];
