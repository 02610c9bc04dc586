import { hasCapability } from "@fleethub/opamp";
import type { ReplyContent } from "./effects.js";
import type { ReportEvent } from "./events.js";
import { applyingAskAt, planOffer, recordOffer } from "./offer.js";
import { owedSettings, takeSettings } from "./connection-offer.js";
import type { Millis } from "./facts.js";
import type { AgentSettings } from "./settings.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";

/**
 * The one reply to a report (F1). Flags and a new UID go first; a command stands alone (M-01); an offer waits for
 * the answer to what was asked (F4).
 */
export function answerReport(turn: Turn, event: ReportEvent, asksFullState: boolean): void {
  const owed = takeOwed(turn, asksFullState);
  const isPoller = turn.state.link?.transport === "http";
  const command = isPoller && !hasContent(owed) && takeRestart(turn);
  const content = command ? { command: "restart" as const } : withOffer(turn, owed);
  turn.reply(event.connectionId, event.instanceUid, content);
  if (!isPoller && takeRestart(turn)) turn.push({ command: "restart" });
}

/** What is owed leaves at once where there is a socket; pollers get it with the next answer (G-05, G-06). */
export function pushOwed(turn: Turn): void {
  if (turn.state.link?.transport !== "websocket") return;
  const content = withOffer(turn, takeOwed(turn, false));
  if (hasContent(content)) turn.push(content);
  if (takeRestart(turn)) turn.push({ command: "restart" });
}

/** True while something waits for a message to this agent. */
export function owesMessage(state: AgentState, now: Millis, settings: AgentSettings): boolean {
  const { asks, owesFullState } = state;
  const owesUid = asks.newUid !== null && !asks.newUid.sent;
  const owesOther = owesComponents(state) || owedSettings(state, now, settings) !== null;
  return asks.restart || asks.refresh || owesUid || owesFullState || owesOther;
}

/** Flags and a new UID, recorded as sent. */
function takeOwed(turn: Turn, asksFullState: boolean): ReplyContent {
  const plan = planOffer(turn.state, turn.now, turn.settings);
  const offer = turn.state.link?.offer ?? null;
  const isRecheck = plan.kind === "recheck" && offer !== null;
  if (isRecheck) turn.patchLink({ offer: { ...offer, recheckedAt: turn.now } });
  const askAt = applyingAskAt(turn.state, turn.settings);
  const isStuck = askAt !== null && turn.now >= askAt;
  if (isStuck) turn.patchLink({ applyingAskedAt: turn.now });
  const fullState = asksFullState || turn.state.asks.refresh || isRecheck || isStuck;
  const components = owesComponents(turn.state);
  if (fullState || components) turn.patchLink({ awaitingSince: turn.now });
  if (components) {
    turn.patchLink({ componentsAsked: turn.state.report.components?.hash ?? null });
  }
  if (fullState) {
    turn.patch({ owesFullState: false, asks: { ...turn.state.asks, refresh: false } });
  }
  return {
    ...takeNewUid(turn),
    ...(fullState && { fullState: true as const }),
    ...(components && { components: true as const }),
    ...takeSettings(turn),
  };
}

function takeNewUid(turn: Turn): ReplyContent {
  const { asks, instanceUid, link } = turn.state;
  if (asks.newUid === null || asks.newUid.sent || link === null) return {};
  const { uid } = asks.newUid;
  turn.patch({ asks: { ...asks, newUid: { uid, sent: true } } });
  turn.identify({
    kind: "reassign-uid",
    connectionId: link.connectionId,
    from: instanceUid,
    to: uid,
    keeps: true,
  });
  return { newInstanceUid: uid };
}

/** True once: the restart leaves now. Agents that do not accept it, as of now, never get it (F3, P-06). */
function takeRestart(turn: Turn): boolean {
  const { asks, report } = turn.state;
  if (!asks.restart) return false;
  turn.patch({ asks: { ...asks, restart: false } });
  if (!hasCapability(report.capabilities, "AcceptsRestartCommand")) {
    turn.note("restart-refused", "Not restarted: this agent does not accept the restart command");
    return false;
  }
  turn.patch({ restartAskedAt: turn.now });
  turn.note("restart-asked", "Told to restart");
  return true;
}

/** The list behind a components hash that nobody knows is asked for once per connection. */
function owesComponents(state: AgentState): boolean {
  const { components, capabilities } = state.report;
  if (state.link === null || components === null || components.listed !== null) return false;
  if (!hasCapability(capabilities, "ReportsAvailableComponents")) return false;
  return state.link.componentsAsked !== components.hash;
}

/** Connection settings and a config go together, so that a supervisor restarts its Collector once for both. */
function withOffer(turn: Turn, owed: ReplyContent): ReplyContent {
  if (Object.keys(owed).some((word) => word !== "connectionSettings")) return owed;
  const plan = planOffer(turn.state, turn.now, turn.settings);
  if (plan.kind !== "offer") return owed;
  recordOffer(turn, plan.target);
  return { ...owed, offer: { hash: plan.target.hash, attempt: plan.target.attempt } };
}

function hasContent(content: ReplyContent): boolean {
  return Object.keys(content).length > 0;
}
