import { z } from "zod";
import { ExpectedAgents, GivenTime, InstanceUid, Name, RevisionNumber } from "./primitives.js";
import { planFields } from "./rollout-plan.js";
import { BULK_UIDS_MAX, REASON_LENGTH_MAX } from "../limits.js";

/** Begins a rollout of a revision to a group, or of a fragment's revision to everything that stands on it. */
export const RolloutCreate = z
  .strictObject({
    group: Name.optional(),
    fragment: Name.optional().meta({
      description:
        "Instead of `group`: new revisions of every stable configuration that stands on it.",
    }),
    configuration: Name.optional().meta({ description: "Left out: the group's own." }),
    revision: RevisionNumber,
    ...planFields,
    startAt: GivenTime.nullable().optional().meta({ description: "Not before; null: at once." }),
    deadline: GivenTime.nullable().optional().meta({
      description: "After it nobody new is assigned; null: never.",
    }),
    force: z.boolean().default(false).meta({
      description: "Also to agents that by their own report cannot run it.",
    }),
    expectedAgents: ExpectedAgents.optional(),
  })
  .refine((body) => (body.group === undefined) !== (body.fragment === undefined), {
    message: "name a `group` or a `fragment`, exactly one of them",
  })
  .refine((body) => body.fragment === undefined || body.configuration === undefined, {
    message: "a rollout of a fragment takes no `configuration`",
    path: ["configuration"],
  })
  .meta({ id: "RolloutCreate" });
export type RolloutCreate = z.output<typeof RolloutCreate>;

const reason = z
  .string()
  .max(REASON_LENGTH_MAX)
  .optional()
  .meta({ description: "Kept with what happened and in the audit." });

/** A verb about a whole rollout. */
export const RolloutSteer = z.strictObject({ reason }).meta({ id: "RolloutSteer" });
export type RolloutSteer = z.output<typeof RolloutSteer>;

const uids = z.array(InstanceUid).min(1).max(BULK_UIDS_MAX);

/** A new attempt on members that failed; without `uids` on all of them. */
export const RetryFailed = z
  .strictObject({ uids: uids.optional(), reason })
  .meta({ id: "RetryFailed" });
export type RetryFailed = z.output<typeof RetryFailed>;

/** Holds members where they were; the rollout goes on without them. */
export const ExcludeMembers = z
  .strictObject({
    uids: uids.optional(),
    cause: z
      .string()
      .min(1)
      .max(4_096)
      .optional()
      .meta({ description: "Everyone with this cause, as the rollout's `causes` say it." }),
    resume: z.boolean().default(false),
    reason,
  })
  .refine((body) => (body.uids === undefined) !== (body.cause === undefined), {
    message: "name the members by `uids` or by `cause`, exactly one of them",
  })
  .meta({ id: "ExcludeMembers" });
export type ExcludeMembers = z.output<typeof ExcludeMembers>;
