import type { ConfigHash } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";

/** The agent runs this hash and nothing speaks against it, so a revision of the same meaning may go by it. */
export function outcomeAllows(record: AgentRecord, running: ConfigHash): boolean {
  const { remoteConfig } = record.report;
  if (remoteConfig?.hash !== running || remoteConfig.status !== "applied") return false;
  return record.outcome.hashes[running]?.rejected !== true;
}
