import { owesMessage } from "./answer.js";
import type { Millis, ReportFacts } from "./facts.js";
import { healthOf } from "./health.js";
import { openQuestions } from "./judge.js";
import { applyingAskAt, planOffer } from "./offer.js";
import { settingsDueAt } from "./connection-offer.js";
import { settlesByTalking } from "./connection-status.js";
import { goneAt, intervalOf, mayFallSilent, staleAt } from "./presence.js";
import { windowEndsAt } from "./proving.js";
import type { AgentSettings } from "./settings.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";

/**
 * Asks to be woken when time alone changes something. An earlier wake that is still out is kept, so that heartbeats
 * move no timers: it finds nothing due and asks anew.
 */
export function askToWake(turn: Turn): void {
  const { state, now } = turn;
  const quiet = isQuiet(turn);
  if (state.quiet !== quiet) turn.patch({ quiet });
  const due = nextDue(turn.state, now, turn.settings);
  if (due === null) return;
  const { wakeAt } = turn.state;
  if (wakeAt !== null && wakeAt > now && wakeAt <= due) return;
  turn.patch({ wakeAt: due });
  turn.afterwards({ kind: "wake", at: due });
}

/** The next time at which something changes by itself; null where nothing does. Always after `now`. */
export function nextDue(state: AgentState, now: Millis, settings: AgentSettings): Millis | null {
  const times = [
    ...configTimes(state, now, settings),
    ...silenceTimes(state, settings),
    ...openQuestions(state).map(({ askedAt }) => askedAt + settings.judgeRetryMs),
  ].filter((time) => time > now && Number.isFinite(time));
  return times.length === 0 ? null : Math.min(...times);
}

function configTimes(state: AgentState, now: Millis, settings: AgentSettings): readonly Millis[] {
  const times: Millis[] = [];
  const isRestarting = healthOf(state, now) === "restarting";
  if (isRestarting && state.settling.until !== null) times.push(state.settling.until);
  if (state.link !== null && state.confirmed) times.push(windowEndsAt(state, settings));
  const plan = planOffer(state, now, settings);
  if (plan.kind === "wait") times.push(plan.until);
  const askAt = applyingAskAt(state, settings);
  if (askAt !== null) times.push(askAt);
  const settingsAt = settingsDueAt(state, settings);
  if (settingsAt !== null) times.push(settingsAt);
  return times;
}

function silenceTimes(state: AgentState, settings: AgentSettings): readonly Millis[] {
  const { link, report, unheldSince } = state;
  if (link === null) {
    return unheldSince === null ? [] : [unheldSince + silenceMs(report, settings)];
  }
  const times: Millis[] = [];
  if (mayFallSilent(report, link.transport)) times.push(staleAt(report, settings) + 1);
  if (link.transport === "http") times.push(goneAt(report, settings));
  return times;
}

/** How long an agent without a connection may be called connected, after a hub's restart. */
export function silenceMs(report: ReportFacts, settings: AgentSettings): Millis {
  return intervalOf(report, settings) * settings.goneIntervals;
}

function isQuiet(turn: Turn): boolean {
  const { state, now, settings } = turn;
  if (state.link === null || owesMessage(state, now, settings)) return false;
  if (state.shown.presence !== "connected") return false;
  const askAt = applyingAskAt(state, settings);
  if (askAt !== null && now >= askAt) return false;
  if (state.link.awaitingSince !== null || openQuestions(state).length > 0) return false;
  if (settlesByTalking(state)) return false;
  return planOffer(state, now, settings).kind === "nothing";
}
