import { problem } from "@fleethub/api";
import type { ControlPlane } from "@fleethub/control-plane";
import { refuse } from "./handler.js";

const PAGE = 500;

/** The id of a rollout that a path names by its id or by its number; null where no rollout has that number. */
export async function rolloutId(plane: ControlPlane, named: string): Promise<string | null> {
  if (!/^\d+$/.test(named)) return named;
  const number = Number(named);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof plane.rollouts.list>> = await plane.rollouts.list(
      {},
      { limit: PAGE, cursor },
    );
    const found = page.items.find((record) => record.number === number);
    if (found !== undefined) return found.id;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}

/** No such rollout. */
export function unknownRollout(named: string) {
  const detail = `No rollout has the id or number ${named}. List them to find it.`;
  return refuse(problem("unknown-rollout", detail));
}
