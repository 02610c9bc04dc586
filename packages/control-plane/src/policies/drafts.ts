import type { PolicyRule, PolicyVerdict } from "@fleethub/collector-config";
import { BoundedCache } from "../agents/bounded-cache.js";
import type { ConfigJudge, FleetStorage } from "../ports.js";
import type { RuleOfDigest } from "./policy-verdicts.js";

/** A configuration whose newest revision breaks a policy. */
export interface BreakingDraft {
  readonly configuration: string;
  readonly revision: number;
  readonly verdict: PolicyVerdict;
}

/** Configurations whose newest revision is judged, those first by name. */
export const DRAFTS_MAX = 500;

/** Verdicts about revisions that are remembered. */
const VERDICTS_MAX = 10_000;

/** Finds complete configurations whose newest revision breaks a rule; each revision is judged once. */
export function createDrafts(deps: {
  readonly storage: Pick<FleetStorage, "configurations">;
  readonly judge: ConfigJudge;
}): (rule: RuleOfDigest) => Promise<readonly BreakingDraft[]> {
  const { storage, judge } = deps;
  const known = new BoundedCache<string, PolicyVerdict>(VERDICTS_MAX);
  const judged = async (rule: PolicyRule, name: string, number: number) => {
    const revision = await storage.configurations.revision(name, number);
    return revision === null ? null : judge.policy(rule, revision.content);
  };
  return async ({ rule, digest }) => {
    const page = await storage.configurations.list({ limit: DRAFTS_MAX, cursor: null });
    const found: BreakingDraft[] = [];
    for (const { name, kind, latestRevision, createdAt } of page.items) {
      // A fragment is judged where it is merged.
      if (kind === "fragment" || latestRevision === 0) continue;
      // A name and number that came again after a removal are another revision.
      const key = JSON.stringify([digest, name, createdAt, latestRevision]);
      const verdict = known.get(key) ?? (await judged(rule, name, latestRevision));
      if (verdict === null) continue;
      known.set(key, verdict);
      if (verdict.verdict === "broken")
        found.push({ configuration: name, revision: latestRevision, verdict });
    }
    return found;
  };
}
