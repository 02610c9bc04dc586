import type { InstanceUid } from "@fleethub/opamp";
import { announce, shownNow } from "./announce.js";
import { pushOwed } from "./answer.js";
import type { AgentEffect } from "./effects.js";
import type { AdoptedEvent, AgentEvent, AskedEvent, IntentEvent } from "./events.js";
import type { Millis } from "./facts.js";
import { desiredHash, outcomeOf, startAttempt } from "./hashes.js";
import { takeVerdict } from "./judge.js";
import { quietHeartbeat } from "./heartbeat.js";
import { connect, disconnect } from "./link.js";
import { takeOwnMetrics } from "./connection-status.js";
import { goneAt } from "./presence.js";
import { takeReport } from "./report.js";
import { AGENT_SETTINGS, type AgentSettings } from "./settings.js";
import { settle } from "./settle.js";
import { type AgentState, newAgent } from "./state.js";
import { syncOf } from "./sync.js";
import { Turn } from "./turn.js";
import { askToWake, silenceMs } from "./wake.js";

/** One handler per kind of event; a kind without one does not compile. */
const HANDLERS: {
  readonly [Kind in AgentEvent["kind"]]: (
    turn: Turn,
    event: Extract<AgentEvent, { kind: Kind }>,
  ) => void;
} = {
  connected: (turn, event) => connect(turn, event.connectionId, event.transport),
  disconnected: (turn, event) => disconnect(turn, event.connectionId),
  report: takeReport,
  intent: takeIntent,
  asked: takeAsk,
  judged: (turn, event) => {
    takeVerdict(turn, event);
    settle(turn);
    pushOwed(turn);
  },
  "own-metrics": takeOwnMetrics,
  woken: (turn) => {
    turn.patch({ wakeAt: null });
    leaveSilent(turn);
    settle(turn);
    pushOwed(turn);
  },
  adopted: adopt,
};

/**
 * What is to be done about one agent, given what was just learned. Pure: the same arguments give the same result
 * (F10). Effects are to be performed in their order; the state is the next one whatever becomes of them.
 *
 * @param now milliseconds since the Unix epoch; it may stand still, and does not go back
 * @param freshId a UID that nobody uses, should one have to be given
 */
export function reduceAgent(
  state: AgentState,
  event: AgentEvent,
  now: Millis,
  freshId: InstanceUid,
  settings: AgentSettings = AGENT_SETTINGS,
): { readonly state: AgentState; readonly effects: readonly AgentEffect[] } {
  const quiet = quietHeartbeat(state, event, now);
  if (quiet !== null) return quiet;
  const turn = new Turn(state, now, freshId, settings);
  handle(turn, event);
  announce(turn);
  askToWake(turn);
  return { state: turn.state, effects: turn.effects() };
}

function handle<Kind extends AgentEvent["kind"]>(
  turn: Turn,
  event: Extract<AgentEvent, { kind: Kind }>,
): void {
  const handler: (turn: Turn, event: Extract<AgentEvent, { kind: Kind }>) => void =
    HANDLERS[event.kind as Kind];
  handler(turn, event);
}

function takeIntent(turn: Turn, event: IntentEvent): void {
  const before = desiredHash(turn.state.intent);
  turn.patch({ intent: event.intent });
  const hash = desiredHash(event.intent);
  if (event.newAttempt && hash !== null && !standsInOrder(turn.state, hash)) {
    const isKnown = turn.state.outcome.hashes[hash] !== undefined;
    if (isKnown || turn.state.report.remoteConfig?.hash === hash) {
      turn.patch({ outcome: startAttempt(turn.state.outcome, hash) });
      turn.commitFirst("yes");
    }
  }
  if (before !== hash) turn.showChanged();
  settle(turn);
  pushOwed(turn);
}

/** The agent runs this hash, or is about to, and nothing speaks against it: there is nothing to try again. */
function standsInOrder(state: AgentState, hash: AgentState["intent"]["handBackHash"]): boolean {
  const reported = state.report.remoteConfig;
  if (reported?.hash !== hash || reported.status === "failed") return false;
  return !outcomeOf(state.outcome, hash).rejected && syncOf(state).sync !== "drifted";
}

function takeAsk(turn: Turn, { ask }: AskedEvent): void {
  const { asks } = turn.state;
  if (ask.kind === "restart") turn.patch({ asks: { ...asks, restart: true } });
  else if (ask.kind === "refresh") turn.patch({ asks: { ...asks, refresh: true } });
  else turn.patch({ asks: { ...asks, newUid: { uid: ask.uid, sent: false } } });
  pushOwed(turn);
}

/** Pollers that fell silent for long are gone, and so is who did not come back after a hub's restart. */
function leaveSilent(turn: Turn): void {
  const { link, report, unheldSince } = turn.state;
  if (link?.transport === "http" && turn.now >= goneAt(report, turn.settings)) {
    disconnect(turn, link.connectionId);
  }
  if (
    link === null &&
    unheldSince !== null &&
    turn.now >= unheldSince + silenceMs(report, turn.settings)
  ) {
    turn.patch({ unheldSince: null });
    turn.patchReport({ disconnectedAt: turn.now });
  }
}

function adopt(turn: Turn, event: AdoptedEvent): void {
  const { outcome, report } = event;
  const isHeld = report.connectedAt !== null && report.disconnectedAt === null;
  turn.load({
    ...newAgent(turn.state.id, event.instanceUid, event.intent),
    outcome,
    report,
    confirmed: false,
    owesFullState: !event.clean || outcome.window !== null || outcome.returning?.status === "open",
    unheldSince: isHeld ? turn.now : null,
  });
  turn.patch({ shown: shownNow(turn) });
}
