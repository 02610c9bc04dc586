import { z } from "zod";
import {
  LABEL_VALUE_LENGTH_MAX,
  PAGE_LIMIT_DEFAULT,
  PAGE_LIMIT_MAX,
  QUERY_LENGTH_MAX,
} from "../limits.js";

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
