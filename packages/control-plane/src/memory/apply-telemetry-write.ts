import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, type PendingChange, type WriteResult } from "./write-result.js";

export type TelemetryWrite = Extract<Write, { readonly kind: "set-telemetry" }>;

/** The word stands on the agent too, where queries find it. */
export function applyTelemetryWrite(
  state: MemoryState,
  undo: UndoLog,
  write: TelemetryWrite,
): WriteResult {
  const changes: PendingChange[] = [];
  for (const telemetry of write.agents) {
    const agent = state.agents.get(telemetry.agent);
    if (agent === undefined) continue;
    undo.set(state.telemetry, agent.id, telemetry);
    if (agent.flow === telemetry.word) continue;
    undo.set(state.agents, agent.id, { ...agent, flow: telemetry.word });
    changes.push({ kind: "agent.changed", id: agent.instanceUid, version: agent.version });
  }
  return done(...changes);
}
