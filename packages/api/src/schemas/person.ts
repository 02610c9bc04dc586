import { z } from "zod";
import { Grants } from "./access.js";
import { Name, pageOf, Time } from "./primitives.js";
import { DisplayName } from "./session.js";

/** Somebody who can sign in. */
export const Person = z
  .strictObject({
    name: Name,
    displayName: z.string(),
    grants: Grants.meta({ description: "Given by administrators." }),
    disabled: z.boolean().meta({ description: "True: cannot sign in, and no session is open." }),
    hasPassword: z.boolean(),
    provider: z
      .strictObject({
        name: Name,
        subject: z.string(),
        groups: z.array(z.string()),
        grants: Grants.meta({ description: "By the groups of the latest sign-in." }),
      })
      .nullable(),
    invitedUntil: Time.nullable().meta({ description: "An invitation is open until then." }),
    lastSignInAt: Time.nullable(),
    version: z.int().min(0).meta({ description: "Moves with every write; `If-Match` names it." }),
    createdAt: Time,
    createdBy: z.string(),
  })
  .meta({ id: "Person" });
export type Person = z.output<typeof Person>;

/** By name. */
export const PersonPage = pageOf(Person).meta({ id: "PersonPage" });
export type PersonPage = z.output<typeof PersonPage>;

export const PersonCreate = z
  .strictObject({ name: Name, displayName: DisplayName.default(""), grants: Grants })
  .meta({ id: "PersonCreate" });
export type PersonCreate = z.output<typeof PersonCreate>;

export const PersonPatch = z
  .strictObject({
    displayName: DisplayName.optional(),
    grants: Grants.optional(),
    disabled: z.boolean().optional(),
  })
  .meta({ id: "PersonPatch" });
export type PersonPatch = z.output<typeof PersonPatch>;

/** A link that sets a password once. It is shown here and never again. */
export const Invitation = z
  .strictObject({
    token: z.string(),
    path: z
      .string()
      .meta({ description: "Below the console's address; the token stands after #." }),
    expiresAt: Time,
  })
  .meta({ id: "Invitation" });
export type Invitation = z.output<typeof Invitation>;

/** A person just made, and the link by which the first password is set. */
export const PersonCreated = z
  .strictObject({ person: Person, invitation: Invitation })
  .meta({ id: "PersonCreated" });
export type PersonCreated = z.output<typeof PersonCreated>;
