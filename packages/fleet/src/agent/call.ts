import type { ConfigHash } from "./facts.js";
import type { TimelineDetail } from "./effects.js";
import { outcomeOf } from "./hashes.js";
import type { AgentState } from "./state.js";

/** What people call this hash: its revision, or the local files; its first digits where it was never offered. */
export function callHash(state: AgentState, hash: ConfigHash): string {
  const { desired, handBackHash } = state.intent;
  if (hash === handBackHash) return "the local configuration";
  if (desired.kind === "revision" && desired.hash === hash) {
    return `${desired.configuration} revision ${desired.revision}`;
  }
  const { name } = outcomeOf(state.outcome, hash);
  return name === "" ? `configuration ${hash.slice(0, 8)}` : name;
}

/** What every timeline entry about a hash carries. */
export function detailOf(state: AgentState, hash: ConfigHash): TimelineDetail {
  const { desired } = state.intent;
  const isDesired = desired.kind === "revision" && desired.hash === hash;
  return {
    hash,
    attempt: outcomeOf(state.outcome, hash).attempt,
    ...(isDesired && { configuration: desired.configuration, revision: desired.revision }),
  };
}
