import type { Preview, PreviewRollout } from "@fleethub/api";

/** Nobody: an empty sample. */
export const NOBODY = { agents: 0, uids: [] };

/** A dry run that reaches nobody. */
export const emptyPreview: Preview = {
  verb: "change-group",
  agents: 0,
  changed: 0,
  atOnce: 0,
  inRollout: 0,
  summary: [],
  changes: [],
  changesLeftOut: 0,
  sameMeaning: NOBODY,
  keepRunning: NOBODY,
  moved: [],
  restarts: { now: NOBODY, onReturn: NOBODY },
  obstacles: [],
  riskier: { ...NOBODY, known: 0, words: "" },
  notReached: { pinned: NOBODY, held: NOBODY },
  rollout: null,
  approval: null,
};

/** A rollout of forty agents in three waves, as a dry run tells of it. */
export const sampleRollout: PreviewRollout = {
  kind: "release",
  title: "gateway r42 to r43",
  spec: {
    waves: [{ count: 1 }, { percent: 10 }],
    soakSeconds: 900,
    gates: [{ measure: "failed-to-apply", against: "limit", threshold: 0.05 }],
    onBreach: "pause",
    maxInFlight: 20,
    maxFailures: 3,
    maxFailuresPercent: null,
    answerSeconds: 120,
    offline: "on-return",
    startAt: null,
    window: null,
    deadline: null,
  },
  members: 40,
  waves: [
    { size: { count: 1 }, members: 1 },
    { size: { percent: 10 }, members: 4 },
    { size: null, members: 35 },
  ],
  leftOut: [],
};
