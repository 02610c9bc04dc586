import type { WorkedOut } from "../agents/desired.js";
import { groupsAsTheyAre, type Move, weighMove } from "../groups/move.js";
import { type ReleasedMoves, releaseMoves } from "../groups/release-moves.js";
import type { SecretRecord } from "../model.js";
import { eachOfFleet } from "../verbs/each-agent.js";
import type { VerbProblem } from "../verbs/problem.js";
import type { VerbContext } from "../verbs/verb.js";
import { keeping } from "./kept-values.js";
import { secretSet } from "./secret-board.js";

/**
 * What follows for agents when the secrets are these: who is to run something else by it is offered that at once, above
 * the direct limit by a rollout, as with every change that reaches many. Until its wave an agent keeps the value that it
 * has.
 */
export async function releaseSecret(
  ctx: VerbContext,
  secrets: readonly SecretRecord[],
  title: string,
): Promise<ReleasedMoves | VerbProblem> {
  const set = secretSet(secrets);
  const { groups, sources } = await groupsAsTheyAre(ctx);
  const after = { groups, sources: { ...sources, secrets: { all: async () => set } } };
  const moves: Move[] = [];
  for await (const agent of eachOfFleet(ctx)) {
    const move = await weighMove(ctx, agent, {}, after);
    if (isTouched(move)) moves.push(withKept(move));
  }
  return releaseMoves(ctx, moves, after, title);
}

/** It is to run something else, or what it is to run is withheld from it from now on, or no more. */
function isTouched({ before, after, effect }: Move): boolean {
  if (effect !== "same") return true;
  return withheldOf(before) !== withheldOf(after);
}

const withheldOf = ({ desired }: WorkedOut) =>
  desired.kind === "revision" ? (desired.withheld ?? null) : null;

/** The values that it runs with now stand among what is kept back where it has to wait. */
function withKept(move: Move): Move {
  const { before } = move;
  const variables = keeping(before.variables, before.rendered?.secrets ?? {});
  return { ...move, before: { ...before, variables } };
}
