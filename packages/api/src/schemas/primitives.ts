import { z } from "zod";

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

/** RFC 3339 in UTC with milliseconds, such as `2026-11-23T08:15:30.000Z`. */
export const Time = z.iso
  .datetime({ precision: 3 })
  .meta({ description: "RFC 3339 in UTC with milliseconds." });

/** A moment that a caller names: seconds alone will do. */
export const GivenTime = z.iso
  .datetime({ error: "write it as RFC 3339 in UTC, such as 2026-11-23T08:15:30Z" })
  .meta({ description: "RFC 3339 in UTC, with or without milliseconds." });

/** A user-chosen name: lower case letters, digits and dashes, 63 at most, no dash in front. */
export const Name = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    "a name is 1 to 63 lower case letters, digits and dashes, and starts with a letter or digit",
  );

/** OpAMP instance UID in canonical UUID text. Former UIDs of the same agent are accepted in paths. */
export const InstanceUid = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    "an instance UID is a UUID in lower case, such as 0192f1c8-7a3b-7c4d-8e5f-001122334455",
  );

/** Label key, as operators write it in queries after `label.`. */
export const LabelKey = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9_./-]{0,61}[A-Za-z0-9])?$/,
    "a label key is 1 to 63 letters, digits, dots, dashes, slashes and underscores",
  );

/** A change to labels: a value sets, null removes, keys not named stay. */
export const LabelPatch = z.record(LabelKey, z.string().max(LABEL_VALUE_LENGTH_MAX).nullable());

/** Id of a rollout: a UUID. */
export const RolloutId = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^[1-9][0-9]{0,9}$/,
    "a rollout is named by its id, a UUID in lower case, or by its number",
  );

/** Names an approval request. */
export const RequestId = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^[1-9][0-9]{0,8}$/,
    "a request is named by its id, a UUID in lower case, or by its number",
  );

/** How many agents the caller believes to reach. */
export const ExpectedAgents = z.int().min(0).meta({
  description:
    "How many agents the caller believes to reach; another number is answered 409 `reach-differs`.",
});

/** 1, 2, 3, … within one configuration. */
export const RevisionNumber = z.int().min(1).max(2_147_483_647);

/** A query in the grammar of the search box; the empty text is everything. */
export const QueryText = z.string().max(QUERY_LENGTH_MAX);

/** Keyset paging, the same for every list. */
export const pageQuery = {
  limit: z.coerce
    .number<number>()
    .int()
    .min(1)
    .max(PAGE_LIMIT_MAX)
    .default(PAGE_LIMIT_DEFAULT)
    .meta({ description: "Items per page." }),
  cursor: z
    .string()
    .max(1_024)
    .optional()
    .meta({ description: "Opaque; `nextCursor` of the page before." }),
};

/** A page of `item`. `total` counts the whole result, not the page. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.int().min(0),
  });
}
