/** What an argument has to be written as; `any` takes every value. */
export type OttlArgumentKind =
  | "any"
  | "path"
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "list"
  | "lambda"
  | "pattern";

export interface OttlParameter {
  readonly name: string;
  readonly kind: OttlArgumentKind;
  readonly optional: boolean;
}

/**
 * One function a line: its name and its parameters in order. A sign behind a parameter tells how it is written: `!` a
 * path, `"` a text, `#` a whole number, `%` a number with a point, `&` true or false, `[` a list, `@` a lambda, `/` a
 * regular expression (a text, or anything that gives one); `?` marks what may be left out.
 */
const SIGNATURES = `
  All source predicate@
  Any source predicate@
  Base64Decode target
  Base64Encode target variant?
  Bool target
  Coalesce values[
  CommunityID source_ip source_port destination_ip destination_port protocol? seed?
  Concat vals[ delimiter
  ContainsValue target item
  ConvertAttributesToElementsXML target x_path"?
  ConvertCase target to_case"
  ConvertTextToElementsXML target x_path"? element_name"?
  Day time
  Decode target encoding
  Double target
  Duration duration
  ExtractGrokPatterns target pattern named_captures_only&? pattern_definitions[?
  ExtractPatterns target pattern/
  FNV target
  Filter source predicate@
  Find source predicate@ mapper@?
  Format format" vals[
  FormatTime time format"
  GetXML target x_path"
  HasAttrKeyOnDatapoint key"
  HasAttrOnDatapoint key" expected_val"
  HasPrefix target prefix
  HasSuffix target suffix
  Hex target
  Hour time
  Hours duration
  Index target value
  InsertXML target x_path" sub_document
  Int target
  IsBool target
  IsDouble target
  IsEmpty target
  IsInCIDR target networks[
  IsInt target
  IsList target
  IsMap target
  IsMatch target pattern/
  IsRootSpan
  IsString target
  IsValidLuhn target
  Keys target
  Len target
  Log target
  MD5 target
  MapEach source mapper@
  MapKeys source key_mapper@
  Microseconds duration
  Milliseconds duration
  Minute time
  Minutes duration
  Month time
  Murmur3Hash target
  Murmur3Hash128 target
  Nanosecond time
  Nanoseconds duration
  Now
  ParseCEF target
  ParseCLF target format"?
  ParseCSV target header delimiter"? header_delimiter"? mode"?
  ParseELF target
  ParseInt target base
  ParseJSON target
  ParseKeyValue target delimiter"? pair_delimiter"?
  ParseLEEF target
  ParseSeverity target mapping
  ParseSimplifiedXML target
  ParseXML target
  ProfileID target
  Reduce source seed accumulator@
  RemoveXML target x_path"
  SHA1 target
  SHA256 target
  SHA512 target
  Second time
  Seconds duration
  SliceToMap target key_path[? value_path[?
  Sort target order"?
  SpanID target
  Split target delimiter
  String target
  Substring target start length utf8_safe&?
  Time time format" location"? locale"?
  ToCamelCase target
  ToKeyValueString target delimiter"? pair_delimiter"? sort_output&?
  ToLowerCase target
  ToSnakeCase target
  ToUpperCase target
  TraceID target
  Trim target replacement"?
  TrimPrefix target prefix
  TrimSuffix target suffix
  TruncateTime time duration
  URL uri
  UUID
  UUIDv7
  Unix seconds nanoseconds?
  UnixMicro time
  UnixMilli time
  UnixNano time
  UnixSeconds time
  UserAgent user_agent
  Values target
  Weekday time
  When condition@ true_value false_value
  XXH128 target
  XXH3 target
  Year time
  aggregate_on_attribute_value aggregation_function" attribute" values[ new_value"
  aggregate_on_attributes aggregation_function" attributes[?
  append target! value? values[?
  convert_exponential_histogram_to_histogram distribution_fn" explicit_bounds[
  convert_gauge_to_sum string_agg_temp" monotonic&
  convert_sum_to_gauge
  convert_summary_count_val_to_sum string_agg_temp" monotonic& suffix"?
  convert_summary_quantile_val_to_gauge attribute_key"? suffix"?
  convert_summary_sum_val_to_sum string_agg_temp" monotonic& suffix"?
  copy_metric name? description? unit?
  delete_index target! start_index end_index?
  delete_key target! key
  delete_matching_keys target! pattern/
  extract_count_metric monotonic& suffix"?
  extract_percentile_metric percentile% suffix"?
  extract_sum_metric monotonic& suffix"?
  flatten target! prefix"? depth#? resolve_conflicts&?
  keep_keys target! keys[
  keep_matching_keys target! pattern/
  limit target! limit# priority_keys[
  merge_maps target! source strategy"
  replace_all_matches target! pattern replacement function? replacement_format?
  replace_all_patterns target! mode" regex_pattern/ replacement function? replacement_format?
  replace_match target! pattern replacement function? replacement_format?
  replace_pattern target! regex_pattern/ replacement function? replacement_format?
  scale_metric multiplier% unit?
  set target! value
  set_semconv_span_name semconv_version" original_span_name_attribute"?
  stringify_all target!
  truncate_all target! limit# utf8_safe&? truncation_marker"?
`;

const MARKS: Readonly<Record<string, OttlArgumentKind>> = {
  "!": "path",
  '"': "text",
  "#": "integer",
  "%": "number",
  "&": "boolean",
  "[": "list",
  "@": "lambda",
  "/": "pattern",
};

/** Functions whose parameters are not the same everywhere. */
const VARYING = ["AdjustedCount", "Buckets", "drop", "merge_histogram_buckets", "route"] as const;

/**
 * Functions of the transformation language that some component knows, as of 0.149 to 0.159, with their parameters.
 * Null where the parameters differ between versions or components.
 */
export const OTTL_FUNCTIONS: ReadonlyMap<string, readonly OttlParameter[] | null> = new Map<
  string,
  readonly OttlParameter[] | null
>([
  ...SIGNATURES.trim()
    .split("\n")
    .map((line) => {
      const [name = "", ...parameters] = line.trim().split(" ");
      return [name, parameters.map(parameterOf)] as const;
    }),
  ...VARYING.map((name) => [name, null] as const),
]);

function parameterOf(text: string): OttlParameter {
  const optional = text.endsWith("?");
  const marked = optional ? text.slice(0, -1) : text;
  const kind = MARKS[marked.at(-1) ?? ""];
  return { name: kind === undefined ? marked : marked.slice(0, -1), kind: kind ?? "any", optional };
}
