import type { PolicyVerdict } from "@fleethub/collector-config";
import type { BodyDigest, Millis } from "@fleethub/fleet";
import type { Breach } from "../model.js";
import type { ReadyPolicy } from "./policy-set.js";

/** One policy as it stands to one agent. */
export interface Standing {
  readonly policy: ReadyPolicy;
  readonly inScope: boolean;
  readonly excepted: boolean;
  /** Undefined where there was nothing to judge. */
  readonly verdict: PolicyVerdict | undefined;
}

/** The breach that follows, or null. What went on before goes on since then. */
export function breachOf(
  { policy, inScope, excepted, verdict }: Standing,
  body: BodyDigest | null,
  before: readonly Breach[],
  now: Millis,
): Breach | null {
  if (!inScope || body === null || verdict?.verdict !== "broken") return null;
  const { name, severity, digest } = policy.record;
  const since = before.find((each) => each.policy === name)?.since ?? now;
  return { policy: name, severity, since, rule: digest, body, excepted };
}

/** By name, so that the same breaches are the same list. */
export function inOrderOfName(breaches: readonly Breach[]): readonly Breach[] {
  return [...breaches].sort((a, b) => (a.policy < b.policy ? -1 : 1));
}

export function sameBreaches(a: readonly Breach[], b: readonly Breach[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Why a verdict is what it is, in one line: agents with the same one have the same trouble. */
export function causeOf(verdict: PolicyVerdict): string {
  return verdict.evidence[0]?.message ?? verdict.remedy ?? "";
}
