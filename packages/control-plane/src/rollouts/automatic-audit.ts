import type { RolloutEvent } from "@fleethub/fleet";
import type { RolloutRecord } from "../model.js";
import type { Write } from "../ports.js";
import { audited } from "../verbs/audited.js";
import type { VerbContext } from "../verbs/verb.js";

/** What a rollout does by itself and people answer for. */
const AUDITED: ReadonlySet<RolloutEvent["kind"]> = new Set([
  "paused",
  "rolling-back",
  "rolled-back",
  "expired",
  "complete",
]);

/** The audit of decisions that no operator asked for, each linked to the entry that the rollout began with. */
export async function automaticAudit(
  ctx: VerbContext,
  before: RolloutRecord,
  after: RolloutRecord,
  events: readonly RolloutEvent[],
): Promise<readonly Write[]> {
  const decided = events.filter(({ kind }) => AUDITED.has(kind));
  if (decided.length === 0) return [];
  const resource = { kind: "rollout", id: after.id };
  const started = { text: "", resource, did: ["start-rollout", "rebase-fragment"] };
  const [start] = (await ctx.storage.audit.list(started, { limit: 1, cursor: null })).items;
  const follows = start === undefined ? {} : { follows: start.id };
  return decided.map(({ kind, text }) => {
    const caller = { ...ctx, actor: { ...ctx.actor, reason: text } };
    const was = { number: before.number, phase: before.phase };
    const is = { number: after.number, phase: after.phase, sentence: after.sentence };
    const more = { ...follows, agents: after.members };
    return audited(caller, `rollout-${kind}`, resource, was, is, more);
  });
}
