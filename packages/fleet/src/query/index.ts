export { explain } from "./explain.js";
export type { FieldKind, FieldName, QueryField } from "./fields.js";
export {
  ADMISSIONS,
  CREDENTIALS,
  FLOWS,
  HEALTHS,
  PRESENCES,
  QUERY_FIELDS,
  SYNCS,
  VERIFIEDS,
} from "./fields.js";
export { formatQuery, formatTerm } from "./format.js";
export { matchQuery, queryMatcher } from "./match.js";
export type { ParsedQuery, ParseOptions, QueryUse } from "./parse.js";
export { parseQuery, QUERY_LENGTH_MAX, QUERY_TERMS_MAX, TERM_VALUES_MAX } from "./parse.js";
export type {
  Comparand,
  CompareOp,
  Query,
  QueryFacts,
  QueryProblem,
  QueryTerm,
  QueryValue,
} from "./query.js";
// For search boxes.
export type { Completion, Completions } from "./complete.js";
export { completeQuery } from "./complete.js";
// For stores that answer queries in their own language.
export { SILENT_FLOWS } from "./fields.js";
export { foldCase } from "./fold.js";
export { anywhere, matchesSegments } from "./pattern.js";
export { versionKey } from "./version.js";
