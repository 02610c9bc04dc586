import { type AgentId, askRollout, type RolloutCause, stepOf } from "@fleethub/fleet";
import type { Assignment, RolloutRecord } from "../model.js";
import type { RevisionRef } from "@fleethub/fleet";
import type { Write } from "../ports.js";
import type { Act, VerbContext } from "../verbs/verb.js";
import { watchedNow } from "./find-rollout.js";
import { planWrites } from "./plan-writes.js";
import { viewOf } from "./watched.js";

/** What ends the live rollouts of some groups, and what that leaves. */
export interface Superseded {
  readonly numbers: readonly number[];
  readonly writes: readonly Write[];
  readonly acts: readonly Act[];
  /** Agents that took a revision and have not ended: they count against the limit of the next rollout. */
  readonly inFlight: readonly AgentId[];
  /** Agents whose offer is taken back: what they are assigned then, and what they were to run before. */
  readonly withdrawn: ReadonlyMap<
    AgentId,
    { readonly assignment: Assignment | null; readonly from: RevisionRef | null }
  >;
}

/** Ends these live rollouts since another begins. Rejects while the store is away. */
export async function supersede(
  ctx: VerbContext,
  rollouts: readonly RolloutRecord[],
  cause: RolloutCause,
): Promise<Superseded> {
  const writes: Write[] = [];
  const acts: Act[] = [];
  const inFlight = new Set<AgentId>();
  const withdrawn = new Map<AgentId, { assignment: Assignment | null; from: RevisionRef | null }>();
  for (const record of rollouts) {
    const watched = await watchedNow(ctx, record);
    const { verdicts, spec } = record;
    const answer = askRollout(viewOf(watched, verdicts), { kind: "supersede" }, cause, ctx.now);
    if ("refused" in answer) continue;
    const planned = await planWrites(ctx, watched, answer, { verdicts });
    writes.push(...planned.writes);
    acts.push(...planned.acts);
    const taken = new Set(answer.sendBack);
    for (const member of watched.members.values()) {
      if (taken.has(member.agent)) {
        withdrawn.set(member.agent, { assignment: member.previous, from: member.from });
        continue;
      }
      const facts = watched.facts.get(member.agent) ?? null;
      const step = stepOf(member, facts, spec, record.status, ctx.now);
      if (step === "acknowledged" || step === "healthy") inFlight.add(member.agent);
    }
    for (const id of watched.inheritedInFlight) inFlight.add(id);
  }
  const numbers = rollouts.map(({ number }) => number);
  return { numbers, writes, acts, inFlight: [...inFlight], withdrawn };
}
