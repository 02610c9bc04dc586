import { z } from "zod";
import { pageOf, Time } from "./primitives.js";

/** SHA-256 in lower-case hex. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hex digits");

/** Position in the chain: 1, 2, 3, … without a gap. */
export const AuditSequence = z.int().min(1).meta({ description: "Position in the chain." });

/** Who acted. */
export const Actor = z
  .strictObject({
    kind: z.enum(["operator", "token", "hub"]),
    id: z.string(),
    via: z.enum(["console", "api", "cli", "hub"]),
    reason: z.string().optional(),
    requestId: z.string(),
  })
  .meta({ id: "Actor" });
export type Actor = z.output<typeof Actor>;

/** One act with what it changed, and its place in the chain. Never changed once written. */
export const AuditEntry = z
  .strictObject({
    sequence: AuditSequence,
    id: z.string(),
    at: Time,
    actor: Actor,
    action: z.string().meta({ description: "The verb." }),
    resource: z.strictObject({ kind: z.string(), id: z.string() }),
    before: z.unknown(),
    after: z.unknown(),
    follows: z.string().optional().meta({
      description: "Id of the entry that this one is the outcome of.",
    }),
    approval: z
      .strictObject({
        id: z.string(),
        number: z.int(),
        hash: z.string().meta({ description: "Of the exact content that was looked at." }),
        by: z.string(),
        how: z.enum(["approved", "break-glass"]),
      })
      .optional()
      .meta({ description: "The approval request that it was done by." }),
    configHash: z.string().optional().meta({
      description: "Hash of the configuration it is about, as agents are offered it.",
    }),
    agents: z.int().min(0).optional().meta({ description: "Agents that it reached." }),
    previous: Sha256.meta({ description: "Hash of the entry before; zeros before the first." }),
    hash: Sha256.meta({ description: "Over sequence, previous hash and the entry." }),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.output<typeof AuditEntry>;

/** Newest first. */
export const AuditPage = pageOf(AuditEntry)
  .extend({
    atLeast: z.literal(true).optional().meta({
      description:
        "There may be more than `total`: at most 10,000 are counted, among the newest 100,000 entries.",
    }),
  })
  .meta({ id: "AuditPage" });
export type AuditPage = z.output<typeof AuditPage>;

/** Who: people and their tokens, or the hub by itself. */
export const AuditBy = z.enum(["people", "automatic"]).meta({ id: "AuditBy" });
export type AuditBy = z.output<typeof AuditBy>;

/** The hub's signature over the chain as far as one entry. */
export const AuditCheckpoint = z
  .strictObject({
    number: z.int().min(1),
    sequence: AuditSequence,
    hash: Sha256.meta({ description: "Of the entry at `sequence`." }),
    at: Time,
    previous: Sha256.meta({
      description: "Digest of the checkpoint before; zeros before the first.",
    }),
    keyId: z.string(),
    publicKey: z.string().meta({ description: "Ed25519, 32 bytes in hex." }),
    signature: z.string().meta({ description: "64 bytes in hex." }),
  })
  .meta({ id: "AuditCheckpoint" });
export type AuditCheckpoint = z.output<typeof AuditCheckpoint>;

/** Why a record does not verify. */
export const AuditFault = z
  .enum([
    "unreadable",
    "not-canonical",
    "columns-differ",
    "missing-entries",
    "out-of-order",
    "hash-differs",
    "head-differs",
    "checkpoint-differs",
    "checkpoint-missing",
    "signature-invalid",
    "other-key",
    "cut-without-proof",
    "unsigned-end",
    "cut-short",
  ])
  .meta({ id: "AuditFault" });
export type AuditFault = z.output<typeof AuditFault>;

/** What verifying came to. */
export const AuditVerification = z
  .strictObject({
    verdict: z.enum(["intact", "broken"]),
    at: Time,
    first: z
      .int()
      .min(0)
      .meta({ description: "First entry that was looked at; 0: there is none." }),
    last: z.int().min(0).meta({ description: "Last entry that verifies." }),
    entries: z.int().min(0),
    checkpoints: z.int().min(0),
    signedThrough: z.int().min(0).meta({
      description:
        "Entry up to which a signature covers the chain; what comes after could be cut off unseen.",
    }),
    keyId: z.string().nullable(),
    broken: z
      .strictObject({
        sequence: z.int().min(0).meta({ description: "The first entry that does not verify." }),
        fault: AuditFault,
        message: z.string(),
        remedy: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "AuditVerification" });
export type AuditVerification = z.output<typeof AuditVerification>;

/** The chain as it stands. */
export const AuditChain = z
  .strictObject({
    entries: z.int().min(0),
    first: z.int().min(0).meta({ description: "First entry that is kept; 0: there is none." }),
    last: z.int().min(0),
    since: Time.nullable().meta({ description: "Time of the first entry that is kept." }),
    hash: Sha256.meta({ description: "Of the last entry." }),
    cutThrough: z.int().min(0).meta({
      description: "Retention dropped entries up to this one and left a proof; 0: nothing.",
    }),
    checkpoint: AuditCheckpoint.nullable().meta({ description: "The newest." }),
    unsigned: z.string().nullable().meta({
      description: "Why no checkpoints are signed, and what to do; null: they are.",
    }),
    anchor: z.string().nullable().meta({
      description: "Where this hub writes checkpoints outside its store; null: nowhere.",
    }),
    verification: AuditVerification.nullable().meta({
      description: "What this hub came to last; null: it did not verify yet.",
    }),
  })
  .meta({ id: "AuditChain" });
export type AuditChain = z.output<typeof AuditChain>;

/** One fact of a step, in words. */
const StepFact = z.strictObject({ text: z.string(), detail: z.string() });

/** From who asked to what agents run: what is known of each step, null where there was none. */
export const AuditSteps = z
  .strictObject({
    asked: StepFact.extend({ at: Time }),
    approved: StepFact.extend({ at: Time.nullable(), request: z.string() }).nullable(),
    config: StepFact.extend({ hash: z.string() }).nullable(),
    agents: StepFact.extend({ count: z.int().min(0) }).nullable(),
    applied: StepFact.nullable(),
  })
  .meta({ id: "AuditSteps" });
export type AuditSteps = z.output<typeof AuditSteps>;

/** Text before and after a change of configuration; null before the first. */
const TextChange = z.strictObject({
  configuration: z.string(),
  from: z.int().min(1).nullable(),
  to: z.int().min(1),
});

/** One entry opened. */
export const AuditEntryDetail = z
  .strictObject({
    entry: AuditEntry,
    steps: AuditSteps,
    outcomes: z.array(AuditEntry).meta({ description: "What became of it, oldest first." }),
    cause: AuditEntry.nullable().meta({ description: "The entry that it is the outcome of." }),
    revisions: TextChange.nullable().meta({
      description: "The two revisions it moves between; their difference is at `diffRevisions`.",
    }),
    checkpoint: AuditCheckpoint.nullable().meta({
      description: "The first that covers it; null: none does yet.",
    }),
  })
  .meta({ id: "AuditEntryDetail" });
export type AuditEntryDetail = z.output<typeof AuditEntryDetail>;

/** One line of an export. */
export const AuditExportLine = z
  .looseObject({ kind: z.enum(["header", "entry", "checkpoint", "end"]) })
  .meta({ id: "AuditExportLine" });
export type AuditExportLine = z.output<typeof AuditExportLine>;
