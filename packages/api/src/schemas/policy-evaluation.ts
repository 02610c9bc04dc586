import { z } from "zod";
import { PolicyRule } from "./policy-rule.js";
import { PolicyStanding } from "./policy.js";
import { InstanceUid, Name, pageOf, QueryText, RevisionNumber, Time } from "./primitives.js";

/** One step of a path through a configuration, in the order that data takes. */
export const PathStep = z
  .strictObject({
    class: z.string().meta({ description: "`receiver`, `processor`, `exporter` or `connector`." }),
    id: z
      .string()
      .meta({ description: "Component id; where it is missing, what it should match." }),
    pipeline: z.string().nullable().meta({ description: "Where it stands; null: in none." }),
    missing: z.boolean().meta({ description: "The gap: this step should be here and is not." }),
  })
  .meta({ id: "PathStep" });
export type PathStep = z.output<typeof PathStep>;

const verdict = z
  .enum(["kept", "broken", "cannot-tell"])
  .meta({ description: "`cannot-tell`: it depends on what only the agent knows." });

/** One path or component, and what was found on it. */
export const PolicyEvidence = z
  .strictObject({
    verdict,
    signal: z.string().nullable().meta({ description: "What leaves; null: no path is judged." }),
    path: z.array(PathStep),
    line: z.int().min(1).nullable(),
    column: z.int().min(1).nullable(),
    message: z.string(),
    remedy: z.string(),
  })
  .meta({ id: "PolicyEvidence" });
export type PolicyEvidence = z.output<typeof PolicyEvidence>;

/** A concrete case in which a rule is broken. */
export const PolicyWitness = z
  .strictObject({
    signal: z.string().nullable(),
    from: z.string().nullable().meta({ description: "The receiver where it comes in." }),
    to: z.string().nullable().meta({ description: "The exporter where it leaves." }),
    attribute: z.string().nullable().meta({ description: "The attribute that gets through." }),
    text: z.string().meta({ description: "One sentence." }),
  })
  .meta({ id: "PolicyWitness" });
export type PolicyWitness = z.output<typeof PolicyWitness>;

/** What a rule says of one configuration. */
export const PolicyVerdict = z
  .strictObject({
    verdict,
    cause: z.string().meta({ description: "One line. Empty where it is kept." }),
    judged: z.int().min(0).meta({ description: "Paths or components." }),
    broken: z.int().min(0),
    unknown: z.int().min(0),
    evidence: z
      .array(PolicyEvidence)
      .meta({ description: "Broken first; what keeps it is left out." }),
    truncated: z.boolean().meta({ description: "More paths or evidence than one answer lists." }),
    witness: PolicyWitness.nullable(),
    remedy: z.string().nullable().meta({ description: "Null where it is kept." }),
  })
  .meta({ id: "PolicyVerdict" });
export type PolicyVerdict = z.output<typeof PolicyVerdict>;

/** Agents that do not keep a policy for one and the same cause. */
export const PolicyCause = z
  .strictObject({
    verdict: z.enum(["broken", "excepted", "cannot-tell"]),
    cause: z.string().meta({ description: "One line." }),
    path: z.array(PathStep),
    line: z.int().min(1).nullable().meta({ description: "In the effective config." }),
    remedy: z.string(),
    agents: z.int().min(1),
    uids: z.array(InstanceUid).meta({ description: "The first ten, longest broken first." }),
    since: Time.nullable().meta({ description: "When the first of them was found to break it." }),
  })
  .meta({ id: "PolicyCause" });
export type PolicyCause = z.output<typeof PolicyCause>;

/** One day of a policy, UTC. */
export const PolicyDay = z
  .strictObject({
    day: z.iso.date(),
    judged: z.int().min(0),
    kept: z.int().min(0),
    worst: z.int().min(0).meta({ description: "The lowest `kept` of that day." }),
  })
  .meta({ id: "PolicyDay" });
export type PolicyDay = z.output<typeof PolicyDay>;

/** A configuration whose newest revision breaks the policy. */
export const PolicyDraft = z
  .strictObject({
    configuration: Name,
    revision: RevisionNumber,
    cause: z.string(),
    path: z.array(PathStep),
    line: z.int().min(1).nullable(),
  })
  .meta({ id: "PolicyDraft" });
export type PolicyDraft = z.output<typeof PolicyDraft>;

/** A page of causes, the one that most agents share first, with what the page stands under. */
export const PolicyEvaluations = z
  .strictObject({
    ...pageOf(PolicyCause).shape,
    standing: PolicyStanding,
    days: z.array(PolicyDay).meta({ description: "Oldest first; days without a word left out." }),
    drafts: z.array(PolicyDraft),
  })
  .meta({ id: "PolicyEvaluations" });
export type PolicyEvaluations = z.output<typeof PolicyEvaluations>;

/** A rule tried without saving it: on a text, on the effective configs of agents, or on both. */
export const PolicyTry = z
  .strictObject({
    rule: PolicyRule,
    content: z.string().optional().meta({ description: "YAML of a Collector." }),
    query: QueryText.optional().meta({ description: "Agents to judge; empty: all." }),
  })
  .refine(({ content, query }) => content !== undefined || query !== undefined, {
    message: "give a text as `content`, agents as `query`, or both",
  })
  .meta({ id: "PolicyTry" });
export type PolicyTry = z.output<typeof PolicyTry>;

/** What a tried rule says. */
export const PolicyTrial = z
  .strictObject({
    content: PolicyVerdict.nullable().meta({ description: "Null where no text was given." }),
    fleet: z
      .strictObject({ standing: PolicyStanding, causes: z.array(PolicyCause) })
      .nullable()
      .meta({ description: "Null where no query was given." }),
  })
  .meta({ id: "PolicyTrial" });
export type PolicyTrial = z.output<typeof PolicyTrial>;

/** One line of the evidence: one agent now. */
export const PolicyEvidenceLine = z
  .strictObject({
    policy: Name,
    at: Time.meta({ description: "When the line was written." }),
    uid: InstanceUid,
    name: z.string(),
    config: z.string().nullable().meta({ description: "Digest of its effective config." }),
    rule: z.string().meta({ description: "Digest of the rule that judged it." }),
    verdict: z.enum(["kept", "broken", "excepted", "cannot-tell", "not-judged"]),
    path: z.array(PathStep),
    since: Time.nullable(),
  })
  .meta({ id: "PolicyEvidenceLine" });
export type PolicyEvidenceLine = z.output<typeof PolicyEvidenceLine>;
