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
  listRollouts: { ...read, path: "/rollouts", summary: "Rollouts, newest first" },
  startRollout: {
    method: "POST",
    path: "/rollouts",
    action: "rollouts.write",
    verb: "start-rollout",
    status: 201,
    creates: true,
    summary: "Bring a revision to a group, or a fragment's to all that stands on it, wave by wave",
  },
  getRollout: {
    ...read,
    path: "/rollouts/{id}",
    summary: "One rollout: phase, waves, gates, causes, and what going back would do",
  },
  listMembers: {
    ...read,
    path: "/rollouts/{id}/members",
    summary: "Its agents in order of wave, and how far each has come",
  },
  listRolloutEvents: {
    ...read,
    path: "/rollouts/{id}/events",
    summary: "What happened to it, newest first",
  },
  listJudgements: {
    ...read,
    path: "/rollouts/{id}/judgements",
    summary: "Every verdict of its gates with what it rests on, oldest first",
  },
  getRolloutReport: {
    ...read,
    path: "/rollouts/{id}/report",
    media: "text/html",
    summary: "The whole rollout as one page of HTML that needs nothing else",
  },
  pauseRollout: {
    ...steer,
    path: "/rollouts/{id}/pause",
    verb: "pause-rollout",
    summary: "Offer it to nobody new; who acknowledged it finishes",
  },
  resumeRollout: {
    ...steer,
    path: "/rollouts/{id}/resume",
    verb: "resume-rollout",
    summary: "Go on; failures and breaches so far are accepted",
  },
  abortRollout: {
    ...steer,
    path: "/rollouts/{id}/abort",
    verb: "abort-rollout",
    summary: "End it; every agent stays where it is",
  },
  rollBackRollout: {
    ...steer,
    path: "/rollouts/{id}/roll-back",
    verb: "roll-back-rollout",
    summary: "Return everyone who moved to what each ran before, the newest wave first",
  },
  promoteRollout: {
    ...steer,
    path: "/rollouts/{id}/promote",
    verb: "promote-rollout",
    summary: "Skip the rest of the soak of the wave under way",
  },
  retryFailed: {
    ...steer,
    path: "/rollouts/{id}/retry-failed",
    verb: "retry-failed",
    summary: "A new attempt on members that failed",
  },
  excludeMembers: {
    ...steer,
    path: "/rollouts/{id}/exclude",
    verb: "exclude",
    summary: "Hold members where they were; the rollout goes on without them",
  },
} as const satisfies Record<string, RouteOutline>;
