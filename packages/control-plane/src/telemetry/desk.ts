import type { AgentId } from "@fleethub/fleet";
import type { Peer } from "../enrolment/peer.js";
import type { AgentTelemetry } from "../telemetry-model.js";
import type { OwnExport, Taken } from "./readings.js";
import type { ComponentFlow } from "./views.js";

/** How much a desk has in memory. */
export interface DeskStatistics {
  /** Agents whose own telemetry is in memory. */
  readonly agents: number;
  /** Bytes of their windows. */
  readonly sizeBytes: number;
}

/**
 * Where agents' own telemetry comes in, is kept for a while and judged. One for each hub; what other hubs took is
 * known as they stored it last.
 */
export interface TelemetryDesk {
  /**
   * Takes one export. Resolves at once for agents in memory. Rejects with `StoreUnavailable` where the agent has to be
   * looked up and the store is away.
   *
   * @param sender as the door found out: what would not let the agent itself in does not speak of it either. Absent: the
   * caller answers for that
   */
  take(own: OwnExport, sender?: Peer): Promise<Taken>;
  /** Another hub wrote something about the agent that has this instance UID; null: about any. */
  forget(uid: string | null): void;
  /**
   * The newest that is known of these agents, without those that never sent any: from memory where they send to this
   * hub, else as stored last. At most `AGENTS_BY_ID_MAX` ids. Rejects while the store is away and is needed.
   */
  of(agents: readonly AgentId[]): Promise<ReadonlyMap<AgentId, AgentTelemetry>>;
  /** Begins to write behind and to notice who fell silent. */
  start(): void;
  /** Writes what is not stored and ends. Rejects while the store is away. */
  stop(): Promise<void>;
  /** By component, as of the newest export; empty where none came to this hub since it started. */
  components(agent: AgentId): readonly ComponentFlow[];
  statistics(): DeskStatistics;
}
