import {
  type AgentId,
  beginRollout,
  type GateSpec,
  type GateVerdict,
  type MemberFacts,
  type MemberNow,
  type Millis,
  type PartialRolloutSpec,
  type RevisionRef,
  type RolloutMember,
  rolloutSpec,
  type RolloutStatus,
  type RolloutView,
  type WaveStatus,
} from "../index.js";

export const START: Millis = Date.UTC(2026, 10, 23, 8, 0);
export const MINUTE: Millis = 60_000;
export const NEW: RevisionRef = { configuration: "edge", revision: 2 };
export const OLD: RevisionRef = { configuration: "edge", revision: 1 };
export const GATE: GateSpec = {
  measure: "disconnects",
  against: "limit",
  threshold: 0.02,
  sampleMin: 1,
  stopAt: null,
};

export function id(name: string): AgentId {
  return name as AgentId;
}

/** A connected agent to which nothing happened. */
export const IDLE: MemberFacts = {
  presence: "connected",
  awaySince: null,
  belongs: true,
  hash: null,
  suspended: false,
  runsIt: false,
  offeredAt: null,
  acknowledgedAt: null,
  appliedAt: null,
  settledAt: null,
  failedAt: null,
  kept: false,
  reason: "",
  withheld: false,
  health: "healthy",
  isBack: false,
  handsBack: false,
};

export function memberOf(name: string, change: Partial<RolloutMember> = {}): RolloutMember {
  return {
    agent: id(name),
    group: "edge",
    wave: 0,
    to: NEW,
    from: OLD,
    assignedAt: null,
    mark: null,
    ...change,
  };
}

/** What the facts are of a member that was assigned at the start and came so far. */
export const FACTS = {
  waiting: IDLE,
  assigned: IDLE,
  offered: { ...IDLE, offeredAt: START },
  acknowledged: { ...IDLE, offeredAt: START, acknowledgedAt: START },
  healthy: { ...IDLE, offeredAt: START, acknowledgedAt: START, appliedAt: START },
  settled: {
    ...IDLE,
    offeredAt: START,
    acknowledgedAt: START,
    appliedAt: START,
    settledAt: START,
    runsIt: true,
  },
  failed: {
    ...IDLE,
    offeredAt: START,
    acknowledgedAt: START,
    failedAt: START,
    reason: "exit code 1",
  },
  away: { ...IDLE, presence: "disconnected", awaySince: START - 10 * MINUTE },
} as const satisfies Record<string, MemberFacts>;

export type Standing = keyof typeof FACTS;

/** A member of a wave that stands so. */
export function standing(
  name: string,
  wave: number,
  how: Standing,
  change: Partial<MemberFacts> = {},
): MemberNow {
  const isAssigned = how !== "waiting" && how !== "away";
  return {
    member: memberOf(name, { wave, assignedAt: isAssigned ? START : null }),
    facts: { ...FACTS[how], ...change },
  };
}

/** So many members that stand alike; they are called after their wave and place. */
export function many(
  count: number,
  wave: number,
  how: Standing,
  change: Partial<MemberFacts> = {},
): MemberNow[] {
  return Array.from({ length: count }, (_, at) =>
    standing(`${wave}-${how}-${at}`, wave, how, change),
  );
}

/** A status whose waves up to this one are open, the ones before it passed. */
export function openUpTo(wave: number, change: Partial<RolloutStatus> = {}): RolloutStatus {
  const waves = Array.from({ length: wave + 1 }, (_, index) => ({
    openedAt: START,
    soakingSince: index < wave ? START : null,
    passedAt: index < wave ? START : null,
    promoted: false,
  }));
  return { ...beginRollout(START), waves, ...change };
}

/** A wave that soaks since then. */
export function soakingWave(since: Millis): WaveStatus {
  return { openedAt: START, soakingSince: since, passedAt: null, promoted: false };
}

/** A view with one canary wave and the rest, no gates and a soak of ten minutes, unless said otherwise. */
export function viewOf(
  members: readonly MemberNow[],
  change: Partial<Omit<RolloutView, "spec">> & { readonly spec?: PartialRolloutSpec } = {},
): RolloutView {
  const { spec, ...rest } = change;
  return {
    spec: rolloutSpec({ waves: [{ count: 1 }], gates: [] }, spec ?? {}),
    status: openUpTo(0),
    members,
    inheritedInFlight: 0,
    verdicts: [],
    ...rest,
  };
}

export function verdictOf(verdict: GateVerdict["verdict"], at: Millis, gate = 0): GateVerdict {
  return {
    gate,
    measure: GATE.measure,
    verdict,
    wave: null,
    rest: null,
    past: null,
    agents: 1,
    reporting: 1,
    words: verdict === "breached" ? "4 of 40 disconnected (10 %), limit 2 %" : verdict,
    at,
    evidence: {},
  };
}
