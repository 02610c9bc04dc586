import { z } from "zod";
import { Finding } from "./finding.js";
import { InstanceUid, Name, pageOf, QueryText, RevisionNumber, Time } from "./primitives.js";
import { MissingVariable, VariableDeclaration, VariableDeclarations } from "./variables.js";
import { LAYERS_MAX, REVISION_SIZE_BYTES_MAX, TEXT_LENGTH_MAX } from "../limits.js";

/** `complete` is what an agent is offered whole; a `fragment` is merged over another. */
export const ConfigurationKind = z.enum(["complete", "fragment"]).meta({ id: "ConfigurationKind" });
export type ConfigurationKind = z.output<typeof ConfigurationKind>;

/** A named line of revisions. */
export const Configuration = z
  .strictObject({
    name: Name,
    kind: ConfigurationKind,
    description: z.string(),
    latestRevision: z.int().min(0).meta({ description: "0 while it has none." }),
    pinnedAgents: z.int().min(0),
    version: z.int().min(0).meta({ description: "Moves with every write; `If-Match` names it." }),
    createdAt: Time,
    createdBy: z.string(),
  })
  .meta({ id: "Configuration" });
export type Configuration = z.output<typeof Configuration>;
export const ConfigurationPage = pageOf(Configuration).meta({ id: "ConfigurationPage" });
export type ConfigurationPage = z.output<typeof ConfigurationPage>;

export const ConfigurationCreate = z
  .strictObject({
    name: Name,
    kind: ConfigurationKind.default("complete"),
    description: z.string().max(TEXT_LENGTH_MAX).default(""),
  })
  .meta({ id: "ConfigurationCreate" });

export const ConfigurationPatch = z
  .strictObject({ description: z.string().max(TEXT_LENGTH_MAX) })
  .meta({ id: "ConfigurationPatch" });

/** One revision of a fragment that another revision stands on. */
export const LayerReference = z
  .strictObject({ configuration: Name, revision: RevisionNumber })
  .meta({ id: "LayerReference" });
export type LayerReference = z.output<typeof LayerReference>;

const Layers = z.array(LayerReference).max(LAYERS_MAX);

const revisionFields = {
  configuration: Name,
  number: RevisionNumber,
  message: z.string(),
  fingerprint: z.string().meta({ description: "`f1:…`; equal where an edit changes nothing." }),
  hash: z.string().meta({ description: "config_hash in hex: what an agent acknowledges." }),
  layers: z.array(LayerReference).meta({ description: "Merged over the text in this order." }),
  createdAt: Time,
  createdBy: z.string(),
};

/** A revision in a list, without its text. */
export const RevisionRow = z.strictObject(revisionFields).meta({ id: "RevisionRow" });
export type RevisionRow = z.output<typeof RevisionRow>;
export const RevisionPage = pageOf(RevisionRow).meta({ id: "RevisionPage" });
export type RevisionPage = z.output<typeof RevisionPage>;

/** Consecutive lines of a merged text that came from consecutive lines of one text. */
export const LineOrigin = z
  .strictObject({
    line: z.int().min(1).meta({ description: "The first line, of `content`." }),
    lines: z.int().min(1).meta({ description: "How many." }),
    layer: z.int().min(0).meta({ description: "0: the own text; n: `layers[n - 1]`." }),
    sourceLine: z.int().min(1).meta({ description: "The first line there." }),
  })
  .meta({ id: "LineOrigin" });
export type LineOrigin = z.output<typeof LineOrigin>;

/** Immutable. */
export const Revision = z
  .strictObject({
    ...revisionFields,
    source: z.string().meta({ description: "As written; `content` where there are no layers." }),
    variables: z.array(VariableDeclaration),
    content: z.string().meta({
      description: "Merged; `${fleethub:NAME}` stands until an agent's values are put in.",
    }),
    origins: z.array(LineOrigin).meta({ description: "Every line of `content`, in order." }),
  })
  .meta({ id: "Revision" });
export type Revision = z.output<typeof Revision>;

export const RevisionCreate = z
  .strictObject({
    content: z
      .string()
      .min(1)
      .meta({
        description: `YAML of a Collector, at most ${REVISION_SIZE_BYTES_MAX} bytes.`,
      }),
    message: z.string().max(TEXT_LENGTH_MAX).default(""),
    layers: Layers.optional().meta({ description: "Fragments merged over the content, in order." }),
    variables: VariableDeclarations.optional().meta({
      description: "Declared here; those of the fragments need not be repeated.",
    }),
  })
  .meta({ id: "RevisionCreate" });

export const RevisionCreated = z
  .strictObject({
    number: RevisionNumber,
    fingerprint: z.string(),
    hash: z.string(),
    findings: z.array(Finding).meta({ description: "None of severity error: those refuse it." }),
    sameMeaningAs: RevisionNumber.nullable().meta({
      description: "The revision before it, where this one means the same: nothing would restart.",
    }),
    policies: z
      .array(Finding)
      .meta({ description: "Policies that it breaks; it is saved all the same." }),
    missingVariables: z.array(MissingVariable),
  })
  .meta({ id: "RevisionCreated" });
export type RevisionCreated = z.output<typeof RevisionCreated>;

export const CheckRequest = z
  .strictObject({
    content: z.string(),
    query: QueryText.optional(),
    configuration: Name.optional().meta({ description: "What it would be a revision of." }),
    layers: Layers.optional(),
    variables: VariableDeclarations.optional(),
  })
  .meta({ id: "CheckRequest" });
export type CheckRequest = z.output<typeof CheckRequest>;

/** Agents of one distribution and version that share a verdict and its reasons. */
export const Compatibility = z
  .strictObject({
    type: z.string(),
    version: z.string(),
    verdict: z
      .enum(["can-run", "cannot-run", "not-remote-configurable", "unknown"])
      .meta({ description: "`unknown`: never reported its components." }),
    agents: z.int().min(1),
    uids: z.array(InstanceUid).meta({ description: "The first few." }),
    findings: z.array(Finding),
  })
  .meta({ id: "Compatibility" });
export type Compatibility = z.output<typeof Compatibility>;

export const CheckAnswer = z
  .strictObject({
    findings: z.array(Finding),
    fingerprint: z.string().nullable().meta({ description: "Null where it cannot be read." }),
    policies: z.array(Finding).meta({ description: "Policies that it breaks." }),
    missingVariables: z.array(MissingVariable),
    compatibility: z
      .strictObject({
        agents: z.int().min(0).meta({ description: "Agents that match the query." }),
        judged: z
          .int()
          .min(0)
          .meta({ description: "Of them judged; the rest is above the limit." }),
        canRun: z.int().min(0),
        rows: z.array(Compatibility),
      })
      .nullable()
      .meta({ description: "Only where a query was given." }),
  })
  .meta({ id: "CheckAnswer" });
export type CheckAnswer = z.output<typeof CheckAnswer>;
