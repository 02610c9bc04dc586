import { type AgentIntent, type AgentState, type Millis, reduceAgent } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import { stateOf } from "./adopted-state.js";
import type { Judgements } from "./judgements.js";
import { uidOf } from "./live-agent.js";

/**
 * The state of an agent that is not connected to this hub, for people to read. What is known of its YAML lives in the
 * memory of the hub that it is connected to, so it is judged here once more: without that a config that has drifted
 * would be shown as in sync. Rejects while the store is away.
 */
export async function stateAtRest(
  record: AgentRecord,
  intent: AgentIntent,
  judgements: Judgements,
  now: Millis,
): Promise<AgentState> {
  const stored = stateOf(record, intent);
  const event = { kind: "intent", intent, newAttempt: false } as const;
  const { state: asking, effects } = reduceAgent(stored, event, now, uidOf(record));
  let state = asking;
  const components = record.report.components?.listed ?? null;
  for (const effect of effects) {
    if (effect.kind !== "judge") continue;
    const verdict = await judgements.verdict(effect.question, components);
    if (verdict === null) continue;
    state = reduceAgent(state, { kind: "judged", verdict }, now, uidOf(record)).state;
  }
  // Nothing else of the turns counts: they were not taken.
  return { ...stored, judged: state.judged };
}
