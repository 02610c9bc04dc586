import type { Rollout, RolloutWave } from "@fleethub/api";

const AT = "2026-11-23T08:00:00.000Z";

/** A wave of ten agents that has begun; `n` is its place. */
export function rolloutWave(n: number, over: Partial<RolloutWave> = {}): RolloutWave {
  return {
    wave: n,
    size: { count: 10 },
    members: 10,
    steps: {},
    soakSeconds: 900,
    openedAt: AT,
    soakingSince: null,
    passedAt: null,
    promoted: false,
    ...over,
  };
}

/** A rollout of gateway r12 to r13 that is rolling. */
export function rollout(over: Partial<Rollout> = {}): Rollout {
  return {
    id: "01a2074e-ce14-7c95-919d-840ed1338e67",
    number: 121,
    kind: "release",
    title: "gateway r12 to r13",
    targets: [
      {
        configuration: "gateway",
        revision: 13,
        group: "edge",
        forced: false,
        query: "label.env:edge",
      },
    ],
    phase: "rolling",
    sentence: "",
    live: true,
    members: 10,
    startedAt: AT,
    endedAt: null,
    version: 4,
    createdAt: AT,
    createdBy: "local",
    spec: {
      waves: [{ count: 10 }],
      soakSeconds: 900,
      gates: [],
      onBreach: "pause",
      maxInFlight: 200,
      maxFailures: null,
      maxFailuresPercent: 5,
      answerSeconds: 300,
      offline: "on-return",
      startAt: null,
      window: null,
      deadline: null,
    },
    waves: [rolloutWave(0)],
    steps: {},
    inFlight: 0,
    from: [],
    gates: [],
    causes: [],
    leftOut: [],
    goingBack: { returns: [], alreadyBack: 0, untouched: 0, words: "" },
    paused: null,
    rollingBack: null,
    rolledBackAt: null,
    ended: null,
    ...over,
  };
}
