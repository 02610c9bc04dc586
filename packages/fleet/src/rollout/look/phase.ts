import type { Millis } from "../../agent/facts.js";
import type { RolloutSpec } from "../spec/spec.js";
import type { RolloutPhase, RolloutStatus, WaveStatus } from "../status.js";
import { windowAt } from "../window/window.js";

/** The phase of a rollout, from its spec, its status and now alone (F9); the first that holds. */
export function phaseOf(spec: RolloutSpec, status: RolloutStatus, now: Millis): RolloutPhase {
  if (status.ended !== null) return status.ended.how;
  if (status.rolledBackAt !== null) return "rolled-back";
  if (status.rollingBack !== null) return "rolling-back";
  if (isExpired(spec, now)) return "expired";
  if (status.paused !== null) return "paused";
  if (isBeforeStart(spec, status, now)) return "scheduled";
  if (waveUnderWay(status)?.wave.soakingSince != null) return "soaking";
  if (spec.window !== null && !windowAt(spec.window, now).open) return "waiting";
  return "rolling";
}

/** Something may still happen to its members by itself. */
export function rolloutIsLive(phase: RolloutPhase): boolean {
  switch (phase) {
    case "rolled-back":
    case "aborted":
    case "superseded":
    case "expired":
    case "complete":
      return false;
    default:
      return true;
  }
}

export function isExpired(spec: RolloutSpec, now: Millis): boolean {
  return spec.deadline !== null && now > spec.deadline;
}

/** Its start lies ahead. What has begun is not undone by a clock that goes back. */
export function isBeforeStart(spec: RolloutSpec, status: RolloutStatus, now: Millis): boolean {
  return status.waves.length === 0 && spec.startAt !== null && now < spec.startAt;
}

/** The wave that was opened last, while it has not passed; null between waves. */
export function waveUnderWay(
  status: RolloutStatus,
): { readonly index: number; readonly wave: WaveStatus } | null {
  const index = status.waves.length - 1;
  const wave = status.waves[index];
  return wave === undefined || wave.passedAt !== null ? null : { index, wave };
}

/**
 * When the soak of the wave under way is over; null where none soaks. A wave passes only with verdicts of this moment or
 * later: gates are to be judged again then.
 */
export function soakEndOf(spec: RolloutSpec, status: RolloutStatus): Millis | null {
  const under = waveUnderWay(status);
  if (under === null || under.wave.soakingSince === null) return null;
  return under.wave.soakingSince + (spec.waves[under.index]?.soakMs ?? spec.soakMs);
}
