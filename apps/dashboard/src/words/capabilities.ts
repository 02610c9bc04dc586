/** Capabilities that a page speaks of, with what each lets one do. In the order in which they are listed. */
export const CAPABILITIES: readonly {
  readonly name: string;
  readonly has: string;
  readonly lacks: string;
}[] = [
  {
    name: "AcceptsRemoteConfig",
    has: "Accepts remote config",
    lacks: "Does not accept remote config",
  },
  {
    name: "ReportsRemoteConfig",
    has: "Reports what became of a config",
    lacks: "Never says what became of a config",
  },
  {
    name: "ReportsEffectiveConfig",
    has: "Reports its effective config",
    lacks: "No effective config",
  },
  { name: "ReportsHealth", has: "Reports health", lacks: "No health" },
  { name: "ReportsAvailableComponents", has: "Reports its components", lacks: "No component list" },
  { name: "AcceptsRestartCommand", has: "Accepts restart", lacks: "No restart from here" },
  {
    name: "AcceptsOpAMPConnectionSettings",
    has: "Accepts connection settings",
    lacks: "No connection settings from here",
  },
  { name: "ReportsHeartbeat", has: "Sends heartbeats", lacks: "No heartbeats" },
  { name: "ReportsOwnMetrics", has: "Can send own metrics", lacks: "No own metrics" },
  { name: "ReportsOwnLogs", has: "Can send own logs", lacks: "No own logs" },
  { name: "ReportsOwnTraces", has: "Can send own traces", lacks: "No own traces" },
  { name: "AcceptsPackages", has: "Accepts packages", lacks: "No packages" },
];
