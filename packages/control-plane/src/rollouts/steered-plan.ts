import type { AuditEntry, RolloutRecord } from "../model.js";
import { audited } from "../verbs/audited.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import type { PlannedWrites } from "./plan-writes.js";
import type { RolloutAnswer } from "./requests.js";

/** The plan of a verb about a rollout that runs. */
export function steeredPlan(
  ctx: VerbContext,
  verb: string,
  before: RolloutRecord,
  planned: PlannedWrites,
  said: Readonly<Record<string, unknown>> = {},
): Plan<RolloutAnswer> {
  const { record, writes, acts, agents, agentChanges } = planned;
  const { id, number, version, phase, sentence } = record;
  const resource: AuditEntry["resource"] = { kind: "rollout", id };
  const was = { number, phase: before.phase };
  const is = { number, phase, sentence, agents: agents.length, ...said };
  return {
    kind: "plan",
    changes: { writes: [...writes, audited(ctx, verb, resource, was, is)] },
    reach: agents.map((agent) => agent.id),
    acts,
    agentChanges,
    value: { id, number, version, phase, sentence, agents: agents.length },
  };
}
