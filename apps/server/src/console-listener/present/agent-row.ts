import type { AgentRow } from "@fleethub/api";
import { Health, Sync, Verified } from "@fleethub/api";
import { type AgentRecord, type FlowSummary, rowReason, shownName } from "@fleethub/control-plane";
import { AGENT_SETTINGS, presenceOf } from "@fleethub/fleet";
import { timeOrNull } from "./time.js";

/** The highest point of a sparkline. */
const BYTE_MAX = 255;

/** One line of the inventory. Presence is derived for `now`. */
export function presentRow(agent: AgentRecord, now: number, flow?: FlowSummary): AgentRow {
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
    group: agent.group,
    configuration: projection.configuration,
    revision: projection.revision,
    labels: { ...agent.labels },
    lastSeenAt: timeOrNull(report.lastSeenAt),
    flow: flow?.word ?? agent.flow,
    itemsPerSecond: flow === undefined ? null : itemsOf(flow),
    sparkline: flow === undefined ? [] : sparklineOf(flow.hour),
    lostShare: flow?.lostShare ?? null,
    reason: rowReason(projection.reason, flow ?? null),
  };
}

/** Of all signals; null where the newest stretch of time says nothing. */
function itemsOf({ itemsPerSecond }: FlowSummary): number | null {
  const rates = Object.values(itemsPerSecond);
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0);
}

/** Parts of the hour against its highest, in a byte each; none where nothing was reported. */
function sparklineOf(hour: FlowSummary["hour"]): number[] {
  if (hour.every((rate) => rate === null)) return [];
  const most = Math.max(...hour.map((rate) => rate ?? 0));
  return hour.map((rate) => (most === 0 ? 0 : Math.round(((rate ?? 0) / most) * BYTE_MAX)));
}
