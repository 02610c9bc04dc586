import type { HealthFact, Millis } from "./facts.js";
import type { AgentState, Settling } from "./state.js";
import type { Turn } from "./turn.js";
import type { HealthWord } from "./words.js";

const EXITED = "exited unexpectedly";
const SHUTDOWN = "Supervisor is shutdown";
const IN_BETWEEN: ReadonlySet<string> = new Set([
  "StatusNone",
  "StatusStarting",
  "StatusStopping",
  "StatusStopped",
]);

/** Health after the contradictions of a change are taken out: they are `restarting`, for a bounded time. */
export function healthOf(state: AgentState, now: Millis): HealthWord {
  const fact = state.report.health;
  if (fact === null || state.report.disconnectedAt !== null) return "unknown";
  if (fact.healthy) return fact.unhealthyCount > 0 ? "degraded" : "healthy";
  if (!isInBetween(fact)) return "unhealthy";
  const { until, down } = state.settling;
  if (saysNothing(fact)) return until !== null && now < until ? "restarting" : "unknown";
  return !down && until !== null && now < until ? "restarting" : "unhealthy";
}

/** The supervisor says that its Collector ended by itself. */
export function hasExited(fact: HealthFact | null): boolean {
  return fact !== null && !fact.healthy && fact.lastError.includes(EXITED);
}

/** One line for people: what is wrong, and where. */
export function troubleOf(fact: HealthFact | null): string {
  if (fact === null) return "";
  if (fact.lastError !== "") return fact.lastError;
  const first = fact.unhealthy[0];
  if (first === undefined) return fact.healthy ? "" : fact.status;
  const message = first.message === "" ? first.status : first.message;
  return `${first.path.join(" / ")}: ${message}`;
}

/** Takes a health report: where it leaves a known state, or breaks a silence, a window opens; no later one prolongs it. */
export function takeHealth(turn: Turn, fact: HealthFact): void {
  const before = turn.state.report.health;
  const { until, down } = turn.state.settling;
  const wasUnknown = healthOf(turn.state, turn.now) === "unknown";
  turn.patchReport({ health: fact });
  countStarts(turn, fact);
  if (hasExited(fact) && before?.digest !== fact.digest) {
    turn.patchOutcome({ exits: turn.state.outcome.exits + 1 });
  }
  if (fact.healthy) turn.patch({ settling: { until: null, down: false } });
  else if (!isInBetween(fact)) turn.patch({ settling: { until, down: true } });
  else if (!down && (until === null || (wasUnknown && !saysNothing(fact)))) openSettling(turn);
}

/** Contradictory health is `restarting` from now on, until it settles or the time is up. */
export function openSettling(turn: Turn): void {
  turn.patch({ settling: { until: turn.now + turn.settings.restartingMs, down: false } });
}

/**
 * On a new connection. What was said in the middle of a restart is old by now, and the agent may say how it is only after
 * its status: it has the time that a change has.
 */
export function settlingAnew({ state, now, settings }: Turn): Settling {
  const fact = state.report.health;
  const wasRestarting = fact !== null && !fact.healthy && isInBetween(fact) && !saysNothing(fact);
  return { until: wasRestarting ? now + settings.restartingMs : null, down: false };
}

function isInBetween(fact: HealthFact): boolean {
  return saysNothing(fact) || (fact.lastError === "" && IN_BETWEEN.has(fact.status));
}

/** The empty health of every reconnect, and the goodbye of a supervisor that is stopped, judge no config. */
function saysNothing(fact: HealthFact): boolean {
  return !fact.stated || fact.lastError === SHUTDOWN;
}

/** A Collector's start is told by its start time moving forward (M-04). */
function countStarts(turn: Turn, fact: HealthFact): void {
  const { outcome, watch, restartAskedAt } = turn.state;
  if (fact.startTimeUnixNano === "0" || fact.startTimeUnixNano === outcome.runningSince) return;
  const isFirst = outcome.runningSince === "0";
  turn.patchOutcome({
    runningSince: fact.startTimeUnixNano,
    restarts: outcome.restarts + (isFirst ? 0 : 1),
  });
  if (isFirst) return;
  if (restartAskedAt !== null) {
    turn.patch({ restartAskedAt: null });
    turn.note("restarted", "Restarted as asked", { asked: true });
    return;
  }
  const byOffer = watch !== null && turn.now - watch.offeredAt < turn.settings.failureWindowMs;
  if (!byOffer) turn.note("restarted", "Restarted by itself", { asked: false });
}
