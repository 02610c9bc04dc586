import type { AgentCapability } from "@fleethub/opamp";

/** All that our agent half and opamp-go's client can do without packages. */
export const EVERYTHING: readonly AgentCapability[] = [
  "ReportsStatus",
  "AcceptsRemoteConfig",
  "ReportsEffectiveConfig",
  "ReportsOwnTraces",
  "ReportsOwnMetrics",
  "ReportsOwnLogs",
  "AcceptsOpAMPConnectionSettings",
  "AcceptsOtherConnectionSettings",
  "AcceptsRestartCommand",
  "ReportsHealth",
  "ReportsRemoteConfig",
  "ReportsHeartbeat",
  "ReportsAvailableComponents",
  "ReportsConnectionSettingsStatus",
];
