import { hasCapability } from "@fleethub/opamp";
import type { ReportEvent } from "./events.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";

/** How a message stands to the one before it. */
export type Arrival =
  /** Only an instance UID: a sign of life. */
  | "bare-uid"
  /** The first message of this agent that anybody saw. */
  | "first"
  | "next"
  /** The same bytes again. */
  | "duplicate"
  /** After the farewell, and older than it (D-01). */
  | "late"
  /** Something is missing in between, or the sequence began anew. */
  | "gap";

/** Tells how this report stands to what was heard before. Sequence numbers are bigint: they go beyond 2^53. */
export function arrivalOf(state: AgentState, event: ReportEvent): Arrival {
  const { link, farewell } = state;
  if (isBareUid(event)) return "bare-uid";
  const before = state.report.seq;
  if (before === null) return "first";
  if (farewell !== null && isLate(farewell, event)) return "late";
  const isSameBytes = link !== null && link.lastDigest === event.digest;
  if (event.seq === before && isSameBytes) return "duplicate";
  return event.seq === before + 1n ? "next" : "gap";
}

/** No part that the reducer follows, no flag, no farewell. */
export function isBare(event: ReportEvent): boolean {
  return (
    event.flags === 0n &&
    event.description === undefined &&
    event.health === undefined &&
    event.remoteConfig === undefined &&
    event.effective === undefined &&
    event.components === undefined &&
    event.connectionSettings === undefined &&
    event.disconnect === undefined &&
    event.otherParts === undefined
  );
}

/** Everything that the capabilities promise is there; health may follow later (E-07, Q-08). */
export function isComplete(event: ReportEvent, capabilities: bigint): boolean {
  if (event.description === undefined) return false;
  if (hasCapability(capabilities, "ReportsEffectiveConfig") && event.effective === undefined) {
    return false;
  }
  return !hasCapability(capabilities, "ReportsRemoteConfig") || event.remoteConfig !== undefined;
}

/** A complete report under sequence number 0: the process on the other side started anew. */
export function isFreshStart(event: ReportEvent, capabilities: bigint): boolean {
  return event.seq === 0n && isComplete(event, capabilities);
}

/**
 * Must full state be asked for? Once per gap, whatever the answer lacks (F5, Q-09); never of a message that is
 * complete; and only so often in a while, for clients whose numbers never fit.
 */
export function owesFullStateAsk(turn: Turn, event: ReportEvent, arrival: Arrival): boolean {
  const { state } = turn;
  if (isComplete(event, state.report.capabilities)) return false;
  if (state.owesFullState) return true;
  if (arrival === "bare-uid" || arrival === "first") {
    const isUnknown = state.report.description === null && event.description === undefined;
    return isUnknown && state.link?.awaitingSince === null;
  }
  if (arrival !== "gap" && arrival !== "duplicate") return false;
  return countGapAsk(turn);
}

function countGapAsk(turn: Turn): boolean {
  const { link } = turn.state;
  if (link === null) return false;
  const isNewSpell = turn.now - link.gapsSince >= turn.settings.fullStateWaitMs;
  const asks = isNewSpell ? 0 : link.gapAsks;
  if (asks >= turn.settings.fullStateAsksMax) return false;
  turn.patchLink({ gapAsks: asks + 1, gapsSince: isNewSpell ? turn.now : link.gapsSince });
  return true;
}

function isBareUid(event: ReportEvent): boolean {
  return event.seq === 0n && event.capabilities === 0n && isBare(event);
}

function isLate(farewell: NonNullable<AgentState["farewell"]>, event: ReportEvent): boolean {
  const isSameConnection = farewell.connectionId === event.connectionId;
  return isSameConnection && event.seq <= farewell.seq && event.description === undefined;
}
