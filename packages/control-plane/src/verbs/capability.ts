import { type AgentCapability, hasCapability } from "@fleethub/opamp";
import type { AgentRecord } from "../model.js";
import { problem, type VerbProblem } from "./problem.js";

const REMEDIES: Partial<Record<AgentCapability, string>> = {
  AcceptsRemoteConfig:
    "Run its Collector under the opampsupervisor with capabilities.accepts_remote_config: true.",
  ReportsOwnMetrics:
    "Run its Collector under the opampsupervisor with capabilities.reports_own_metrics: true.",
  ReportsOwnTraces:
    "Run its Collector under the opampsupervisor with capabilities.reports_own_traces: true.",
  ReportsOwnLogs:
    "Run its Collector under the opampsupervisor with capabilities.reports_own_logs: true.",
  AcceptsOpAMPConnectionSettings:
    "Run its Collector under the opampsupervisor with capabilities.accepts_opamp_connection_settings: true.",
  ReportsHeartbeat:
    "Run its Collector under the opampsupervisor with capabilities.reports_heartbeat: true.",
  AcceptsRestartCommand:
    "Run its Collector under the opampsupervisor with capabilities.accepts_restart_command: true.",
};

/**
 * Refuses what the agent, as of its latest message, does not accept. An agent that never reported is not judged: it
 * is asked again before anything is sent.
 */
export function lacks(agent: AgentRecord, capability: AgentCapability): VerbProblem | null {
  const { report, instanceUid } = agent;
  if (report.connectedAt === null || hasCapability(report.capabilities, capability)) return null;
  const remedy = REMEDIES[capability] ?? "Its own configuration decides what it accepts.";
  return problem("missing-capability", `This agent does not state ${capability}. ${remedy}`, {
    resource: { kind: "agent", id: instanceUid },
    capability,
  });
}
