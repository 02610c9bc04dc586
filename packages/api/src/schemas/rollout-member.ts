import { z } from "zod";
import { InstanceUid, Name, pageOf, Time } from "./primitives.js";
import { RevisionReference } from "./revision-reference.js";
import { MemberStep } from "./rollout-words.js";

/** One member of a rollout. */
export const Member = z
  .strictObject({
    uid: InstanceUid.nullable().meta({ description: "Null: the agent was forgotten." }),
    name: z.string(),
    group: Name,
    wave: z.int().min(0),
    step: MemberStep,
    since: Time.nullable().meta({ description: "Since when, as far as it is known." }),
    reason: z.string().meta({ description: "Why, in one line; empty where there is none." }),
    cause: z.string().nullable().meta({ description: "Key of its cause, where it failed." }),
    version: z.string().meta({ description: "Of its Collector." }),
    to: RevisionReference,
    from: RevisionReference.nullable(),
    timeToApplySeconds: z
      .number()
      .nullable()
      .meta({ description: "From the offer to APPLIED; null before." }),
  })
  .meta({ id: "Member" });
export type Member = z.output<typeof Member>;

/** In order of wave; `total` counts those that the filter takes. */
export const MemberPage = pageOf(Member).meta({ id: "MemberPage" });
export type MemberPage = z.output<typeof MemberPage>;
