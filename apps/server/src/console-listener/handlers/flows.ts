import {
  type AgentRecord,
  type ControlPlane,
  type FlowSummary,
  flowSummary,
} from "@fleethub/control-plane";
import type { AgentId } from "@fleethub/fleet";

/** What own metrics say of these agents; those that never sent any are left out. */
export async function flowsOf(
  plane: ControlPlane,
  records: readonly AgentRecord[],
  now: number,
): Promise<ReadonlyMap<AgentId, FlowSummary>> {
  const reporting = records.filter(({ flow }) => flow !== "not-reported").map(({ id }) => id);
  if (reporting.length === 0) return new Map();
  const kept = await plane.telemetry.of(reporting);
  return new Map([...kept].map(([id, telemetry]) => [id, flowSummary(telemetry, now)]));
}
