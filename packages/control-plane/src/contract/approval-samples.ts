import type { ApprovalParty, ApprovalRecord } from "../approval-model.js";
import { SAMPLE_NOW, sampleId } from "./samples.js";

/** A person who asks or answers. */
export function sampleParty(name: string): ApprovalParty {
  return { kind: "person", id: name, name, person: name };
}

/** A request that waits; another one with every call. */
export function sampleApproval(over: Partial<ApprovalRecord> = {}): ApprovalRecord {
  const requestedBy = sampleParty("ada");
  return {
    id: sampleId(),
    number: 1,
    verb: "start-rollout",
    title: "Release edge r13 to edge",
    message: "The new exporter",
    groups: ["edge"],
    reasons: ["It changes what members of edge run."],
    agents: 3,
    hash: "a1:0123",
    requestedBy,
    requestedAt: SAMPLE_NOW,
    expiresAt: SAMPLE_NOW + 1_000,
    changedAt: null,
    outcome: null,
    version: 1,
    detail: {
      input: { group: "edge", revision: 13 },
      asked: { group: "edge", revision: 13 },
      preview: null,
      texts: [{ configuration: "edge", from: 12, to: 13 }],
      events: [{ at: SAMPLE_NOW, kind: "asked", by: requestedBy, text: "The new exporter" }],
    },
    sealedValue: null,
    ...over,
  };
}

/** The dry run of something that changes nothing. */
export function samplePreview(): NonNullable<ApprovalRecord["detail"]["preview"]> {
  const nobody = { agents: 0, uids: [] };
  return {
    verb: "start-rollout",
    agents: 0,
    changed: 0,
    atOnce: 0,
    inRollout: 0,
    changes: [],
    changesLeftOut: 0,
    sameMeaning: nobody,
    keepRunning: nobody,
    moved: [],
    restarts: { now: nobody, onReturn: nobody },
    obstacles: [],
    riskier: { ...nobody, known: 0, words: "" },
    notReached: { pinned: nobody, held: nobody },
    rollout: null,
    approval: null,
    summary: [],
  };
}
