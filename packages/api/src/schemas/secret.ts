import { z } from "zod";
import { RolloutReference } from "./group.js";
import { Name, pageOf, Time } from "./primitives.js";
import {
  QUERY_LENGTH_MAX,
  SECRET_SIZE_BYTES_MAX,
  SECRET_SIZE_BYTES_MIN,
  TEXT_LENGTH_MAX,
} from "../limits.js";

const Reach = z.string().min(1).max(QUERY_LENGTH_MAX).nullable().meta({
  description:
    "Who may be offered the value: a query over what the hub itself set (`label.KEY`, `enrolment`, `pinned`); null: every agent.",
});

const Value = z
  .string()
  .min(1)
  .max(SECRET_SIZE_BYTES_MAX)
  .meta({
    description: `${SECRET_SIZE_BYTES_MIN} to ${SECRET_SIZE_BYTES_MAX} bytes of UTF-8. Written, and never answered by any route.`,
  });

/** What stands for `${fleethub:secret/NAME}` in configurations. Its value is not part of any answer. */
export const Secret = z
  .strictObject({
    name: Name,
    description: z.string(),
    reach: Reach,
    agents: z.int().min(0).meta({ description: "Within its reach." }),
    configurations: z
      .array(Name)
      .meta({ description: "Those whose newest revision, or one that a group runs, names it." }),
    valueChangedAt: Time,
    version: z.int().min(0).meta({ description: "Moves with every write; `If-Match` names it." }),
    createdAt: Time,
    createdBy: z.string(),
    changedAt: Time,
  })
  .meta({ id: "Secret" });
export type Secret = z.output<typeof Secret>;

/** By name. */
export const SecretPage = pageOf(Secret).meta({ id: "SecretPage" });
export type SecretPage = z.output<typeof SecretPage>;

const description = z.string().max(TEXT_LENGTH_MAX).default("");

export const SecretCreate = z
  .strictObject({ name: Name, value: Value, reach: Reach.default(null), description })
  .meta({ id: "SecretCreate" });
export type SecretCreate = z.output<typeof SecretCreate>;

/** Replaces reach and description, and the value where one is given. */
export const SecretReplace = z
  .strictObject({
    value: Value.optional().meta({ description: "Left out: as it is." }),
    reach: Reach.default(null),
    description,
  })
  .meta({ id: "SecretReplace" });
export type SecretReplace = z.output<typeof SecretReplace>;

/** A secret that was written, and what follows for agents. */
export const SecretWritten = Secret.extend({
  changed: z
    .int()
    .min(0)
    .meta({ description: "Agents that are offered another configuration by it." }),
  opened: RolloutReference.nullable().meta({
    description: "Above the direct limit: what brings it to them wave by wave.",
  }),
}).meta({ id: "SecretWritten" });
export type SecretWritten = z.output<typeof SecretWritten>;

/** The key that everything in the store is sealed with. */
export const HubKeyState = z
  .strictObject({
    held: z.boolean(),
    detail: z.string().meta({ description: "Why nothing can be sealed; empty where it is held." }),
    id: z.string().nullable().meta({ description: "Names the key and reveals nothing." }),
    place: z
      .string()
      .nullable()
      .meta({ description: "Where the hub read it: a file, or FLEETHUB_KEY." }),
    formerKeys: z.array(z.string()).meta({
      description: "Ids of keys that stand behind it, so that a rotation can be finished.",
    }),
    sealed: z.int().min(0).meta({ description: "Things that are sealed in the store." }),
    underFormerKeys: z
      .int()
      .min(0)
      .meta({ description: "Of them, those that a rotation still has to do." }),
  })
  .meta({ id: "HubKeyState" });
export type HubKeyState = z.output<typeof HubKeyState>;
