import type { PolicyRule, PolicyVerdict } from "@fleethub/collector-config";
import { causesOf, type PolicyCause } from "../policies/causes.js";
import { ruleDigest } from "../policies/rule.js";
import { countStanding, type PolicyStanding } from "../policies/standing.js";
import { readQuery } from "./read-query.js";
import type { Verb, VerbContext } from "./verb.js";
import { storedPolicy } from "./written-policy.js";

export interface TryPolicy {
  readonly rule: PolicyRule;
  /** A text to judge. */
  readonly content?: string;
  /** Agents whose effective configs are judged; the empty text is all. */
  readonly query?: string;
}

export interface PolicyTrial {
  /** Null where no text was given. */
  readonly content: PolicyVerdict | null;
  /** Null where no query was given. */
  readonly fleet: {
    readonly standing: PolicyStanding;
    readonly causes: readonly PolicyCause[];
  } | null;
}

/** Judges by a rule without saving it. It writes no intent, so it is not audited. */
export const tryPolicy: Verb<TryPolicy, PolicyTrial> = {
  async plan(ctx, { rule, content, query }) {
    const stored = await storedPolicy(ctx, { title: "-", rule });
    if (stored.kind === "problem") return stored;
    const value = {
      content: content === undefined ? null : await ctx.judge.policy(rule, content),
      fleet: query === undefined ? null : await fleetOf(ctx, rule, query),
    };
    if (value.fleet !== null && "kind" in value.fleet) return value.fleet;
    return {
      kind: "plan",
      changes: { writes: [] },
      reach: [],
      acts: [],
      value: { ...value, fleet: value.fleet },
    };
  },
};

async function fleetOf(ctx: VerbContext, rule: PolicyRule, text: string) {
  const parsed = readQuery(text);
  if (parsed.kind === "problem") return parsed;
  const { storage, verdicts, now, scope } = ctx;
  const deps = { storage, verdicts, clock: { now: () => now } };
  const digest = ruleDigest(ctx.digest, rule);
  const of = { rule, digest, query: parsed.query, exceptions: [], scope };
  const counted = await countStanding(deps, of);
  const causes = await causesOf(deps, { ...of, policy: null }, counted);
  return { standing: counted.standing, causes };
}
