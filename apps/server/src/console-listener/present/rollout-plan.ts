import type { RolloutPlan, RolloutSpec, Wave } from "@fleethub/api";
import type { RolloutPlanInput } from "@fleethub/control-plane";
import type { GateSpec, MaintenanceWindow, RolloutSpec as Spec, WaveSpec } from "@fleethub/fleet";
import { timeOrNull } from "./time.js";

/** Milliseconds in a second. */
const MS = 1_000;

export function presentWave({ soakMs, ...size }: WaveSpec): Wave {
  return { ...size, ...(soakMs === undefined ? {} : { soakSeconds: soakMs / MS }) };
}

const presentGate = (gate: GateSpec) => ({ ...gate });

function presentWindow({ timeZone, open }: MaintenanceWindow) {
  return { timeZone, open: open.map(({ days, from, to }) => ({ days: [...days], from, to })) };
}

/** How a rollout goes, in seconds and times. */
export function presentSpec(spec: Spec): RolloutSpec {
  const { waves, soakMs, gates, onBreach, limits, answerMs, offline, window } = spec;
  return {
    waves: waves.map(presentWave),
    soakSeconds: soakMs / MS,
    gates: gates.map(presentGate),
    onBreach,
    maxInFlight: limits.inFlight,
    maxFailures: limits.failures,
    maxFailuresPercent: limits.failuresPercent,
    answerSeconds: answerMs / MS,
    offline,
    startAt: timeOrNull(spec.startAt),
    window: window === null ? null : presentWindow(window),
    deadline: timeOrNull(spec.deadline),
  };
}

/** The plan of a group: what it leaves to the hub is left out. */
export function presentPlan(plan: RolloutPlanInput): RolloutPlan {
  const { waves, soakMs, gates, onBreach, answerMs, offline, window } = plan;
  const { inFlight, failures, failuresPercent } = plan.limits ?? {};
  return {
    ...(waves === undefined ? {} : { waves: waves.map(presentWave) }),
    ...(soakMs === undefined ? {} : { soakSeconds: soakMs / MS }),
    ...(gates === undefined ? {} : { gates: gates.map(presentGate) }),
    ...(onBreach === undefined ? {} : { onBreach }),
    ...(inFlight === undefined ? {} : { maxInFlight: inFlight }),
    ...(failures === undefined ? {} : { maxFailures: failures }),
    ...(failuresPercent === undefined ? {} : { maxFailuresPercent: failuresPercent }),
    ...(answerMs === undefined ? {} : { answerSeconds: answerMs / MS }),
    ...(offline === undefined ? {} : { offline }),
    ...(window === undefined ? {} : { window: window === null ? null : presentWindow(window) }),
  };
}
