import { type AgentId, type MemberStep, stepOf } from "@fleethub/fleet";
import { problem, type VerbError, type VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import { causeOfMember } from "./causes.js";
import type { Watched } from "./watched.js";

/** Members that a request names. */
export interface NamedMembers {
  readonly kind: "named";
  readonly ids: readonly AgentId[];
}

/** The step of a member now. */
export function stepNow(watched: Watched, id: AgentId, now: number): MemberStep | null {
  const member = watched.members.get(id);
  if (member === undefined) return null;
  const { spec, status } = watched.record;
  return stepOf(member, watched.facts.get(id) ?? null, spec, status, now);
}

/** By instance UID, current or former. A problem names those that are no members. */
export async function membersByUid(
  ctx: VerbContext,
  watched: Watched,
  uids: readonly string[],
): Promise<NamedMembers | VerbProblem> {
  const known = new Map([...watched.glimpses].map(([id, { uid }]) => [uid, id]));
  const ids = new Set<AgentId>();
  const errors: VerbError[] = [];
  for (const [index, uid] of uids.entries()) {
    const id = known.get(uid) ?? (await ctx.storage.agents.get(uid, ctx.scope))?.id;
    if (id !== undefined && watched.members.has(id)) ids.add(id);
    else {
      const message = `${uid} is no member of this rollout.`;
      errors.push({ pointer: `/uids/${index}`, message, remedy: "Leave it out." });
    }
  }
  const [first] = errors;
  if (first !== undefined) {
    return problem("invalid", `${first.message} ${first.remedy}`, { errors });
  }
  return { kind: "named", ids: [...ids] };
}

/** Members that failed for this cause, by its key. */
export function membersByCause(watched: Watched, cause: string, now: number): readonly AgentId[] {
  return [...watched.members.keys()].filter((id) => {
    const step = stepNow(watched, id, now);
    if (step === null) return false;
    return causeOfMember(step, watched.facts.get(id) ?? null)?.key === cause;
  });
}
