import { z } from "zod";

/**
 * Kinds of server-sent events. `agent.renamed` carries the instance UID that the agent had; `reset`: read
 * everything afresh, the log no longer reaches back.
 */
export const EventKind = z
  .enum([
    "agent.changed",
    "agent.forgotten",
    "agent.renamed",
    "configuration.changed",
    "configuration.removed",
    "group.changed",
    "group.removed",
    "policy.changed",
    "policy.removed",
    "secret.changed",
    "secret.removed",
    "rollout.changed",
    "enrolment.changed",
    "approval.changed",
    "reset",
  ])
  .meta({ id: "EventKind" });
export type EventKind = z.output<typeof EventKind>;

/** `data` of an event: which resource moved, and to which version. Its event id is the change sequence. */
export const ChangeEvent = z
  .strictObject({
    id: z.string().meta({
      description:
        "Instance UID of an agent, id of a rollout or an approval request, or name of a configuration, group, policy or secret.",
    }),
    version: z.int(),
  })
  .meta({ id: "ChangeEvent" });
export type ChangeEvent = z.output<typeof ChangeEvent>;
