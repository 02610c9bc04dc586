import type { ReportFacts } from "./facts.js";
import type { AgentConnectionState, AgentState } from "./state.js";

// Written out, member by member: a spread of objects this large costs microseconds, and every heartbeat of the fleet
// takes such copies.

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/** The same facts but for these. */
export function reportWith(report: ReportFacts, change: Partial<ReportFacts>): ReportFacts {
  const copy: Writable<ReportFacts> = {
    seq: report.seq,
    capabilities: report.capabilities,
    lastSeenAt: report.lastSeenAt,
    description: report.description,
    health: report.health,
    remoteConfig: report.remoteConfig,
    effective: report.effective,
    components: report.components,
    disconnectedAt: report.disconnectedAt,
    connectedAt: report.connectedAt,
  };
  const { settings, reachedUrl, heartbeatIntervalMs } = report;
  if (reachedUrl !== undefined) copy.reachedUrl = reachedUrl;
  if (settings !== undefined) copy.settings = settings;
  if (heartbeatIntervalMs !== undefined) copy.heartbeatIntervalMs = heartbeatIntervalMs;
  return Object.assign(copy, change);
}

/** The same connection but for these. */
export function linkWith(
  link: AgentConnectionState,
  change: Partial<AgentConnectionState>,
): AgentConnectionState {
  const copy: AgentConnectionState = {
    connectionId: link.connectionId,
    transport: link.transport,
    openedAt: link.openedAt,
    lastDigest: link.lastDigest,
    offer: link.offer,
    awaitingSince: link.awaitingSince,
    gapAsks: link.gapAsks,
    gapsSince: link.gapsSince,
    applyingAskedAt: link.applyingAskedAt,
    componentsAsked: link.componentsAsked,
    reached: link.reached,
    toldSettings: link.toldSettings,
  };
  return Object.assign(copy, change);
}

/** The same state but for these. */
export function stateWith(state: AgentState, change: Partial<AgentState>): AgentState {
  const copy: AgentState = {
    id: state.id,
    instanceUid: state.instanceUid,
    intent: state.intent,
    report: state.report,
    outcome: state.outcome,
    judged: state.judged,
    link: state.link,
    older: state.older,
    farewell: state.farewell,
    asks: state.asks,
    watch: state.watch,
    settling: state.settling,
    confirmed: state.confirmed,
    owesFullState: state.owesFullState,
    unheldSince: state.unheldSince,
    restartAskedAt: state.restartAskedAt,
    wakeAt: state.wakeAt,
    quiet: state.quiet,
    shown: state.shown,
  };
  return Object.assign(copy, change);
}
