import { reduceAgent, type AgentSettings, type AgentState } from "@fleethub/fleet";
import type { FleetStorage } from "../ports.js";
import type { LiveAgent } from "./live-agent.js";
import type { Conflict } from "./report-writer.js";

/** Takes the stored outcome for granted and decides again; false where the agent is no longer ours. */
export type Rebase = (live: LiveAgent, conflict: Conflict) => Promise<boolean>;

export interface RebaseDeps {
  readonly storage: FleetStorage;
  readonly agentSettings: AgentSettings;
  /** The agent was forgotten, or another hub has it. */
  readonly lose: (live: LiveAgent) => void;
}

/**
 * Outcomes are never dropped: what happened since the last commit is reduced again over the outcome that was
 * committed first. What was sent stays sent, so the connection keeps what it knows.
 */
export function createRebase(deps: RebaseDeps): Rebase {
  return async (live, conflict) => {
    if (conflict.write === "rename-uid") live.unsaved.renames = [];
    const record = await deps.storage.store.agentById(live.id);
    if (record === null || record.epoch !== live.epoch) {
      deps.lose(live);
      return false;
    }
    const { base, events } = live.uncommitted ?? { base: live.state, events: [] };
    const start = { ...base, intent: live.state.intent, outcome: record.outcome };
    let state: AgentState = start;
    for (const { event, at, isQuiet } of events) {
      if (isQuiet && event.kind === "report") {
        state = { ...state, report: { ...state.report, seq: event.seq, lastSeenAt: at } };
        continue;
      }
      // Whoever was given another UID was given it then.
      const spare = live.state.instanceUid;
      state = reduceAgent(state, event, at, spare, deps.agentSettings).state;
    }
    // Connection, questions and wakes are as they are: nothing of the replay was performed.
    const { link, asks, older, instanceUid, judged, wakeAt } = live.state;
    live.record = record;
    live.state = { ...state, link, asks, older, instanceUid, judged, wakeAt, quiet: false };
    live.uncommitted = events.length > 0 ? { base: start, events } : null;
    live.unsaved.outcome = state.outcome !== record.outcome;
    live.unsaved.report = true;
    return true;
  };
}
