import { agentCapabilities } from "@fleethub/opamp";

/** A supervisor with every switch on: 0x7DE7. */
export const SUPERVISOR_CAPABILITIES = agentCapabilities(
  "ReportsStatus",
  "AcceptsRemoteConfig",
  "ReportsEffectiveConfig",
  "ReportsOwnTraces",
  "ReportsOwnMetrics",
  "ReportsOwnLogs",
  "AcceptsOpAMPConnectionSettings",
  "AcceptsRestartCommand",
  "ReportsHealth",
  "ReportsRemoteConfig",
  "ReportsHeartbeat",
  "ReportsAvailableComponents",
);

/** The `opamp` extension without supervisor: 0x4805. Read-only. */
export const EXTENSION_CAPABILITIES = agentCapabilities(
  "ReportsStatus",
  "ReportsEffectiveConfig",
  "ReportsHealth",
  "ReportsAvailableComponents",
);
