import type {
  AgentDescription,
  AvailableComponents,
  ComponentHealth,
  ConnectionSettingsStatus,
  CustomCapabilities,
  PackageStatuses,
  RemoteConfigStatus,
} from "../messages.js";

/**
 * What the agent knows about itself, part by part. In `AgentOptions.state` it is the first full
 * report; in `Agent.report` it is what has changed. Every part replaces the former one whole.
 * Messages are kept by reference and must not be changed after they were handed over; one message
 * may be shared by any number of agents.
 */
export interface AgentParts {
  readonly description?: AgentDescription;
  /** Bits of AgentCapabilities; part of every message. */
  readonly capabilities?: bigint;
  /** Left out of reports without the ReportsHealth bit. */
  readonly health?: ComponentHealth;
  /** What the server's offers came to. Absent means the agent never speaks about them. */
  readonly remoteConfigStatus?: RemoteConfigStatus;
  readonly packageStatuses?: PackageStatuses;
  readonly connectionSettingsStatus?: ConnectionSettingsStatus;
  readonly customCapabilities?: CustomCapabilities;
  /** With hash. The list travels only when the server asks for it, the hash otherwise. */
  readonly availableComponents?: AvailableComponents;
  /**
   * Asks `callbacks.effectiveConfig` again and sends what it answers; with `AgentOptions.digest`, only
   * where that differs from what was sent last.
   */
  readonly effectiveConfig?: true;
}
