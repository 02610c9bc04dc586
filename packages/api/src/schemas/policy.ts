import { z } from "zod";
import { PolicyRule } from "./policy-rule.js";
import { GivenTime, Name, pageOf, QueryText, Time } from "./primitives.js";
import { EXCEPTIONS_MAX, REASON_LENGTH_MAX, TEXT_LENGTH_MAX, TITLE_LENGTH_MAX } from "../limits.js";

/** At release: `block` refuses what breaks it, `warn` lets it through with a finding. */
export const PolicySeverity = z.enum(["block", "warn"]).meta({ id: "PolicySeverity" });
export type PolicySeverity = z.output<typeof PolicySeverity>;

const Scope = QueryText.meta({
  description:
    "Query over label, attr, enrolment, name, host, os, arch, type, version and uid; empty: all agents.",
});

/** Agents that may break a policy for a while. */
export const PolicyException = z
  .strictObject({
    id: z.string(),
    query: Scope,
    reason: z.string(),
    until: Time.meta({ description: "It holds before this moment." }),
    createdAt: Time,
    createdBy: z.string(),
  })
  .meta({ id: "PolicyException" });
export type PolicyException = z.output<typeof PolicyException>;

/** How the agents in scope stand to a policy now. Each agent is counted once. */
export const PolicyStanding = z
  .strictObject({
    agents: z.int().min(0).meta({ description: "In scope." }),
    judged: z.int().min(0).meta({ description: "Of them with an effective config judged." }),
    kept: z.int().min(0),
    broken: z.int().min(0),
    excepted: z.int().min(0).meta({ description: "Break it, and an exception holds." }),
    cannotTell: z.int().min(0),
  })
  .meta({ id: "PolicyStanding" });
export type PolicyStanding = z.output<typeof PolicyStanding>;

const written = {
  title: z
    .string()
    .min(1)
    .max(TITLE_LENGTH_MAX)
    .meta({ description: "The promise in words, such as: Prompts are masked before they leave." }),
  description: z.string().max(TEXT_LENGTH_MAX),
  rule: PolicyRule,
  scope: Scope,
  severity: PolicySeverity,
  enabled: z.boolean().meta({ description: "Off: neither evaluated nor enforced." }),
};

/** A promise about every path of every configuration in its scope. */
export const Policy = z
  .strictObject({
    name: Name,
    ...written,
    exceptions: z
      .array(PolicyException)
      .meta({ description: `Newest first, expired ones included, at most ${EXCEPTIONS_MAX}.` }),
    standing: PolicyStanding,
    drafts: z.int().min(0).meta({ description: "Configurations whose newest revision breaks it." }),
    since: Time.nullable().meta({ description: "When the oldest breach began; null: it holds." }),
    version: z.int().min(0).meta({ description: "Moves with every write; `If-Match` names it." }),
    createdAt: Time,
    createdBy: z.string(),
    changedAt: Time,
  })
  .meta({ id: "Policy" });
export type Policy = z.output<typeof Policy>;

/** By name. */
export const PolicyPage = pageOf(Policy).meta({ id: "PolicyPage" });
export type PolicyPage = z.output<typeof PolicyPage>;

const asWritten = {
  title: written.title,
  description: written.description.default(""),
  rule: written.rule,
  scope: Scope.default(""),
  severity: PolicySeverity.default("warn"),
  enabled: written.enabled.default(true),
};

export const PolicyCreate = z
  .strictObject({ name: Name, ...asWritten })
  .meta({ id: "PolicyCreate" });
export type PolicyCreate = z.output<typeof PolicyCreate>;

/** Replaces everything but the name and the exceptions. */
export const PolicyReplace = z.strictObject(asWritten).meta({ id: "PolicyReplace" });
export type PolicyReplace = z.output<typeof PolicyReplace>;

export const PolicyExceptionCreate = z
  .strictObject({
    query: Scope,
    reason: z.string().min(1).max(REASON_LENGTH_MAX),
    until: GivenTime.meta({ description: "Later than now. RFC 3339 in UTC." }),
  })
  .meta({ id: "PolicyExceptionCreate" });
export type PolicyExceptionCreate = z.output<typeof PolicyExceptionCreate>;

/** A policy that one agent's effective config breaks. */
export const AgentBreach = z
  .strictObject({
    policy: Name,
    title: z.string(),
    severity: PolicySeverity,
    since: Time,
    excepted: z.boolean(),
    cause: z
      .string()
      .meta({ description: "One line: the path and what it lacks. Empty where not told." }),
  })
  .meta({ id: "AgentBreach" });
export type AgentBreach = z.output<typeof AgentBreach>;
