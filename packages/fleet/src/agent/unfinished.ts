import type { ConfigHash } from "./facts.js";
import { counts, isOurs, outcomeOf } from "./hashes.js";
import type { AgentState } from "./state.js";

/**
 * The hash that the agent says it is applying although nobody will say how that ended: its supervisor started anew in
 * between, and keeps the word for ever; or this hub did not see the offer go out. Null where there is none.
 */
export function unfinishedHash(state: AgentState): ConfigHash | null {
  const { watch, outcome } = state;
  const reported = state.report.remoteConfig;
  if (reported === null || reported.hash === null || reported.status !== "applying") return null;
  const { hash } = reported;
  if (!isOurs(state, hash) || !counts(state, hash)) return null;
  const { attempt, rejected, appliedAt } = outcomeOf(outcome, hash);
  const isFollowed = watch?.hash === hash && watch.attempt === attempt;
  if (rejected || isFollowed) return null;
  return state.confirmed || appliedAt !== null ? hash : null;
}
