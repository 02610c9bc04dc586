import { healthOf, troubleOf } from "./health.js";
import { presenceOf } from "./presence.js";
import { reasonOf } from "./projection.js";
import type { Shown } from "./state.js";
import { syncOf, verifiedOf } from "./sync.js";
import type { Turn } from "./turn.js";
import type { HealthWord, Presence } from "./words.js";

/** Makes known what changed in the words people see: history for settled changes, a saved row for any. */
export function announce(turn: Turn): void {
  const before = turn.state.shown;
  const after = shownNow(turn);
  if (sameWords(before, after)) return;
  if (before.presence !== after.presence) announcePresence(turn, before.presence, after.presence);
  if (before.settledHealth !== after.settledHealth) announceHealth(turn, before, after);
  if (before.sync !== after.sync) announceSync(turn, after);
  turn.patch({ shown: after });
  turn.showChanged();
}

/** The words as they stand, without history: for an agent that was loaded. */
export function shownNow(turn: Turn): Shown {
  const { state, now, settings } = turn;
  const health = healthOf(state, now);
  return {
    presence: presenceOf(state.report, state.link?.transport ?? null, now, settings),
    health,
    settledHealth: isSettled(health) ? health : state.shown.settledHealth,
    sync: syncOf(state).sync,
    verified: verifiedOf(state),
    reason: reasonOf(state, now),
  };
}

function isSettled(health: HealthWord): boolean {
  return health === "healthy" || health === "degraded" || health === "unhealthy";
}

function announcePresence(turn: Turn, before: Presence, after: Presence): void {
  if (before === "never-seen") turn.note("first-seen", "Seen for the first time");
  else if (after === "stale") turn.note("stale", "Silent for longer than its heartbeat allows");
  else if (after === "connected") {
    turn.note("connected", before === "stale" ? "Heard again" : "Connected");
  } else if (after === "disconnected") {
    const isFarewell = turn.state.farewell !== null;
    turn.note("disconnected", isFarewell ? "Disconnected, with a farewell" : "Disconnected");
  }
}

function announceHealth(turn: Turn, before: Shown, after: Shown): void {
  const { settledHealth } = after;
  if (settledHealth === "unhealthy") {
    turn.patchOutcome({ flaps: turn.state.outcome.flaps + 1 });
  }
  if (before.settledHealth === "unknown" && settledHealth === "healthy") return;
  const trouble = settledHealth === "healthy" ? "" : troubleOf(turn.state.report.health);
  const word = settledHealth === "healthy" ? "Healthy again" : capital(settledHealth);
  turn.note("health", trouble === "" ? word : `${word}: ${trouble}`, {
    from: before.settledHealth,
    to: settledHealth,
  });
}

function announceSync(turn: Turn, after: Shown): void {
  if (after.sync === "drifted") {
    turn.note("drifted", `What runs differs from what was applied: ${after.reason}`);
  } else if (after.sync === "incompatible") {
    turn.note("config-withheld", `Not offered: ${after.reason}`);
  }
}

function sameWords(a: Shown, b: Shown): boolean {
  const keys: readonly (keyof Shown)[] = [
    "presence",
    "health",
    "settledHealth",
    "sync",
    "verified",
    "reason",
  ];
  return keys.every((key) => a[key] === b[key]);
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
