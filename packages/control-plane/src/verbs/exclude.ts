import {
  type AgentId,
  askRollout,
  isRefused,
  planRollout,
  type RevisionRef,
  type RolloutPlan,
  type RolloutRefusal,
  type RolloutMember,
} from "@fleethub/fleet";
import type { Assignment, Hold } from "../model.js";
import { agentsById } from "../rollouts/agents-by-id.js";
import { isSame } from "../rollouts/candidates.js";
import { causeOfCall, findRollout, refusedProblem } from "../rollouts/find-rollout.js";
import { memberWrites } from "../rollouts/member-writes.js";
import { membersByCause, membersByUid, type NamedMembers } from "../rollouts/named-members.js";
import { planWrites } from "../rollouts/plan-writes.js";
import type { ExcludeMembers, RolloutAnswer } from "../rollouts/requests.js";
import { steeredPlan } from "../rollouts/steered-plan.js";
import { viewOf, type Watched } from "../rollouts/watched.js";
import { problem, type VerbProblem } from "./problem.js";
import type { Verb, VerbContext } from "./verb.js";

/**
 * Holds members on what they were to run before: the rollout goes on without them, and its end does not reach them. The
 * hold is lifted like a pin. With `resume` a rollout that is paused goes on in the same commit.
 */
export const exclude: Verb<ExcludeMembers, RolloutAnswer> = {
  async plan(ctx, input) {
    const found = await findRollout(ctx, input);
    if (found.kind === "problem") return found;
    const { watched } = found;
    const { record } = watched;
    if (!record.live) {
      const refused = "The rollout is over, so nobody can be excluded from it.";
      return refusedProblem(record, { refused, remedy: "Pin the agents instead." });
    }
    const named = await namedMembers(ctx, watched, input);
    if (named.kind === "problem") return named;
    const ids = named.ids.filter((id) => watched.members.get(id)?.mark === null);
    const agents = [...(await agentsById(ctx, ids)).values()].filter(({ pin }) => pin === null);
    if (agents.length === 0) {
      const refused = "These members have no part in the rollout any more.";
      return refusedProblem(record, { refused, remedy: "Look at its members again." });
    }
    const mark = { kind: "excluded", at: ctx.now } as const;
    const held = await memberWrites(ctx, agents, ({ id }) => {
      const member = watched.members.get(id);
      const revision = member?.from ?? null;
      const assignment = member?.previous ?? null;
      const hold = {
        revision,
        rollout: record.number,
        since: ctx.now,
        ...valuesKept(assignment, revision),
      };
      return {
        change: { hold, assignment, newAttempt: false },
        patch: { agent: id, mark },
      };
    });
    const without = withMarks(watched, new Set(agents.map(({ id }) => id)), mark);
    const plan = goOn(ctx, without, input.resume ?? false);
    if (isRefused(plan)) return refusedProblem(record, plan);
    const count = agents.length;
    const text = `${ctx.actor.id} excluded ${count === 1 ? "an agent" : `${count} agents`}: held where ${count === 1 ? "it was" : "they were"}.`;
    const planned = await planWrites(ctx, without, plan, {
      verdicts: record.verdicts,
      patches: held.patches,
      events: [{ kind: "members-excluded", text, agent: null, wave: null }],
    });
    const uids = agents.map(({ instanceUid }) => instanceUid);
    const said = { uids, resume: input.resume ?? false };
    return steeredPlan(ctx, "exclude", record, held.with(planned), said);
  },
};

/** Where the rollout changes values, those before it stand in the assignment that the member had. */
function valuesKept(
  previous: Assignment | null,
  from: RevisionRef | null,
): Pick<Hold, "variables"> {
  const revision = previous?.revision ?? null;
  if (previous?.variables === undefined || revision === null || from === null) return {};
  return isSame(revision, from) ? { variables: previous.variables } : {};
}

async function namedMembers(
  ctx: VerbContext,
  watched: Watched,
  { uids, cause }: ExcludeMembers,
): Promise<NamedMembers | VerbProblem> {
  if ((uids === undefined) === (cause === undefined)) {
    const remedy = "Name members by `uids` or by `cause`, exactly one of them.";
    const errors = [{ pointer: "/uids", message: "Who is meant is not clear.", remedy }];
    return problem("invalid", remedy, { errors });
  }
  if (cause === undefined) return membersByUid(ctx, watched, uids ?? []);
  const ids = membersByCause(watched, cause, ctx.now);
  if (ids.length > 0) return { kind: "named", ids };
  const message = "No member failed for this cause.";
  const remedy = "Take one of the rollout's causes as they are now.";
  const errors = [{ pointer: "/cause", message, remedy }];
  return problem("invalid", `${message} ${remedy}`, { errors });
}

function withMarks(
  watched: Watched,
  ids: ReadonlySet<AgentId>,
  mark: RolloutMember["mark"],
): Watched {
  const members = new Map(
    [...watched.members].map(([id, member]) => [id, ids.has(id) ? { ...member, mark } : member]),
  );
  return { ...watched, members };
}

function goOn(ctx: VerbContext, watched: Watched, resume: boolean): RolloutPlan | RolloutRefusal {
  const view = viewOf(watched, watched.record.verdicts);
  if (!resume || view.status.paused === null) return planRollout(view, ctx.now);
  return askRollout(view, { kind: "resume" }, causeOfCall(ctx), ctx.now);
}
