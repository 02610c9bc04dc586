import type { VerbContext } from "./verb.js";

/** Agents that are decided on before others get a turn. */
const AGENTS_IN_A_TURN = 50;

/** One item after the other; now and then others get a turn, so that heartbeats are answered meanwhile. */
export async function* breathing<T>(
  ctx: Pick<VerbContext, "breathe">,
  items: readonly T[],
): AsyncGenerator<T> {
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % AGENTS_IN_A_TURN === 0) await ctx.breathe();
    yield item;
  }
}
