/** Functions of the transformation language that some component knows, as of 0.149 to 0.159. */
export const OTTL_FUNCTIONS: ReadonlySet<string> = new Set(
  `All Any Base64Decode Base64Encode Bool Coalesce CommunityID Concat ContainsValue ConvertAttributesToElementsXML
  ConvertCase ConvertTextToElementsXML Day Decode Double Duration ExtractGrokPatterns ExtractPatterns FNV Filter Find
  Format FormatTime GetXML HasAttrKeyOnDatapoint HasAttrOnDatapoint HasPrefix HasSuffix Hex Hour Hours Index InsertXML
  Int IsBool IsDouble IsEmpty IsInCIDR IsInt IsList IsMap IsMatch IsRootSpan IsString IsValidLuhn Keys Len Log MD5
  MapEach MapKeys Microseconds Milliseconds Minute Minutes Month Murmur3Hash Murmur3Hash128 Nanosecond Nanoseconds Now
  ParseCEF ParseCLF ParseCSV ParseELF ParseInt ParseJSON ParseKeyValue ParseLEEF ParseSeverity ParseSimplifiedXML
  ParseXML ProfileID Reduce RemoveXML SHA1 SHA256 SHA512 Second Seconds SliceToMap Sort SpanID Split String Substring
  Time ToCamelCase ToKeyValueString ToLowerCase ToSnakeCase ToUpperCase TraceID Trim TrimPrefix TrimSuffix TruncateTime
  URL UUID UUIDv7 Unix UnixMicro UnixMilli UnixNano UnixSeconds UserAgent Values Weekday When XXH128 XXH3 Year
  AdjustedCount Buckets
  aggregate_on_attribute_value aggregate_on_attributes append convert_exponential_histogram_to_histogram
  convert_gauge_to_sum convert_sum_to_gauge convert_summary_count_val_to_sum convert_summary_quantile_val_to_gauge
  convert_summary_sum_val_to_sum copy_metric delete_index delete_key delete_matching_keys drop extract_count_metric
  extract_sum_metric flatten keep_keys keep_matching_keys limit merge_histogram_buckets merge_maps replace_all_matches
  replace_all_patterns replace_match replace_pattern route scale_metric set set_semconv_span_name stringify_all
  truncate_all`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

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
