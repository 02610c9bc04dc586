import { z } from "zod";
import { GivenTime, InstanceUid, LabelKey, Name, pageOf, Time } from "./primitives.js";
import {
  ENROLMENT_USES_MAX,
  LABEL_VALUE_LENGTH_MAX,
  REASON_LENGTH_MAX,
  TEXT_LENGTH_MAX,
} from "../limits.js";

/** Whether a token lets agents in now. One that is past its time or uses still lets in those that it admitted before. */
export const EnrolmentTokenState = z
  .enum(["valid", "expired", "used-up", "revoked"])
  .meta({ id: "EnrolmentTokenState" });
export type EnrolmentTokenState = z.output<typeof EnrolmentTokenState>;

const written = {
  description: z.string().max(TEXT_LENGTH_MAX),
  labels: z
    .record(LabelKey, z.string().max(LABEL_VALUE_LENGTH_MAX))
    .meta({ description: "Given to agents that are new with it." }),
  group: Name.nullable().meta({
    description: "Agents that are new with it are given the labels that its selector names.",
  }),
  admission: z.enum(["admitted", "awaiting-approval"]).meta({
    description: "Whether agents that come with it have to be approved by hand.",
  }),
};

/** Lets agents in that nobody knows yet. The text itself is never shown again. */
export const EnrolmentToken = z
  .strictObject({
    name: Name,
    id: z.string().meta({ description: "Stands inside the token too: fhe_ID_…" }),
    ...written,
    state: EnrolmentTokenState,
    expiresAt: Time.nullable().meta({ description: "Null: it does not." }),
    usesMax: z.int().min(1).nullable().meta({ description: "Agents; null: as many as come." }),
    uses: z.int().min(0).meta({
      description:
        "Agents that came with it. One use is one agent, whatever instance UIDs the hub gives it; agents that the hub itself split from one of them count too, and may exceed `usesMax`.",
    }),
    agents: z.int().min(0).meta({ description: "Agents known now that came with it." }),
    lastUsedAt: Time.nullable().meta({ description: "When an agent connected with it last." }),
    lastAddress: z.string().nullable(),
    revokedAt: Time.nullable(),
    revokedBy: z.string().nullable(),
    reason: z.string().nullable().meta({ description: "Why it was revoked." }),
    version: z.int().min(0).meta({ description: "Moves with every write; `If-Match` names it." }),
    createdAt: Time,
    createdBy: z.string(),
  })
  .meta({ id: "EnrolmentToken" });
export type EnrolmentToken = z.output<typeof EnrolmentToken>;

/** By name. */
export const EnrolmentTokenPage = pageOf(EnrolmentToken).meta({ id: "EnrolmentTokenPage" });
export type EnrolmentTokenPage = z.output<typeof EnrolmentTokenPage>;

export const EnrolmentTokenCreate = z
  .strictObject({
    name: Name,
    description: written.description.default(""),
    labels: written.labels.default({}),
    group: written.group.default(null),
    admission: written.admission.default("admitted"),
    expiresAt: GivenTime.nullable().default(null),
    usesMax: z.int().min(1).max(ENROLMENT_USES_MAX).nullable().default(null),
  })
  .meta({ id: "EnrolmentTokenCreate" });
export type EnrolmentTokenCreate = z.output<typeof EnrolmentTokenCreate>;

export const EnrolmentTokenCreated = z
  .strictObject({
    token: EnrolmentToken,
    value: z.string().meta({
      description: "For the agent's `Authorization: Bearer`. Shown here and never again.",
    }),
  })
  .meta({ id: "EnrolmentTokenCreated" });
export type EnrolmentTokenCreated = z.output<typeof EnrolmentTokenCreated>;

const reason = z.string().min(1).max(REASON_LENGTH_MAX).meta({
  description: "For the audit, and for the answer that the agents get.",
});

/** Nobody comes in with it any more; agents with a credential of their own stay unless `agents` says otherwise. */
export const EnrolmentTokenRevoke = z
  .strictObject({
    reason,
    agents: z
      .boolean()
      .default(false)
      .meta({ description: "Also revoke every agent that came with it." }),
  })
  .meta({ id: "EnrolmentTokenRevoke" });
export type EnrolmentTokenRevoke = z.output<typeof EnrolmentTokenRevoke>;

export const EnrolmentTokenRevoked = z
  .strictObject({
    token: EnrolmentToken,
    agents: z.int().min(0).meta({ description: "Agents revoked with it." }),
  })
  .meta({ id: "EnrolmentTokenRevoked" });
export type EnrolmentTokenRevoked = z.output<typeof EnrolmentTokenRevoked>;

/** Why an agent, or one credential of it, is kept out from now on. */
export const AgentRevoke = z.strictObject({ reason }).meta({ id: "AgentRevoke" });
export type AgentRevoke = z.output<typeof AgentRevoke>;

/** What an agent came with last. */
export const CredentialKind = z
  .enum(["none", "enrolment", "bearer", "certificate"])
  .meta({ id: "CredentialKind" });
export type CredentialKind = z.output<typeof CredentialKind>;

/** Names a credential of an agent: the part of a bearer that is no secret, or the serial number of a certificate. */
export const CredentialId = z
  .string()
  .regex(
    /^[0-9a-f]{1,64}$/,
    "a credential is named by its id, as the agent's credentials list it: lower case hexadecimal digits",
  );

/** A credential of one agent alone. Neither its text nor its key is kept. */
export const AgentCredential = z
  .strictObject({
    id: CredentialId,
    kind: z.enum(["bearer", "certificate"]),
    state: z.enum(["offered", "in-use", "retiring"]).meta({
      description:
        "`offered`: the agent has not come with it yet. `retiring`: it counts until the agent comes with the next one.",
    }),
    createdAt: Time,
    dueAt: Time.meta({
      description:
        "When it is to be replaced at the latest. A certificate ends then; a bearer counts until the agent has the next one.",
    }),
    firstUsedAt: Time.nullable(),
    lastUsedAt: Time.nullable(),
  })
  .meta({ id: "AgentCredential" });
export type AgentCredential = z.output<typeof AgentCredential>;

/** How one agent proves who it is. */
export const AgentCredentials = z
  .strictObject({
    uid: InstanceUid,
    admission: z.enum(["admitted", "awaiting-approval", "revoked"]),
    enrolment: Name.nullable().meta({ description: "The enrolment token it came with." }),
    enrolledAt: Time.nullable(),
    comesWith: CredentialKind,
    credentials: z.array(AgentCredential).meta({ description: "Those that count, newest first." }),
    withheld: z.string().meta({
      description: "Why it is offered none of its own; empty where nothing stands in the way.",
    }),
    heirOf: InstanceUid.nullable().meta({
      description:
        "The agent from which the hub split it: until it has a credential of its own, it comes with that one's.",
    }),
    shared: z
      .strictObject({ at: Time, remoteAddress: z.string(), count: z.int().min(1) })
      .nullable()
      .meta({ description: "When somebody else came with a credential of this agent last." }),
    revoked: z.strictObject({ at: Time, by: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: "AgentCredentials" });
export type AgentCredentials = z.output<typeof AgentCredentials>;
