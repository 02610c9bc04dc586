import {
  type AgentIntent,
  type AgentOutcome,
  type AgentState,
  newAgent,
  type Millis,
  projectionOf,
  reduceAgent,
} from "@fleethub/fleet";
import type { AgentProjection, AgentRecord } from "../model.js";
import { uidOf } from "./live-agent.js";

/** A record as the reducer sees it, without a connection. */
export function stateOf(record: AgentRecord, intent: AgentIntent): AgentState {
  const { id, outcome, report } = record;
  return { ...newAgent(id, uidOf(record), intent), outcome, report, confirmed: false };
}

/** What an intent that is about to be committed makes of the outcome, and of the row that people see. */
export function decided(
  record: AgentRecord,
  before: AgentIntent,
  intent: AgentIntent,
  newAttempt: boolean,
  now: Millis,
): { readonly outcome: AgentOutcome; readonly projection: AgentProjection } {
  const event = { kind: "intent", intent, newAttempt } as const;
  const { state } = reduceAgent(stateOf(record, before), event, now, uidOf(record));
  return { outcome: state.outcome, projection: projectionOf(state, now) };
}
