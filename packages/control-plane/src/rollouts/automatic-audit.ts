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

/** The audit of decisions that no operator asked for. */
export function automaticAudit(
  ctx: VerbContext,
  before: RolloutRecord,
  after: RolloutRecord,
  events: readonly RolloutEvent[],
): readonly Write[] {
  return events
    .filter(({ kind }) => AUDITED.has(kind))
    .map(({ kind, text }) => {
      const caller = { ...ctx, actor: { ...ctx.actor, reason: text } };
      const resource = { kind: "rollout", id: after.id };
      const was = { number: before.number, phase: before.phase };
      const is = { number: after.number, phase: after.phase, sentence: after.sentence };
      return audited(caller, `rollout-${kind}`, resource, was, is);
    });
}
