import { z } from "zod";
import { JudgementList } from "../schemas/judgement.js";
import { Name, pageQuery, RolloutId } from "../schemas/primitives.js";
import { MemberPage } from "../schemas/rollout-member.js";
import {
  ExcludeMembers,
  RetryFailed,
  RolloutCreate,
  RolloutSteer,
} from "../schemas/rollout-requests.js";
import { Rollout, RolloutEventPage, RolloutPage, RolloutStarted } from "../schemas/rollout.js";
import { MemberStep } from "../schemas/rollout-words.js";

const none = z.strictObject({});
const id = z.strictObject({
  id: RolloutId.meta({ description: "Id of a rollout, or its number." }),
});
const read = { params: id, query: none, body: null } as const;
const steer = { params: id, query: none, body: RolloutSteer, answer: Rollout } as const;

const steps = z
  .string()
  .max(256)
  .transform((text) => text.split(","))
  .pipe(z.array(MemberStep))
  .optional()
  .meta({ description: "Only members at these steps, with commas between." });

/** Schemas of the routes of rollouts. */
export const ROLLOUT_SCHEMAS = {
  listRollouts: {
    params: none,
    query: z.strictObject({
      group: Name.optional().meta({ description: "Only those that reach this group." }),
      live: z
        .enum(["true", "false"])
        .optional()
        .meta({ description: "Only those that are under way, or that are not." }),
      ...pageQuery,
    }),
    body: null,
    answer: RolloutPage,
  },
  startRollout: { params: none, query: none, body: RolloutCreate, answer: RolloutStarted },
  getRollout: { ...read, answer: Rollout },
  listMembers: {
    ...read,
    query: z.strictObject({
      step: steps,
      wave: z.coerce.number<number>().int().min(0).optional(),
      ...pageQuery,
    }),
    answer: MemberPage,
  },
  listRolloutEvents: { ...read, query: z.strictObject(pageQuery), answer: RolloutEventPage },
  listJudgements: { ...read, answer: JudgementList },
  getRolloutReport: { ...read, answer: z.string() },
  pauseRollout: steer,
  resumeRollout: steer,
  abortRollout: steer,
  rollBackRollout: steer,
  promoteRollout: steer,
  retryFailed: { params: id, query: none, body: RetryFailed, answer: Rollout },
  excludeMembers: { params: id, query: none, body: ExcludeMembers, answer: Rollout },
} as const;
