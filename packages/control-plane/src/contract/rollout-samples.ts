import type { AgentId, GateVerdict, RolloutSpec, RolloutStatus } from "@fleethub/fleet";
import type {
  AgentTelemetry,
  FlowPoint,
  GroupRecord,
  RolloutEntry,
  RolloutMemberRecord,
  RolloutRecord,
} from "../model.js";
import { SAMPLE_NOW, sampleId, sampleName } from "./samples.js";

export const sampleGroup = (over: Partial<GroupRecord> = {}): GroupRecord => ({
  name: sampleName(),
  query: "label.tier:edge",
  description: "",
  configuration: null,
  stable: null,
  plan: {},
  protection: null,
  position: 1,
  version: 1,
  createdAt: SAMPLE_NOW,
  createdBy: "ada",
  changedAt: SAMPLE_NOW,
  ...over,
});

export const sampleRolloutSpec = (over: Partial<RolloutSpec> = {}): RolloutSpec => ({
  waves: [{ count: 1 }, { percent: 12.5, soakMs: 60_000 }],
  soakMs: 600_000,
  limits: { inFlight: 10, failures: null, failuresPercent: 2.5 },
  answerMs: 300_000,
  offline: "wait",
  gates: [
    {
      measure: "send-failures",
      against: "rest-and-past",
      threshold: 0.05,
      sampleMin: 1,
      stopAt: null,
    },
  ],
  onBreach: "roll-back",
  startAt: null,
  window: {
    timeZone: "Europe/Berlin",
    open: [{ days: ["mon", "sun"], from: "22:00", to: "06:00" }],
  },
  deadline: null,
  ...over,
});

export const sampleRolloutStatus = (over: Partial<RolloutStatus> = {}): RolloutStatus => ({
  startedAt: SAMPLE_NOW,
  waves: [],
  acceptedFailures: [],
  judgedSince: SAMPLE_NOW,
  paused: null,
  rollingBack: null,
  rolledBackAt: null,
  ended: null,
  inherited: [],
  ...over,
});

export const sampleVerdict = (over: Partial<GateVerdict> = {}): GateVerdict => ({
  gate: 0,
  measure: "send-failures",
  verdict: "holds",
  wave: 0.25,
  rest: 0,
  past: null,
  agents: 4,
  reporting: 3,
  words: "1 of 4 fails to send (25 %)",
  at: SAMPLE_NOW,
  evidence: { ratio: 0.1, bound: 1e-9 },
  ...over,
});

let numbered = 1_000;

/** A live rollout of one group, with a number of its own. */
export function sampleRollout(over: Partial<RolloutRecord> = {}): RolloutRecord {
  numbered += 1;
  return {
    id: sampleId(),
    number: numbered,
    kind: "release",
    title: "edge r1 to r2",
    targets: [{ group: sampleName(), configuration: "edge", revision: 2 }],
    spec: sampleRolloutSpec(),
    status: sampleRolloutStatus(),
    phase: "rolling",
    sentence: "Wave 1 of 3: 0 of 1 settled.",
    verdicts: [],
    members: 0,
    leftOut: [{ reason: "pinned", agents: 2, uids: [sampleId(), sampleId()], detail: "" }],
    live: true,
    version: 1,
    createdAt: SAMPLE_NOW,
    createdBy: "ada",
    ...over,
  };
}

/** A member that waits for its turn. */
export const sampleMember = (
  rollout: RolloutRecord,
  over: Partial<RolloutMemberRecord> = {},
): RolloutMemberRecord => ({
  rollout: rollout.id,
  agent: sampleId() as AgentId,
  group: rollout.targets[0]?.group ?? "edge",
  wave: 0,
  to: { configuration: "edge", revision: 2 },
  from: { configuration: "edge", revision: 1 },
  assignedAt: null,
  mark: null,
  previous: null,
  notes: {},
  ...over,
});

export const sampleRolloutEntry = (over: Partial<RolloutEntry> = {}): RolloutEntry => ({
  id: sampleId(),
  at: SAMPLE_NOW,
  kind: "wave-opened",
  text: "Wave 1 opened: 1 agent.",
  agent: null,
  wave: 0,
  ...over,
});

export const sampleFlowPoint = (over: Partial<FlowPoint> = {}): FlowPoint => ({
  at: SAMPLE_NOW,
  spanMs: 60_000,
  signals: {
    traces: { accepted: 100, refused: 0, sent: 90.5, sendFailed: 10, dropped: 0, held: 0 },
  },
  ...over,
});

export const sampleTelemetry = (
  agent: AgentId,
  over: Partial<AgentTelemetry> = {},
): AgentTelemetry => ({
  agent,
  word: "flowing",
  reason: "",
  since: SAMPLE_NOW,
  startedAt: null,
  intervalMs: null,
  points: [],
  ...over,
});
