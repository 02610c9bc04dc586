import { hasCapability } from "@fleethub/opamp";
import { fail } from "./failure.js";
import type { ConfigHash, Millis } from "./facts.js";
import { counts, isOurs, isRejected, outcomeOf } from "./hashes.js";
import { hasExited, healthOf, troubleOf } from "./health.js";
import type { AgentSettings } from "./settings.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";
import { unfinishedHash } from "./unfinished.js";

/** APPLIED counted: the hash is watched from now on. Where health is not reported it is good at once. */
export function openWindow(turn: Turn, hash: ConfigHash): void {
  const { outcome, report } = turn.state;
  const reportsHealth =
    hasCapability(report.capabilities, "ReportsHealth") || report.health !== null;
  if (!reportsHealth) turn.patchOutcome({ lastGood: hash, window: null });
  else {
    const { attempt } = outcomeOf(outcome, hash);
    turn.patchOutcome({ window: { hash, attempt, openedAt: turn.now } });
  }
}

/** Trouble within the window fails the hash; the end of the window makes it last good. */
export function watchWindow(turn: Turn): void {
  const { window } = turn.state.outcome;
  if (window === null) {
    failDoubtful(turn);
    return;
  }
  if (showsFailure(turn.state, turn.now)) {
    fail(turn, window.hash, { kept: false, error: troubleOf(turn.state.report.health) });
    return;
  }
  if (turn.now >= windowEndsAt(turn.state, turn.settings) && stands(turn.state, turn.now)) {
    turn.patchOutcome({ lastGood: window.hash, window: null });
  }
}

/** An APPLIED that does not count, or an APPLYING that nobody will finish, and then an exit: a crash loop. */
function failDoubtful(turn: Turn): void {
  const { health, remoteConfig } = turn.state.report;
  if (health === null || remoteConfig === null || remoteConfig.hash === null) return;
  const { hash, status, at } = remoteConfig;
  const isSaid = status === "applied" && isOurs(turn.state, hash) && counts(turn.state, hash);
  const isDoubtful = isSaid || unfinishedHash(turn.state) === hash;
  if (!isDoubtful || outcomeOf(turn.state.outcome, hash).appliedAt !== null) return;
  // What comes with APPLYING may be the exit of what ran before; a crash loop says it again.
  const isAbout = status === "applied" ? health.at >= at : health.at > at;
  if (hasExited(health) && isAbout) fail(turn, hash, { kept: false, error: health.lastError });
}

/** A newer offer ends the window: what stands at that moment is taken, else last good stays. */
export function endWindow(turn: Turn, next: ConfigHash): void {
  const { window, lastGood } = turn.state.outcome;
  if (window === null || window.hash === next) return;
  const taken = stands(turn.state, turn.now);
  turn.patchOutcome({ lastGood: taken ? window.hash : lastGood, window: null });
  if (taken && lastGood !== window.hash) turn.commitFirst("yes");
}

/** When the window may close, by the clock alone; never where none is open. */
export function windowEndsAt(state: AgentState, settings: AgentSettings): Millis {
  const { window } = state.outcome;
  return window === null ? Number.POSITIVE_INFINITY : window.openedAt + settings.failureWindowMs;
}

/** The watched hash is what runs, seen so by this process, and nothing speaks against it. */
function stands(state: AgentState, now: Millis): boolean {
  const { window } = state.outcome;
  const reported = state.report.remoteConfig;
  if (window === null || state.link === null || !state.confirmed) return false;
  // A message was lost, and what it said is asked for.
  if (state.link.awaitingSince !== null) return false;
  if (reported?.hash !== window.hash || !saysItRuns(state)) return false;
  if (isRejected(state.outcome, window.hash)) return false;
  return healthOf(state, now) !== "restarting";
}

/** APPLIED, or an APPLYING that counts for as much because nobody will finish it. */
function saysItRuns(state: AgentState): boolean {
  const reported = state.report.remoteConfig;
  return (
    reported?.status === "applied" || (reported !== null && unfinishedHash(state) === reported.hash)
  );
}

/** Trouble that was there before the offer is none; an exit always is, once it happens in the window. */
function showsFailure(state: AgentState, now: Millis): boolean {
  const { window } = state.outcome;
  const { health, remoteConfig } = state.report;
  if (window === null || remoteConfig?.hash !== window.hash) return false;
  if (healthOf(state, now) !== "unhealthy" || health === null) return false;
  if (!outcomeOf(state.outcome, window.hash).troubledBefore) return true;
  return hasExited(health) && health.at >= window.openedAt;
}
