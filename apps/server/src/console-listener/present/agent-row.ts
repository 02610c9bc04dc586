import type { AgentRow } from "@fleethub/api";
import { Health, Sync, Verified } from "@fleethub/api";
import { type AgentRecord, shownName } from "@fleethub/control-plane";
import { AGENT_SETTINGS, presenceOf } from "@fleethub/fleet";
import { timeOrNull } from "./time.js";

/** One line of the inventory. Presence is derived for `now`. */
export function presentRow(agent: AgentRecord, now: number): AgentRow {
  const { projection, report } = agent;
  return {
    uid: agent.instanceUid,
    name: shownName(agent),
    host: projection.host,
    os: projection.os,
    arch: projection.arch,
    type: projection.type,
    version: projection.agentVersion,
    presence: presenceOf(report, agent.transport, now, AGENT_SETTINGS),
    sync: Sync.parse(projection.sync),
    verified: Verified.parse(projection.verified),
    health: Health.parse(projection.health),
    group: null,
    configuration: projection.configuration,
    revision: projection.revision,
    labels: { ...agent.labels },
    lastSeenAt: timeOrNull(report.lastSeenAt),
    reason: projection.reason,
  };
}
