/** What the language can look at, by context; names below are not listed where there are none. */
export const OTTL_CONTEXTS: Readonly<Record<string, ReadonlySet<string>>> = {
  resource: words("attributes dropped_attributes_count schema_url"),
  scope: words("attributes dropped_attributes_count name schema_url version"),
  span: words(
    "trace_id span_id trace_state parent_span_id name flags kind start_time_unix_nano end_time_unix_nano start_time end_time attributes dropped_attributes_count events dropped_events_count links dropped_links_count status",
  ),
  spanevent: words("time_unix_nano time name attributes dropped_attributes_count event_index"),
  metric: words(
    "name description unit type aggregation_temporality is_monotonic data_points metadata",
  ),
  datapoint: words(
    "attributes start_time_unix_nano time_unix_nano start_time time value_double value_int exemplars flags count sum min max bucket_counts explicit_bounds scale zero_count positive negative quantile_values",
  ),
  log: words(
    "time_unix_nano observed_time_unix_nano time observed_time severity_number severity_text body attributes dropped_attributes_count flags trace_id span_id event_name",
  ),
};

/** Contexts that statements of a signal may name, the signal's own pieces last. */
export const SIGNAL_CONTEXTS: Readonly<Record<string, readonly string[]>> = {
  trace: ["resource", "scope", "span", "spanevent"],
  metric: ["resource", "scope", "metric", "datapoint", "exemplar"],
  log: ["resource", "scope", "log"],
  profile: ["resource", "scope", "profile", "profilesample"],
};

/** Names that stand before a path in every context. */
export const OTTL_COMMON: ReadonlySet<string> = words(
  "cache resource scope instrumentation_scope otelcol",
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** Words of enumerations that some context has. */
export const OTTL_WORDS: ReadonlySet<string> = new Set([
  ...suffixed("SPAN_KIND", "UNSPECIFIED INTERNAL SERVER CLIENT PRODUCER CONSUMER"),
  ...suffixed("STATUS_CODE", "UNSET OK ERROR"),
  ...suffixed("METRIC_DATA_TYPE", "NONE GAUGE SUM HISTOGRAM EXPONENTIAL_HISTOGRAM SUMMARY"),
  ...suffixed("AGGREGATION_TEMPORALITY", "UNSPECIFIED DELTA CUMULATIVE"),
  ...suffixed("FLAG", "NONE NO_RECORDED_VALUE"),
  "SEVERITY_NUMBER_UNSPECIFIED",
  ...["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"].flatMap((level) =>
    ["", "2", "3", "4"].map((step) => `SEVERITY_NUMBER_${level}${step}`),
  ),
]);

/** Names that nothing stands below with a dot. */
export const OTTL_LEAVES: ReadonlySet<string> = words(
  "attributes cache name description unit schema_url severity_text dropped_attributes_count",
);

function suffixed(start: string, ends: string): readonly string[] {
  return ends.split(" ").map((end) => `${start}_${end}`);
}
