import { groupsAsTheyAre } from "../groups/move.js";
import { isNew, releaseMoves } from "../groups/release-moves.js";
import type { RolloutRecord } from "../model.js";
import type { Write } from "../ports.js";
import type { AgentDecision } from "./agent-decision.js";
import type { VerbProblem } from "./problem.js";
import type { Act, AgentChange, VerbContext } from "./verb.js";

/** What decisions about one or many agents come to. */
export interface ReleasedDecisions {
  readonly kind: "released";
  readonly writes: readonly Write[];
  readonly acts: readonly Act[];
  readonly agentChanges: readonly AgentChange[];
  /** Agents that come to another group, or to none. */
  readonly moved: number;
  readonly rollout: RolloutRecord | null;
}

/** Puts decisions together; those that may change groups or values go through the direct limit as one. */
export async function releaseDecisions(
  ctx: VerbContext,
  decisions: readonly AgentDecision[],
  title: string,
): Promise<ReleasedDecisions | VerbProblem> {
  const moves = decisions.flatMap(({ move }) => (move === undefined ? [] : [move]));
  const released =
    moves.length === 0 ? null : await releaseMoves(ctx, moves, await groupsAsTheyAre(ctx), title);
  if (released?.kind === "problem") return released;
  const renderings = new Set<string>();
  const writes = [...decisions.flatMap((each) => each.writes), ...(released?.writes ?? [])];
  const changes = decisions.flatMap(({ change }) => (change === undefined ? [] : [change]));
  return {
    kind: "released",
    writes: writes.filter((write) => isNew(write, renderings)),
    acts: [...decisions.flatMap(({ acts }) => acts), ...(released?.acts ?? [])],
    agentChanges: [...changes, ...(released?.agentChanges ?? [])],
    moved: released?.moved ?? 0,
    rollout: released?.rollout ?? null,
  };
}
