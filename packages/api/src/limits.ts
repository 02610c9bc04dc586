// Apart from the schemas, so that a page which needs a number does not load what validates.

/** Page size where a caller names none. */
export const PAGE_LIMIT_DEFAULT = 50;
/** Largest page a caller may ask for. */
export const PAGE_LIMIT_MAX = 500;
/** Longest query text accepted, in characters. */
export const QUERY_LENGTH_MAX = 4_000;
/** Largest request body, in bytes. Longer ones are refused with `body-too-large`. */
export const BODY_BYTES_MAX = 5_000_000;
/** Largest text of one revision, in bytes of UTF-8. Longer ones are refused with `revision-too-large`. */
export const REVISION_SIZE_BYTES_MAX = 1_048_576;
/** Most layers of one revision. */
export const LAYERS_MAX = 32;
/** Most variables that one revision declares, or that one agent has values for. */
export const VARIABLES_MAX = 64;
/** Longest text value of a variable, in characters. */
export const VARIABLE_TEXT_LENGTH_MAX = 4_096;
/** Most policies of one hub. */
export const POLICIES_MAX = 200;
/** Most exceptions of one policy, expired ones included. */
export const EXCEPTIONS_MAX = 100;
/** Most days of compliance that one answer tells. */
export const COMPLIANCE_DAYS_MAX = 400;
/** Longest title of a policy, in characters. */
export const TITLE_LENGTH_MAX = 200;
/** Longest reason of an exception, in characters. */
export const REASON_LENGTH_MAX = 1_024;
/** Most agents that one bulk request may name by UID. */
export const BULK_UIDS_MAX = 1_000;
/** Most groups of one hub. */
export const GROUPS_MAX = 500;
/** Most waves that a rollout names. */
export const WAVES_MAX = 20;
/** Most gates of one rollout. */
export const ROLLOUT_GATES_MAX = 40;
/** Most stretches of the week in one maintenance window. */
export const OPEN_HOURS_MAX = 50;
/** Longest free text (descriptions, messages, reasons), in characters. */
export const TEXT_LENGTH_MAX = 1_024;
/** Longest label value, in characters. */
export const LABEL_VALUE_LENGTH_MAX = 255;
/** Most grants of one person, API token or provider. */
export const GRANTS_MAX = 50;
/** Most API tokens of one person. */
export const API_TOKENS_MAX = 100;
/** Longest text of a query over the audit, in characters. */
export const AUDIT_QUERY_LENGTH_MAX = 1_000;
/** Most enrolment tokens of one hub, revoked ones included. */
export const ENROLMENT_TOKENS_MAX = 10_000;
/** Most agents that one enrolment token may be limited to. */
export const ENROLMENT_USES_MAX = 1_000_000;
/** Most people of one hub. */
export const PEOPLE_MAX = 5_000;
/** Most providers of one hub. */
export const PROVIDERS_MAX = 20;
/** Most secrets of one hub. */
export const SECRETS_MAX = 500;
/** Largest value of a secret, in bytes of UTF-8. */
export const SECRET_SIZE_BYTES_MAX = 32_768;
/** Shortest value of a secret, in bytes of UTF-8: a shorter one could not be told from other text in what agents report. */
export const SECRET_SIZE_BYTES_MIN = 8;
/** Longest password that is read, in characters. */
export const PASSWORD_LENGTH_MAX = 256;
/** Shortest password that is accepted, in characters. */
export const PASSWORD_LENGTH_MIN = 12;
/** Longest shown name of a person, in characters. */
export const DISPLAY_NAME_LENGTH_MAX = 100;
