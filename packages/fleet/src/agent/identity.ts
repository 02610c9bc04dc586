import { AGENT_FLAG } from "@fleethub/opamp";
import type { ReportEvent } from "./events.js";
import type { Turn } from "./turn.js";

/**
 * Somebody else uses this agent's UID: an older connection that speaks again, or a former UID that lives on
 * (I-05, I-07). It is told to take a new one and becomes another agent; nothing it says counts here.
 */
export function turnAway(turn: Turn, event: ReportEvent): void {
  const { older } = turn.state;
  if (event.disconnect !== undefined) {
    // Who leaves needs no other UID: an agent that has changed over to a new connection ends the old one so.
    turn.patch({
      older: older.filter(({ connectionId }) => connectionId !== event.connectionId),
    });
    turn.reply(event.connectionId, event.instanceUid, {});
    return;
  }
  const link = older.find(({ connectionId }) => connectionId === event.connectionId);
  const to = link?.reassigned ?? turn.freshId;
  turn.patch({
    older: older.map((other) => (other === link ? { ...other, reassigned: to } : other)),
  });
  turn.identify({
    kind: "reassign-uid",
    connectionId: event.connectionId,
    from: event.instanceUid,
    to,
    keeps: false,
  });
  if ((link?.reassigned ?? null) === null) {
    const summary = "Another agent used the same instance UID; it was given a new one";
    turn.note("duplicate-uid", summary, { uid: event.instanceUid, newUid: to });
    turn.audit("reassign-uid", summary, { uid: event.instanceUid, newUid: to });
  }
  turn.reply(event.connectionId, event.instanceUid, { newInstanceUid: to });
}

/** True for a report that is not this agent's: an older connection, or a UID that it does not go by. */
export function isSomebodyElse(turn: Turn, event: ReportEvent): boolean {
  const { state } = turn;
  const isOlder = state.older.some(({ connectionId }) => connectionId === event.connectionId);
  if (isOlder && state.link !== null) return true;
  return event.instanceUid !== state.instanceUid && event.instanceUid !== state.asks.newUid?.uid;
}

/** The agent goes on under the UID it was given: same agent, same history (I-04). */
export function takeNewUid(turn: Turn, event: ReportEvent): void {
  const from = turn.state.instanceUid;
  const to = event.instanceUid;
  if (to === from) return;
  turn.patch({ instanceUid: to, asks: { ...turn.state.asks, newUid: null } });
  // A supervisor restarts its Collector with the new UID in its configuration.
  turn.patch({ restartAskedAt: turn.now });
  turn.identify({ kind: "renamed", from, to });
  turn.note("renamed", "Goes by a new instance UID", { from, to });
}

/** RequestInstanceUid: the same new UID until the agent uses it (I-02, I-03). */
export function takeUidRequest(turn: Turn, event: ReportEvent): void {
  if ((event.flags & AGENT_FLAG.RequestInstanceUid) === 0n) return;
  const uid = turn.state.asks.newUid?.uid ?? turn.freshId;
  turn.patch({ asks: { ...turn.state.asks, newUid: { uid, sent: false } } });
}
