import { z } from "zod";
import { Grants } from "./access.js";
import { GivenTime, Name, pageOf, Time } from "./primitives.js";

/** A token that scripts and machines ask with. The text itself is never shown again. */
export const ApiToken = z
  .strictObject({
    id: z.string().meta({ description: "Stands inside the token too: fha_ID_…" }),
    name: Name,
    owner: Name.nullable().meta({
      description: "Who made it, and whose grants it never exceeds; null: the hub's settings did.",
    }),
    grants: Grants,
    expiresAt: Time.nullable(),
    lastUsedAt: Time.nullable().meta({ description: "To the minute." }),
    lastAddress: z.string().nullable(),
    createdAt: Time,
  })
  .meta({ id: "ApiToken" });
export type ApiToken = z.output<typeof ApiToken>;

/** By owner, then newest first. */
export const ApiTokenPage = pageOf(ApiToken).meta({ id: "ApiTokenPage" });
export type ApiTokenPage = z.output<typeof ApiTokenPage>;

export const ApiTokenCreate = z
  .strictObject({
    name: Name,
    grants: Grants.min(1),
    expiresAt: GivenTime.nullable().default(null),
  })
  .meta({ id: "ApiTokenCreate" });
export type ApiTokenCreate = z.output<typeof ApiTokenCreate>;

export const ApiTokenCreated = z
  .strictObject({
    token: ApiToken,
    value: z
      .string()
      .meta({ description: "For `Authorization: Bearer`. Shown here and never again." }),
  })
  .meta({ id: "ApiTokenCreated" });
export type ApiTokenCreated = z.output<typeof ApiTokenCreated>;
