import { hasCapability } from "@fleethub/opamp";
import type { Transport } from "./events.js";
import type { Millis, ReportFacts } from "./facts.js";
import type { AgentSettings } from "./settings.js";
import type { Presence } from "./words.js";

/**
 * Can the agent be reached? From stored facts alone, so that a store can say the same in its own language.
 * Agents that promise no heartbeat and hold a socket open are never stale: the socket's pings speak for them (B-02).
 *
 * @param transport of its latest connection; null counts as a socket
 */
export function presenceOf(
  report: ReportFacts,
  transport: Transport | null,
  now: Millis,
  settings: AgentSettings,
): Presence {
  if (report.connectedAt === null) return "never-seen";
  if (report.disconnectedAt !== null) return "disconnected";
  if (!mayFallSilent(report, transport)) return "connected";
  return now > staleAt(report, settings) ? "stale" : "connected";
}

/** True where silence means something: pollers, and agents that promise heartbeats (B-04, D-04). */
export function mayFallSilent(report: ReportFacts, transport: Transport | null): boolean {
  return transport === "http" || hasCapability(report.capabilities, "ReportsHeartbeat");
}

/** The last moment at which the agent is not `stale`. */
export function staleAt(report: ReportFacts, settings: AgentSettings): Millis {
  return report.lastSeenAt + intervalOf(report, settings) * settings.staleIntervals;
}

/** When a silent poller counts as disconnected. */
export function goneAt(report: ReportFacts, settings: AgentSettings): Millis {
  return report.lastSeenAt + intervalOf(report, settings) * settings.goneIntervals;
}

/** Between two messages: as the agent was told and is known to keep, else as configured (B-04). */
export function intervalOf(report: ReportFacts, settings: AgentSettings): Millis {
  return report.heartbeatIntervalMs ?? settings.heartbeatIntervalMs;
}
