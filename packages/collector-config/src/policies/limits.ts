/** Most paths and components that one verdict lists; the counts are of all. */
export const EVIDENCE_MAX = 50;

/** Longest pattern, attribute key or host in a rule, in UTF-16 units. */
export const PATTERN_LENGTH_MAX = 256;

/** Most patterns, keys, hosts or conditions in one list of a rule. */
export const PATTERNS_MAX = 200;

/** Longest expression, in UTF-16 units. */
export const EXPRESSION_LENGTH_MAX = 4_096;

/** Longest regular expression of a configuration that is understood; a longer one cannot be told. */
export const REGEX_LENGTH_MAX = 2_000;

/** Most states that are visited to compare two sets of keys; with more it cannot be told. */
export const LANGUAGE_STATES_MAX = 5_000;

/** Longest statement in the transformation language that is read, in UTF-16 units. */
export const STATEMENT_LENGTH_MAX = 10_000;
