import { answerReport } from "./answer.js";
import type { ReportEvent } from "./events.js";
import { loseKept } from "./failure.js";
import { hasExited, takeHealth } from "./health.js";
import { isSomebodyElse, takeNewUid, takeUidRequest, turnAway } from "./identity.js";
import { connect, sayFarewell } from "./link.js";
import { noteFreshNumbers, takeSettingsStatus } from "./connection-status.js";
import { type Arrival, arrivalOf, isComplete, isFreshStart, owesFullStateAsk } from "./sequence.js";
import { settle } from "./settle.js";
import { takeStatus } from "./status.js";
import type { Turn } from "./turn.js";

/** Takes one report and answers it (F1). */
export function takeReport(turn: Turn, event: ReportEvent): void {
  if (isSomebodyElse(turn, event)) {
    turnAway(turn, event);
    return;
  }
  const arrival = arrivalOf(turn.state, event);
  if (arrival === "late") {
    turn.reply(event.connectionId, event.instanceUid, {});
    return;
  }
  connect(turn, event.connectionId, event.transport, event.reached);
  takeNewUid(turn, event);
  const asksFullState = takeArrival(turn, event, arrival);
  if (arrival !== "duplicate" && arrival !== "bare-uid") takeParts(turn, event);
  if (event.disconnect !== undefined) {
    turn.reply(event.connectionId, event.instanceUid, {});
    sayFarewell(turn, event.connectionId, event.seq);
    return;
  }
  if (arrival !== "duplicate") {
    takeSettingsStatus(turn, event);
    settle(turn);
  }
  takeUidRequest(turn, event);
  answerReport(turn, event, asksFullState);
}

/** Sequence number, capabilities and what a gap means; true where full state is to be asked for. */
function takeArrival(turn: Turn, event: ReportEvent, arrival: Arrival): boolean {
  const { report, watch } = turn.state;
  const known = report.seq;
  if (event.capabilities !== 0n && event.capabilities !== report.capabilities) {
    turn.patchReport({ capabilities: event.capabilities });
  }
  const asks = owesFullStateAsk(turn, event, arrival);
  turn.saw(arrival === "bare-uid" ? known : event.seq);
  if (arrival === "duplicate") return asks;
  turn.patchLink({ lastDigest: event.digest, awaitingSince: asks ? turn.now : null });
  if (arrival === "gap") {
    if (watch !== null) turn.patch({ watch: { ...watch, gap: true } });
    if (known !== null && event.seq <= known) {
      beginAnew(turn);
      if (event.description !== undefined) noteFreshNumbers(turn);
    }
  }
  if (isComplete(event, turn.state.report.capabilities)) {
    turn.patch({ confirmed: true, owesFullState: false });
  }
  return asks;
}

/** A poller whose sequence began anew is on a new "connection"; one that never counts gets no second offer at once. */
function beginAnew(turn: Turn): void {
  const { link } = turn.state;
  if (link?.transport !== "http" || link.offer === null) return;
  if (turn.now - link.offer.at >= turn.settings.fullStateWaitMs) turn.patchLink({ offer: null });
}

/** A part that is there replaces the old one whole; an absent one leaves it (F7). */
function takeParts(turn: Turn, event: ReportEvent): void {
  const startedAnew = isFreshStart(event, turn.state.report.capabilities);
  // Whoever was applying the offer is gone.
  if (startedAnew) turn.patch({ watch: null });
  if (event.description) turn.patchReport({ description: event.description });
  if (event.components) turn.patchReport({ components: event.components });
  if (event.effective) {
    turn.patchReport({ effective: event.effective });
    if (event.effective.supervised && !turn.state.outcome.supervised) {
      turn.patchOutcome({ supervised: true });
    }
  }
  if (event.health) {
    takeHealth(turn, event.health);
    if (hasExited(event.health)) loseKept(turn, event.health.lastError);
  }
  if (event.remoteConfig) {
    noteDenial(turn, event);
    takeStatus(turn, event.remoteConfig, startedAnew);
  }
}

/** After a recheck, a status that names another hash means that the offer did not arrive. */
function noteDenial(turn: Turn, event: ReportEvent): void {
  const offer = turn.state.link?.offer ?? null;
  if (offer === null || offer.recheckedAt === null) return;
  if (event.remoteConfig?.hash === offer.hash) return;
  turn.patchLink({ offer: { ...offer, denied: true } });
}
