import { z } from "zod";
import { rowFields } from "./agent-row.js";
import { AgentBreach } from "./policy.js";
import { InstanceUid, LabelPatch, Name, RevisionNumber, Time } from "./primitives.js";
import { RevisionReference } from "./revision-reference.js";
import { ConnectionDecided, ConnectionStatus } from "./connection.js";
import { VariablePatch, VariableValues } from "./variables.js";
import { Admission, Health, Transport } from "./words.js";

/**
 * One of the facts about an agent's config. They are kept apart and never folded into one.
 *
 * `kind`: `none` (nothing), `local` (the agent's own files), `revision` (one of ours), `other` (a hash or
 * text that no revision of this hub has).
 */
export const ConfigFact = z
  .strictObject({
    kind: z.enum(["none", "local", "revision", "other"]),
    configuration: z.string().nullable(),
    revision: z.int().nullable(),
    hash: z.string().nullable().meta({ description: "config_hash in hex." }),
    at: Time.nullable().meta({ description: "Since when; null where it is not known." }),
    source: z
      .enum(["pin", "hold", "assignment", "group", "desired", "last-good", "hand-back", "agent"])
      .nullable()
      .meta({ description: "Where the fact comes from." }),
    status: z
      .enum(["unset", "applied", "applying", "failed", "unknown"])
      .nullable()
      .meta({ description: "RemoteConfigStatus, on `acknowledged` alone." }),
    error: z.string().meta({ description: "As reported, or why nothing is offered. Else empty." }),
  })
  .meta({ id: "ConfigFact" });
export type ConfigFact = z.output<typeof ConfigFact>;

/** What is wanted of an agent, and which line of the order (pin, hold, assignment, group) says so. */
export const DesiredFact = ConfigFact.extend({
  rollout: z.int().nullable().meta({
    description:
      "Number of the rollout that assigned it, that it was excluded from, or that made it stable.",
  }),
  group: z.string().nullable().meta({ description: "The group that decides; null: pin or hold." }),
  suspended: z.boolean().meta({ description: "Its rollout is paused: it waits." }),
  why: z.string().meta({ description: "Who decided it, in one sentence." }),
}).meta({ id: "DesiredFact" });
export type DesiredFact = z.output<typeof DesiredFact>;

/** What the agent really runs, judged against what is wanted. */
export const EffectiveFact = ConfigFact.extend({
  verdict: z
    .enum(["contains", "differs", "cannot-tell"])
    .nullable()
    .meta({ description: "Does it contain the target? Null where there is nothing to compare." }),
  difference: z.string().meta({ description: "The first difference in one line, else empty." }),
}).meta({ id: "EffectiveFact" });
export type EffectiveFact = z.output<typeof EffectiveFact>;

/** The exact component that is not well. */
export const UnhealthyComponent = z
  .strictObject({ path: z.array(z.string()), status: z.string(), message: z.string() })
  .meta({ id: "UnhealthyComponent" });
export type UnhealthyComponent = z.output<typeof UnhealthyComponent>;

/** Health without the tree. */
export const HealthSummary = z
  .strictObject({
    state: Health,
    reported: z.boolean(),
    status: z.string(),
    error: z.string().meta({ description: "`last_error` of the whole agent." }),
    unhealthy: z.array(UnhealthyComponent).meta({ description: "The first few, in tree order." }),
    unhealthyCount: z.int().min(0),
    at: Time.nullable(),
  })
  .meta({ id: "HealthSummary" });
export type HealthSummary = z.output<typeof HealthSummary>;

/** Keeps an agent where it is, whatever its group does. Lifted like a pin. */
export const Hold = z
  .strictObject({
    revision: RevisionReference.nullable().meta({
      description: "Null: nothing is wanted, it is left as it is.",
    }),
    rollout: z.int().min(1).meta({ description: "Number of the rollout it was excluded from." }),
    since: Time,
  })
  .meta({ id: "Hold" });
export type Hold = z.output<typeof Hold>;

/** What a rollout wants of the agent, before its group's stable revision. */
export const Assignment = z
  .strictObject({
    rollout: z.int().min(1).meta({ description: "Number of the rollout." }),
    group: Name,
    revision: RevisionReference.nullable().meta({
      description: "Null: nothing is wanted, it is left as it is, unless `local` is given.",
    }),
    local: z.literal(true).optional().meta({ description: "Handed back to its own files." }),
    suspended: z.boolean().meta({ description: "Not offered while the rollout is paused." }),
    applies: z.boolean().meta({ description: "False: its group went on, or it left the group." }),
  })
  .meta({ id: "Assignment" });
export type Assignment = z.output<typeof Assignment>;

/** Everything known about one agent except bodies. */
export const AgentDetail = z
  .strictObject({
    ...rowFields,
    resourceVersion: z.int().min(0).meta({
      description:
        "Moves with every write of an operator; `If-Match` names it. (`version` is the software's.)",
    }),
    givenName: z.string().nullable(),
    reportedName: z.string(),
    attributes: z.record(z.string(), z.string()).meta({ description: "As reported: a claim." }),
    admission: Admission,
    enrolment: z.string().nullable().meta({
      description: "Name of the enrolment token it came with; null: it came without one.",
    }),
    capabilities: z.array(z.string()).meta({ description: "Names of the specification." }),
    transport: Transport.nullable(),
    remoteAddress: z.string(),
    formerUids: z.array(InstanceUid),
    createdAt: Time,
    connectedAt: Time.nullable(),
    disconnectedAt: Time.nullable(),
    uptime: z.int().nullable().meta({ description: "Seconds since the Collector started." }),
    healthSummary: HealthSummary,
    variables: VariableValues.meta({
      description: "Set by operators, for revisions that take some.",
    }),
    policies: z.array(AgentBreach).meta({ description: "What its effective config breaks." }),
    connection: ConnectionDecided.nullable().meta({
      description: "What an operator decided; null: what the hub's settings say.",
    }),
    connectionStatus: ConnectionStatus,
    hold: Hold.nullable(),
    assignment: Assignment.nullable(),
    config: z.strictObject({
      desired: DesiredFact,
      target: ConfigFact,
      offered: ConfigFact,
      acknowledged: ConfigFact,
      effective: EffectiveFact,
      lastGood: ConfigFact,
    }),
  })
  .meta({ id: "AgentDetail" });
export type AgentDetail = z.output<typeof AgentDetail>;

/** Change labels, values of variables or the shown name. `name: null` shows the reported one again. */
export const AgentPatch = z
  .strictObject({
    labels: LabelPatch.optional(),
    variables: VariablePatch.optional(),
    name: z.string().min(1).max(255).nullable().optional(),
  })
  .meta({ id: "AgentPatch" });
export type AgentPatch = z.output<typeof AgentPatch>;

/** Pin to a revision. `force` offers it even where this agent cannot run it. */
export const PinToRevision = z
  .strictObject({
    configuration: Name,
    revision: RevisionNumber,
    force: z.boolean().default(false),
  })
  .meta({ id: "PinToRevision" });

/** Hand the agent back to its own files. */
export const PinToLocal = z.strictObject({ local: z.literal(true) }).meta({ id: "PinToLocal" });

/** What one agent shall run, whatever its group says. */
export const PinBody = z.union([PinToRevision, PinToLocal]).meta({ id: "Pin" });
export type PinBody = z.output<typeof PinBody>;
