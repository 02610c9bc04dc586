import type { Group } from "@fleethub/api";

/** A group in good order. */
export const sampleGroup: Group = {
  name: "gateway-eu",
  query: "label.lane:gateway label.region:eu-*",
  description: "platform",
  configuration: "gateway",
  stable: {
    configuration: "gateway",
    revision: 42,
    layers: [
      { configuration: "base", revision: 7 },
      { configuration: "privacy", revision: 9 },
    ],
    rollout: 11,
  },
  latestRevision: 43,
  plan: {},
  protection: null,
  position: 1,
  agents: 24,
  syncs: { "in-sync": 15, failed: 9 },
  overlaps: [],
  rollout: null,
  version: 3,
  createdAt: "2026-11-01T08:00:00.000Z",
  createdBy: "operator",
  changedAt: "2026-11-20T08:00:00.000Z",
};
