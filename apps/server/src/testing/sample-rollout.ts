import type { Rollout } from "@fleethub/api";

const at = "2026-11-23T08:15:30.000Z";
const later = "2026-11-23T08:16:30.000Z";
const verdict = {
  gate: 0,
  measure: "failed-to-apply",
  verdict: "breached",
  wave: 0.5,
  rest: null,
  past: null,
  agents: 4,
  reporting: 4,
  words: "2 of 4 failed to apply (50 %), limit 5 %",
  at: later,
  evidence: { bound: 20 },
} as const;
const wave = {
  size: { count: 4 },
  members: 4,
  soakSeconds: 60,
  openedAt: at,
  soakingSince: null,
  passedAt: null,
  promoted: false,
};

/** A rollout that a gate has stopped, for tests of what is made of one. */
export const sampleRollout: Rollout = {
  id: "0192f1c8-7a3b-7c4d-8e5f-001122334456",
  number: 121,
  kind: "release",
  title: "gpu r12 to r13",
  targets: [
    { group: "gpu", configuration: "gpu", revision: 13, forced: false, query: "label.squad:gpu" },
  ],
  phase: "paused",
  sentence: "Paused because 2 of 4 failed to apply.",
  live: true,
  members: 8,
  startedAt: at,
  endedAt: null,
  version: 4,
  createdAt: at,
  createdBy: "local",
  spec: {
    waves: [{ count: 4 }],
    soakSeconds: 60,
    gates: [{ measure: "failed-to-apply", against: "limit", threshold: 0.05 }],
    onBreach: "pause",
    maxInFlight: 10,
    maxFailures: null,
    maxFailuresPercent: null,
    answerSeconds: 600,
    offline: "on-return",
    startAt: null,
    window: null,
    deadline: null,
  },
  waves: [
    { ...wave, wave: 0, steps: { settled: 2, failed: 2 } },
    { ...wave, wave: 1, size: null, openedAt: null, steps: { waiting: 4 } },
  ],
  steps: { settled: 2, failed: 2, waiting: 4 },
  inFlight: 0,
  from: [{ from: { configuration: "gpu", revision: 12 }, agents: 8 }],
  gates: [
    {
      gate: 0,
      spec: { measure: "failed-to-apply", against: "limit", threshold: 0.05 },
      verdict,
      points: [
        { at, verdict: "undecided", wave: 0, rest: 0, past: null },
        { at: later, verdict: "breached", wave: 0.5, rest: 0, past: null },
      ],
    },
  ],
  causes: [
    { cause: "refused:1", kind: "refused", words: "2 lack a component", agents: 2, uids: [] },
  ],
  leftOut: [{ reason: "pinned", agents: 1, uids: [], detail: "" }],
  goingBack: {
    returns: [{ to: { configuration: "gpu", revision: 12 }, agents: 2, restarts: 2, onReturn: 0 }],
    alreadyBack: 2,
    untouched: 4,
    words: "2 agents get r12 again, each restarts once.",
  },
  paused: {
    by: "gate",
    actor: null,
    measure: "failed-to-apply",
    reason: "2 of 4 failed to apply (50 %), limit 5 %",
    at: later,
  },
  rollingBack: null,
  rolledBackAt: null,
  ended: null,
};
