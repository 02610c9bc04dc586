import type { OptionNode } from "../catalogue/catalogue.js";
import {
  ANYTHING,
  anyOf,
  COUNT,
  DURATION,
  FLAG,
  INTEGER,
  listOf,
  mapOf,
  NUMBER,
  OPEN,
  openSection,
  SIZE,
  strictListOf,
  TEXT,
  TEXTS,
} from "./option-nodes.js";

// Options that an operator does not know are ignored, so every section here is open.

/** A field: `attributes.x`, `resource.x`, `body.x` or `body`. A map passes as an empty one. */
const FIELD = anyOf(TEXT, OPEN);

const BASIC = { id: TEXT, type: TEXT };
const WRITER = { ...BASIC, output: TEXTS };
const TRANSFORMER = { ...WRITER, on_error: TEXT, if: TEXT };

const TIME = { parse_from: FIELD, layout: TEXT, layout_type: TEXT, location: TEXT };
const SEVERITY = { parse_from: FIELD, preset: TEXT, mapping: ANYTHING, overwrite_text: FLAG };
const FROM = openSection({ parse_from: FIELD });
const TRACE = { trace_id: FROM, span_id: FROM, trace_flags: FROM };

const PARSER = {
  ...TRANSFORMER,
  parse_from: FIELD,
  parse_to: FIELD,
  body: FIELD,
  timestamp: openSection(TIME),
  severity: openSection(SEVERITY),
  trace: openSection(TRACE),
  scope_name: FROM,
};

const ON_FIELD = openSection({ ...TRANSFORMER, field: FIELD });
const FROM_TO = openSection({ ...TRANSFORMER, from: FIELD, to: FIELD });

/** Operators of the receivers that read logs from files, sockets and journals, as of 0.149 to 0.159. */
export const LOG_OPERATORS: Readonly<Record<string, OptionNode>> = {
  add: openSection({ ...TRANSFORMER, field: FIELD, value: ANYTHING }),
  assign_keys: openSection({ ...TRANSFORMER, field: FIELD, keys: TEXTS }),
  container: openSection({
    ...PARSER,
    format: TEXT,
    add_metadata_from_filepath: FLAG,
    max_log_size: SIZE,
  }),
  copy: FROM_TO,
  csv_parser: openSection({
    ...PARSER,
    header: TEXT,
    header_delimiter: TEXT,
    header_attribute: TEXT,
    delimiter: TEXT,
    lazy_quotes: FLAG,
    ignore_quotes: FLAG,
  }),
  drop_output: openSection(BASIC),
  file_input: openSection({}),
  file_output: openSection({ ...BASIC, path: TEXT, format: TEXT }),
  filter: openSection({ ...TRANSFORMER, expr: TEXT, drop_ratio: NUMBER }),
  flatten: ON_FIELD,
  generate_input: openSection({}),
  journald_input: openSection({}),
  json_array_parser: openSection({ ...PARSER, header: TEXT }),
  json_parser: openSection({ ...PARSER, parse_ints: FLAG }),
  key_value_parser: openSection({ ...PARSER, delimiter: TEXT, pair_delimiter: TEXT }),
  move: FROM_TO,
  namedpipe: openSection({}),
  noop: openSection(TRANSFORMER),
  recombine: openSection({
    ...TRANSFORMER,
    is_first_entry: TEXT,
    is_last_entry: TEXT,
    max_batch_size: INTEGER,
    max_unmatched_batch_size: INTEGER,
    combine_field: FIELD,
    combine_with: TEXT,
    source_identifier: FIELD,
    overwrite_with: TEXT,
    force_flush_period: DURATION,
    max_sources: INTEGER,
    max_log_size: SIZE,
  }),
  regex_parser: openSection({ ...PARSER, regex: TEXT, cache: openSection({ size: COUNT }) }),
  regex_replace: openSection({
    ...TRANSFORMER,
    regex_name: TEXT,
    regex: TEXT,
    replace_with: TEXT,
    field: FIELD,
  }),
  remove: ON_FIELD,
  retain: openSection({ ...TRANSFORMER, fields: strictListOf(FIELD) }),
  router: openSection({
    ...BASIC,
    routes: listOf(openSection({ expr: TEXT, output: TEXTS, attributes: mapOf(TEXT) })),
    default: TEXTS,
  }),
  sanitize_utf8: ON_FIELD,
  scope_name_parser: openSection({ ...TRANSFORMER, parse_from: FIELD }),
  severity_parser: openSection({ ...TRANSFORMER, ...SEVERITY }),
  stdin: openSection({}),
  stdout: openSection(BASIC),
  syslog_input: openSection({}),
  syslog_parser: openSection({
    ...PARSER,
    protocol: TEXT,
    location: TEXT,
    enable_octet_counting: FLAG,
    allow_skip_pri_header: FLAG,
    non_transparent_framing_trailer: TEXT,
    max_octets: INTEGER,
  }),
  tcp_input: openSection({}),
  time_parser: openSection({ ...TRANSFORMER, ...TIME }),
  trace_parser: openSection({ ...TRANSFORMER, ...TRACE }),
  udp_input: openSection({}),
  unquote: ON_FIELD,
  uri_parser: openSection(PARSER),
  windows_eventlog_input: openSection({}),
};
