import type { Millis, ReportFacts } from "./facts.js";
import type { AgentConnectionState, AgentState } from "./state.js";

// Copies are written out here, member by member: a spread of objects this large costs microseconds, and every
// heartbeat of the fleet takes these three.

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/** The same facts, heard again. */
export function seenAgain(report: ReportFacts, seq: bigint, lastSeenAt: Millis): ReportFacts {
  const copy: Writable<ReportFacts> = {
    seq,
    capabilities: report.capabilities,
    lastSeenAt,
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
  return copy;
}

/** The same connection after one more message. */
export function heardOn(
  link: AgentConnectionState,
  lastDigest: AgentConnectionState["lastDigest"],
): AgentConnectionState {
  return link.lastDigest === lastDigest ? link : { ...link, lastDigest };
}

/** The same state with what a heartbeat moved. */
export function stateAfter(
  state: AgentState,
  report: ReportFacts,
  link: AgentConnectionState,
): AgentState {
  return {
    id: state.id,
    instanceUid: state.instanceUid,
    intent: state.intent,
    report,
    outcome: state.outcome,
    judged: state.judged,
    link,
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
}
