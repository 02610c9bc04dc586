import type { ConfigHash } from "./facts.js";
import { isRejected } from "./hashes.js";
import type { ReturnDecision } from "./outcome.js";
import type { AgentState } from "./state.js";

/**
 * Where an agent goes from a hash that failed: to last good; else, where a supervisor runs a Collector that had no
 * hash before our first offer, back to its local files; else nowhere.
 */
export function returnGoal(
  state: AgentState,
  from: ConfigHash,
): Pick<ReturnDecision, "to" | "means"> {
  const { outcome, intent } = state;
  const usable = (hash: ConfigHash): boolean => hash !== from && !isRejected(outcome, hash);
  if (outcome.lastGood !== null && usable(outcome.lastGood)) {
    const isLocal = outcome.lastGood === intent.handBackHash;
    return { to: outcome.lastGood, means: isLocal ? "hand-back" : "last-good" };
  }
  const isOurGuest = outcome.supervised && outcome.cameWithHash === false;
  if (isOurGuest && usable(intent.handBackHash)) {
    return { to: intent.handBackHash, means: "hand-back" };
  }
  return { to: null, means: "none" };
}
