import { AgentReport } from "./agent-report.js";
import { DEFAULT_LIMITS, type OpampLimits } from "./limits.js";
import { type Result, accepted } from "./problem.js";
import { TopLevelScan, scanTopLevel } from "./top-level-scan.js";

/**
 * Reads the top level of an AgentToServer: scalars at once, every sub-message as a range of bytes that
 * is decoded when somebody asks. Unknown fields are passed over (F-01); of a scalar sent twice the last
 * one holds, of a sub-message sent twice the parts are merged, as protobuf says.
 *
 * The report is a view on `bytes`; see {@link AgentReport} for how long it may be kept.
 * Refuses what is not an AgentToServer, and an instance UID that is not 16 bytes (I-01).
 */
export function scanAgentToServer(
  bytes: Uint8Array,
  limits: OpampLimits = DEFAULT_LIMITS,
): Result<AgentReport> {
  const scan = scanTopLevel(bytes, 0, limits);
  if (!(scan instanceof TopLevelScan)) return { ok: false, problem: scan };
  return accepted(new AgentReport(scan, limits));
}
