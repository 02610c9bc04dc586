import type { PolicyRule, PolicyVerdict } from "@fleethub/collector-config";
import type { BodyDigest } from "@fleethub/fleet";
import type { BodyKeeper } from "../agents/body-keeper.js";
import { BoundedCache } from "../agents/bounded-cache.js";
import type { Counters } from "../agents/counters.js";
import type { RuleDigest, StoredVerdict } from "../model.js";
import { type ConfigJudge, type FleetStorage, type Logger, StoreUnavailable } from "../ports.js";

/** A rule with the digest that its verdicts are kept under. */
export interface RuleOfDigest {
  readonly rule: PolicyRule;
  readonly digest: RuleDigest;
}

/** What rules say of effective configs. Each pair is judged once and kept, whichever hub comes first. */
export interface PolicyVerdicts {
  /** Bodies that are nowhere to be had are left out. Rejects while the store is away. */
  of(
    rule: RuleOfDigest,
    bodies: Iterable<BodyDigest>,
  ): Promise<ReadonlyMap<BodyDigest, PolicyVerdict>>;
}

/** Verdicts remembered. */
const VERDICTS_REMEMBERED_MAX = 20_000;

/** Verdicts asked for, or written, in one call of the store. */
const VERDICTS_AT_ONCE = 200;

/** Verdicts are of redacted texts, so that every hub comes to the same and evidence holds no secrets. */
export function createPolicyVerdicts(deps: {
  readonly storage: Pick<FleetStorage, "store" | "policies">;
  readonly judge: ConfigJudge;
  readonly keeper: Pick<BodyKeeper, "shown">;
  readonly counters: Counters;
  readonly logger: Logger;
}): PolicyVerdicts {
  const { storage, judge, keeper, counters, logger } = deps;
  const known = new BoundedCache<string, PolicyVerdict>(VERDICTS_REMEMBERED_MAX);
  const underWay = new Map<string, Promise<PolicyVerdict | null>>();

  const evaluate = async ({ rule }: RuleOfDigest, body: BodyDigest) => {
    const text = await keeper.shown(body);
    if (text === null) return null;
    counters.count("policyEvaluations");
    return judge.policy(rule, text);
  };

  /** One evaluation, although several ask at once. Only the first to ask has something to write. */
  const once = (key: string, rule: RuleOfDigest, body: BodyDigest) => {
    const asked = underWay.get(key);
    if (asked !== undefined) return { answer: asked, isFirst: false };
    const answer = evaluate(rule, body).finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return { answer, isFirst: true };
  };

  const keep = async (verdicts: readonly StoredVerdict[]): Promise<void> => {
    if (verdicts.length === 0) return;
    try {
      await storage.store.commit({ writes: [{ kind: "add-verdicts", verdicts }] });
    } catch (error) {
      // What is not kept is judged again: nothing is lost but the work.
      if (!(error instanceof StoreUnavailable)) throw error;
      logger.warn({ verdicts: verdicts.length }, "Verdicts of policies were not kept.");
    }
  };

  return {
    async of(rule, bodies) {
      const found = new Map<BodyDigest, PolicyVerdict>();
      const open: BodyDigest[] = [];
      for (const body of new Set(bodies)) {
        const verdict = known.get(`${rule.digest} ${body}`);
        if (verdict === undefined) open.push(body);
        else found.set(body, verdict);
      }
      for (let from = 0; from < open.length; from += VERDICTS_AT_ONCE) {
        const chunk = open.slice(from, from + VERDICTS_AT_ONCE);
        for (const { body, verdict } of await storage.policies.verdicts(rule.digest, chunk))
          if (isWhole(verdict)) found.set(body, verdict);
        const fresh: StoredVerdict[] = [];
        for (const body of chunk) {
          if (found.has(body)) continue;
          const { answer, isFirst } = once(`${rule.digest} ${body}`, rule, body);
          const verdict = await answer;
          if (verdict === null) continue;
          found.set(body, verdict);
          if (isFirst) fresh.push({ rule: rule.digest, body, verdict });
        }
        await keep(fresh);
      }
      for (const [body, verdict] of found) known.set(`${rule.digest} ${body}`, verdict);
      return found;
    },
  };
}

/** Kept by this version or one that says as much. */
function isWhole(verdict: { readonly verdict: string }): verdict is PolicyVerdict {
  return "evidence" in verdict && Array.isArray(verdict.evidence);
}
