import { z } from "zod";
import { Grant } from "./access.js";
import { Name, pageOf, Time } from "./primitives.js";
import { GRANTS_MAX, TITLE_LENGTH_MAX } from "../limits.js";

/** What members of one group of a provider may do here. */
export const GroupGrant = Grant.extend({
  group: z.string().min(1).max(512).meta({
    description: "As the provider writes it; `*` is everybody who signs in through it.",
  }),
}).meta({ id: "GroupGrant" });
export type GroupGrant = z.output<typeof GroupGrant>;

const Issuer = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .meta({ description: "As its tokens name it. http is accepted on loopback alone." });

const written = {
  title: z.string().min(1).max(TITLE_LENGTH_MAX).meta({ description: "Stands on the button." }),
  issuer: Issuer,
  clientId: z.string().min(1).max(512),
  scopes: z.array(z.string().regex(/^[\x21-\x7e]{1,128}$/)).max(20),
  groupsClaim: z.string().min(1).max(256).meta({
    description: "Claim with the person's groups; dots lead inside, such as realm_access.roles.",
  }),
  grants: z.array(GroupGrant).max(GRANTS_MAX).meta({
    description: "Who has no group of these is not let in.",
  }),
};

/** An OpenID Connect provider through which people sign in. */
export const Provider = z
  .strictObject({
    name: Name,
    ...written,
    hasClientSecret: z.boolean(),
    callbackPath: z.string().meta({
      description: "Below the console's address: what to enter as redirect URI at the provider.",
    }),
    fault: z.strictObject({ at: Time, reason: z.string() }).nullable().meta({
      description:
        "Why this hub could not reach it when it asked last. Null: it could, or did not ask.",
    }),
    version: z.int().min(0).meta({ description: "Moves with every write; `If-Match` names it." }),
    createdAt: Time,
    createdBy: z.string(),
    changedAt: Time,
  })
  .meta({ id: "Provider" });
export type Provider = z.output<typeof Provider>;

/** By name. */
export const ProviderPage = pageOf(Provider).meta({ id: "ProviderPage" });
export type ProviderPage = z.output<typeof ProviderPage>;

const given = {
  ...written,
  scopes: written.scopes.default(["openid", "profile", "email", "groups"]),
  groupsClaim: written.groupsClaim.default("groups"),
  clientSecret: z.string().min(1).max(4_096).nullable().optional().meta({
    description:
      "Kept sealed and never shown. Left out: as it is; null: none, PKCE alone protects.",
  }),
};

export const ProviderCreate = z
  .strictObject({ name: Name, ...given })
  .meta({ id: "ProviderCreate" });
export type ProviderCreate = z.output<typeof ProviderCreate>;

export const ProviderReplace = z.strictObject(given).meta({ id: "ProviderReplace" });
export type ProviderReplace = z.output<typeof ProviderReplace>;
