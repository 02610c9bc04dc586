import { type AgentId, lookAt } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import { agentsById } from "../rollouts/agents-by-id.js";
import { findRollout, refusedProblem } from "../rollouts/find-rollout.js";
import { idlePlan } from "../rollouts/idle-plan.js";
import { memberWrites } from "../rollouts/member-writes.js";
import { membersByUid, type NamedMembers, stepNow } from "../rollouts/named-members.js";
import { planWrites } from "../rollouts/plan-writes.js";
import type { RetryFailed, RolloutAnswer } from "../rollouts/requests.js";
import { steeredPlan } from "../rollouts/steered-plan.js";
import { viewOf, type Watched } from "../rollouts/watched.js";
import type { IntentChange } from "./change-intent.js";
import type { VerbProblem } from "./problem.js";
import type { Verb, VerbContext } from "./verb.js";

/**
 * A new attempt on members that failed: the mark of the failure goes, and they are offered the revision once more. Those
 * for whom there is no room in flight wait for it (F8).
 */
export const retryFailed: Verb<RetryFailed, RolloutAnswer> = {
  async plan(ctx, input) {
    const found = await findRollout(ctx, input);
    if (found.kind === "problem") return found;
    const { watched } = found;
    const { record } = watched;
    if (!record.live) {
      const refused = "The rollout is over, so nobody is tried again by it.";
      return refusedProblem(record, {
        refused,
        remedy: "Offer it again to the agents themselves.",
      });
    }
    if (record.status.rollingBack !== null) {
      const refused = "It is rolling back, so nobody is tried again by it.";
      return refusedProblem(record, { refused, remedy: "Start another rollout when it is over." });
    }
    const named = await namedOrAll(ctx, watched, input.uids);
    if (named.kind === "problem") return named;
    const failed = named.ids.filter((id) => hasFailed(watched, id, ctx.now));
    if (failed.length === 0) {
      const refused = "None of these members failed.";
      return refusedProblem(record, { refused, remedy: "Look at the members and their causes." });
    }
    const agents = await agentsById(ctx, failed);
    let room = roomOf(watched, ctx.now);
    const retried = await memberWrites(ctx, [...agents.values()], (agent) => {
      const isNow = room-- > 0;
      const { restarts, exits, flaps } = agent.outcome;
      const notes = { ...watched.members.get(agent.id)?.notes, counts: { restarts, exits, flaps } };
      return {
        change: { newAttempt: true, ...(isNow ? {} : suspended(agent)) },
        patch: { agent: agent.id, assignedAt: ctx.now, notes },
      };
    });
    const count = retried.agents.length;
    const text = `${ctx.actor.id} tries ${count === 1 ? "a failed agent" : `${count} failed agents`} again.`;
    const planned = await planWrites(ctx, watched, idlePlan(watched, ctx.now), {
      verdicts: record.verdicts,
      patches: retried.patches,
      events: [{ kind: "members-retried", text, agent: null, wave: null }],
    });
    const uids = retried.agents.map(({ instanceUid }) => instanceUid);
    return steeredPlan(ctx, "retry-failed", record, retried.with(planned), { uids });
  },
};

async function namedOrAll(
  ctx: VerbContext,
  watched: Watched,
  uids: readonly string[] | undefined,
): Promise<NamedMembers | VerbProblem> {
  if (uids === undefined) return { kind: "named", ids: [...watched.members.keys()] };
  return membersByUid(ctx, watched, uids);
}

/** How many may be in flight beside those that are. */
function roomOf(watched: Watched, now: number): number {
  const view = viewOf(watched, watched.record.verdicts);
  const { inFlight } = lookAt(view, now).total;
  return view.spec.limits.inFlight - inFlight - view.inheritedInFlight;
}

/** Its offer waits until the rollout lets it go on. */
function suspended({ assignment }: AgentRecord): Pick<IntentChange, "assignment"> {
  return assignment === null ? {} : { assignment: { ...assignment, suspended: true } };
}

function hasFailed(watched: Watched, id: AgentId, now: number): boolean {
  const step = stepNow(watched, id, now);
  return step === "failed" || step === "not-answering";
}
