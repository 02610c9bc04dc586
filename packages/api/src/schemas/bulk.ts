import { z } from "zod";
import { AgentPatch, PinBody } from "./agent-detail.js";
import { MoveToGroup, RolloutReference } from "./group.js";
import { InstanceUid, QueryText } from "./primitives.js";
import { AgentRevoke } from "./enrolment.js";
import { ConnectionBody } from "./connection.js";
import { BULK_UIDS_MAX } from "../limits.js";

const reach = {
  query: QueryText.optional().meta({ description: "Everything that matches. Not with `uids`." }),
  uids: z.array(InstanceUid).min(1).max(BULK_UIDS_MAX).optional(),
  expectedAgents: z.int().min(0).optional().meta({
    description: "How many agents the caller believes to reach; another number is answered 409.",
  }),
};

/** One act on many agents: `query` or `uids`, exactly one of them. */
export const BulkRequest = z
  .discriminatedUnion("verb", [
    z.strictObject({
      ...reach,
      verb: z.literal("label"),
      input: AgentPatch.pick({ labels: true, variables: true }).refine(
        ({ labels, variables }) => labels !== undefined || variables !== undefined,
        { message: "change `labels`, `variables`, or both" },
      ),
    }),
    z.strictObject({ ...reach, verb: z.literal("pin"), input: PinBody }),
    z.strictObject({ ...reach, verb: z.literal("move-to-group"), input: MoveToGroup }),
    z.strictObject({ ...reach, verb: z.literal("connection"), input: ConnectionBody }),
    z.strictObject({ ...reach, verb: z.literal("revoke"), input: AgentRevoke }),
    z.strictObject({
      ...reach,
      verb: z.enum([
        "unpin",
        "restart",
        "refresh",
        "approve",
        "forget",
        "offer-again",
        "readmit",
        "rotate-credential",
      ]),
      input: z.strictObject({}).optional(),
    }),
  ])
  .refine((body) => (body.query === undefined) !== (body.uids === undefined), {
    message: "name the agents by `query` or by `uids`, exactly one of them",
  })
  .meta({ id: "BulkRequest" });
export type BulkRequest = z.output<typeof BulkRequest>;

/** What a bulk request did, agent by agent where it could not. */
export const BulkAnswer = z
  .strictObject({
    agents: z.int().min(0).meta({ description: "Agents reached." }),
    done: z.int().min(0),
    unchanged: z.int().min(0).meta({ description: "Were already as asked." }),
    opened: RolloutReference.nullable().meta({
      description: "The rollout that brings to them what they are to run, where they are many.",
    }),
    refused: z.array(z.strictObject({ uid: InstanceUid, type: z.string(), detail: z.string() })),
  })
  .meta({ id: "BulkAnswer" });
export type BulkAnswer = z.output<typeof BulkAnswer>;
