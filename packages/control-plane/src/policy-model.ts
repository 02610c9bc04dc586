import type { BodyDigest, Millis } from "@fleethub/fleet";

/**
 * What a policy demands of every configuration, kept as it was written. Whoever evaluates it asks first whether it is
 * a `PolicyRule` of `@fleethub/collector-config`: a newer hub on the same store may know further forms.
 */
export interface StoredRule {
  readonly kind: string;
}

/** Hex SHA-256 of a rule's canonical JSON: equal rules share their verdicts. */
export type RuleDigest = string & { readonly __brand: "RuleDigest" };

/** What happens to a release that breaks it: refused, or let through with a finding. */
export type PolicySeverity = "block" | "warn";

/** Agents that may break a policy for a while, and why. */
export interface PolicyException {
  /** UUIDv7. */
  readonly id: string;
  /** Query over what does not change by itself; the empty text is every agent in scope. */
  readonly query: string;
  readonly reason: string;
  /** The exception holds before this moment. */
  readonly until: Millis;
  readonly createdAt: Millis;
  readonly createdBy: string;
}

/** A promise about every path of every configuration in its scope. */
export interface PolicyRecord {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly rule: StoredRule;
  /** Of `rule`. Verdicts stay as long as a policy has their digest. */
  readonly digest: RuleDigest;
  /** Query over what does not change by itself; the empty text is the whole fleet. */
  readonly scope: string;
  readonly severity: PolicySeverity;
  /** A policy that is off is neither evaluated nor enforced. */
  readonly enabled: boolean;
  readonly exceptions: readonly PolicyException[];
  /** Moves with every write; `If-Match` and optimistic commits name it. */
  readonly version: number;
  readonly createdAt: Millis;
  readonly createdBy: string;
  readonly changedAt: Millis;
}

/** One judgement, kept by what was judged: it never has to be repeated. */
export interface StoredVerdict {
  readonly rule: RuleDigest;
  /** The effective config that was judged. */
  readonly body: BodyDigest;
  /** A `PolicyVerdict` of `@fleethub/collector-config`, kept as it was written. */
  readonly verdict: { readonly verdict: "kept" | "broken" | "cannot-tell" };
}

/** A policy that the effective config of one agent does not keep. */
export interface Breach {
  /** Name of the policy. */
  readonly policy: string;
  readonly severity: PolicySeverity;
  /** When this agent was first found to break it. */
  readonly since: Millis;
  readonly rule: RuleDigest;
  readonly body: BodyDigest;
  /** An exception holds for this agent: it is shown, and counts as no breach in queries. */
  readonly excepted: boolean;
}

/** How many agents kept a policy on one day. */
export interface ComplianceDay {
  readonly policy: string;
  /** UTC, `yyyy-mm-dd`. */
  readonly day: string;
  /** Agents judged, as last written. */
  readonly judged: number;
  /** Of them kept, as last written. */
  readonly kept: number;
  /** The lowest `kept` of the day. */
  readonly worst: number;
}
