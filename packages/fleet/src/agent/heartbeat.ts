import { linkWith, reportWith, stateWith } from "./copies.js";
import type { AgentEffect, ReplyContent } from "./effects.js";
import type { AgentEvent, ReportEvent } from "./events.js";
import type { Millis } from "./facts.js";
import { isBare } from "./sequence.js";
import type { AgentState } from "./state.js";

const ACKNOWLEDGED: ReplyContent = {};

/**
 * The common case: a bare heartbeat of an agent that is owed nothing. It moves last-seen and seq (F6), so nothing
 * else is looked at, and no word about the agent can have changed before the next wake.
 */
export function quietHeartbeat(
  state: AgentState,
  event: AgentEvent,
  now: Millis,
): { readonly state: AgentState; readonly effects: readonly AgentEffect[] } | null {
  const { link, report } = state;
  if (event.kind !== "report" || link === null || !isQuiet(state, event, now)) return null;
  const { connectionId, instanceUid, seq, digest } = event;
  return {
    state: stateWith(state, {
      report: reportWith(report, { seq, lastSeenAt: now }),
      link: link.lastDigest === digest ? link : linkWith(link, { lastDigest: digest }),
    }),
    effects: [
      { kind: "touch" },
      { kind: "reply", connectionId, instanceUid, content: ACKNOWLEDGED },
    ],
  };
}

function isQuiet(state: AgentState, event: ReportEvent, now: Millis): boolean {
  const { quiet, link, report, wakeAt } = state;
  return (
    quiet &&
    link?.connectionId === event.connectionId &&
    event.instanceUid === state.instanceUid &&
    report.seq !== null &&
    event.seq === report.seq + 1n &&
    (event.capabilities === 0n || event.capabilities === report.capabilities) &&
    (wakeAt === null || now < wakeAt) &&
    isBare(event)
  );
}
