import type { RouteOutline } from "./route-outline.js";

const read = { method: "GET", action: "rollouts.read", verb: null, status: 200 } as const;
const steer = {
  method: "POST",
  action: "rollouts.write",
  status: 202,
  conditional: true,
} as const;

/** Routes of rollouts. */
export const ROLLOUT_OUTLINES = {
  listRollouts: { ...read, path: "/rollouts" },
  startRollout: {
    method: "POST",
    path: "/rollouts",
    action: "rollouts.write",
    verb: "start-rollout",
    status: 201,
    creates: true,
  },
  getRollout: {
    ...read,
    path: "/rollouts/{id}",
  },
  listMembers: {
    ...read,
    path: "/rollouts/{id}/members",
  },
  listRolloutEvents: {
    ...read,
    path: "/rollouts/{id}/events",
  },
  listJudgements: {
    ...read,
    path: "/rollouts/{id}/judgements",
  },
  getRolloutReport: {
    ...read,
    path: "/rollouts/{id}/report",
    media: "text/html",
  },
  pauseRollout: {
    ...steer,
    path: "/rollouts/{id}/pause",
    verb: "pause-rollout",
  },
  resumeRollout: {
    ...steer,
    path: "/rollouts/{id}/resume",
    verb: "resume-rollout",
  },
  abortRollout: {
    ...steer,
    path: "/rollouts/{id}/abort",
    verb: "abort-rollout",
  },
  rollBackRollout: {
    ...steer,
    path: "/rollouts/{id}/roll-back",
    verb: "roll-back-rollout",
  },
  promoteRollout: {
    ...steer,
    path: "/rollouts/{id}/promote",
    verb: "promote-rollout",
  },
  retryFailed: {
    ...steer,
    path: "/rollouts/{id}/retry-failed",
    verb: "retry-failed",
  },
  excludeMembers: {
    ...steer,
    path: "/rollouts/{id}/exclude",
    verb: "exclude",
  },
} as const satisfies Record<string, RouteOutline>;
