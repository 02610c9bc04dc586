/** User-chosen names: letters, digits and dashes, 63 characters at most. */
export const NAME_PATTERN = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Fragments that one revision stands on. */
export const LAYERS_MAX = 32;

/** Variables that one revision declares, and values that one agent has. */
export const VARIABLES_MAX = 64;

/** Characters of a variable's text value. */
export const VARIABLE_TEXT_LENGTH_MAX = 4_096;

/** Names as `${fleethub:NAME}` takes them. */
export const VARIABLE_NAME_PATTERN = /^[A-Z][A-Z0-9_]{0,62}$/;

/** Policies of one hub: each is evaluated at every save. */
export const POLICIES_MAX = 200;

/** Groups of one hub: an agent is held against each of them in order. */
export const GROUPS_MAX = 500;

/** Enrolment tokens of one hub, revoked ones included: agents are found by their names. */
export const ENROLMENT_TOKENS_MAX = 10_000;

/** Agents that one enrolment token may be limited to. */
export const ENROLMENT_USES_MAX = 1_000_000;

/** Instance UIDs that a hub gave in the name of one agent and nobody has taken yet. */
export const GIVEN_UIDS_MAX = 32;

/** Exceptions of one policy, expired ones included. */
export const EXCEPTIONS_MAX = 100;

/** Secrets of one hub. */
export const SECRETS_MAX = 500;

/** Bytes of a secret's value, as UTF-8. */
export const SECRET_SIZE_BYTES_MAX = 32_768;

/** A shorter value could not be told from other text in what agents report. */
export const SECRET_SIZE_BYTES_MIN = 8;
