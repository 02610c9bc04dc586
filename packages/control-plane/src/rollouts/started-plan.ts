import { hashOf } from "../verbs/change-intent.js";
import { audited } from "../verbs/audited.js";
import type { Plan, VerbContext } from "../verbs/verb.js";
import type { Write } from "../ports.js";
import type { OpenedRollout } from "./open-rollout.js";
import type { RolloutStarted } from "./requests.js";

/** The plan of a verb that does nothing but begin a rollout, after these writes. */
export function startedPlan(
  ctx: VerbContext,
  opened: OpenedRollout,
  before: readonly Write[],
): Plan<RolloutStarted> {
  const { rollout, supersedes, notes, agentChanges, acts, writes } = opened;
  const { id, number, kind, title, targets, spec, members, leftOut } = rollout;
  const after = { number, kind, title, targets, spec, members, leftOut, supersedes };
  return {
    kind: "plan",
    changes: {
      writes: [
        ...before,
        ...writes,
        audited(ctx, "start-rollout", { kind: "rollout", id }, null, after),
      ],
    },
    reach: agentChanges.map(({ agent }) => agent.id),
    acts,
    agentChanges,
    value: {
      rollout,
      supersedes,
      leftOut,
      unchanged: agentChanges.filter(({ agent, after: wanted }) => {
        const running = agent.report.remoteConfig?.hash ?? null;
        return running !== null && hashOf(wanted) === running;
      }).length,
      notes,
    },
  };
}
