import { needed, notNegative, oneOf, positive } from "./limits.js";
import type { Problem, Section } from "./section.js";
import { validates } from "./validation.js";

/** Dimensions that every metric of spans has anyway. */
const OWN_DIMENSIONS = ["service.name", "span.kind", "status.code", "span.name"];

function* dimensions(section: Section, name: string): Generator<Problem> {
  const seen = new Set(OWN_DIMENSIONS);
  for (const each of section.items(name)) {
    if (each.node?.kind !== "map") continue;
    const [called, glob] = [each.text("name", ""), each.text("glob", "")];
    if (called === undefined || glob === undefined) continue;
    if (called === "" && glob === "")
      yield each.own('has neither "name" nor "glob"', "Set name: ATTRIBUTE.");
    else if (called !== "" && glob !== "")
      yield each.problem("glob", 'cannot be used together with "name"', "Keep one of the two.");
    else if (glob !== "" && each.at("default").given)
      yield each.problem("default", 'cannot be used with "glob"', "Remove it.");
    if (called !== "" && seen.has(called))
      yield each.problem(
        "name",
        OWN_DIMENSIONS.includes(called)
          ? `("${called}") is a dimension anyway`
          : `("${called}") is listed twice`,
        "Remove it.",
      );
    seen.add(called);
  }
}

function* spanMetrics(body: Section): Generator<Problem> {
  const histogram = body.at("histogram");
  yield* dimensions(body, "dimensions");
  yield* dimensions(body, "calls_dimensions");
  yield* dimensions(histogram, "dimensions");
  const events = body.at("events");
  if (events.flag("enabled") === true) {
    if (events.count("dimensions") === 0)
      yield events.problem("dimensions", "is empty", "List dimensions, or set enabled: false.");
    yield* dimensions(events, "dimensions");
  }
  if (histogram.at("explicit").given && histogram.at("exponential").given)
    yield histogram.problem("exponential", 'cannot be used together with "explicit"', "Keep one.");
  yield* positive(body, "metrics_flush_interval", { duration: true });
  for (const name of ["metrics_expiration", "series_expiration"]) yield* notNegative(body, name);
  if (body.text("aggregation_temporality", "") === "AGGREGATION_TEMPORALITY_DELTA")
    yield* positive(body, "metric_timestamp_cache_size");
  yield* notNegative(body, "aggregation_cardinality_limit", false);
}

function* routing(body: Section): Generator<Problem> {
  if (body.count("table") === 0)
    yield body.problem("table", "has no entry", "List where to send what.");
  for (const row of body.items("table")) {
    if (row.node?.kind !== "map") continue;
    const [statement, condition] = [row.text("statement", ""), row.text("condition", "")];
    if (statement === "" && condition === "")
      yield row.own('has neither "statement" nor "condition"', "Set condition.");
    if (statement !== "" && condition !== "" && row.has("statement") && row.has("condition"))
      yield row.problem("statement", 'cannot be used together with "condition"', "Keep one.");
    if (row.count("pipelines") === 0)
      yield row.problem("pipelines", "names no pipeline", "List pipelines to send to.");
    yield* oneOf(row, "action", ["", "move", "copy"]);
    yield* oneOf(row, "context", ["", "resource", "span", "metric", "datapoint", "log", "request"]);
  }
}

function* count(body: Section): Generator<Problem> {
  for (const signal of ["spans", "spanevents", "datapoints", "logs", "profiles"]) {
    for (const [, metric] of body.at(signal).members()) {
      for (const each of metric.items("attributes"))
        if (each.node?.kind === "map") yield* needed(each, "key", "http.route");
    }
  }
  for (const [, metric] of body.at("metrics").members()) {
    const attributes = metric.count("attributes");
    if (attributes !== undefined && attributes > 0)
      yield metric.problem("attributes", "cannot be taken from metrics", "Remove it.");
  }
}

export const CONNECTORS = [
  validates("connector", ["spanmetrics", "span_metrics"], spanMetrics),
  validates("connector", ["routing"], routing),
  validates("connector", ["count"], count),
];
