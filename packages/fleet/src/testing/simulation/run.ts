import type { AgentId, Millis } from "../../agent/facts.js";
import { judgeGates } from "../../judgement/judge.js";
import type { GateSpec, GateVerdict, Measure } from "../../judgement/gate.js";
import type { MemberFacts, RolloutMember } from "../../rollout/member.js";
import type { RolloutSpec } from "../../rollout/spec/spec.js";
import type { RolloutPlan, RolloutStatus, RolloutView } from "../../rollout/status.js";
import type { SimulatedChange } from "./change.js";
import { cohortsOf, LOOK_BACK_MS, observeBefore } from "./observe.js";
import type { Random } from "./random.js";
import { SimulatedAgent, STEP_MS, type Weather } from "./simulated-agent.js";

const STANDS_MS: Millis = 60_000;
const MINUTES_MAX = 12 * 60;
const DAY_MS: Millis = 24 * 3_600_000;

/** What the simulation is driven by: the real decisions, passed in. */
export interface RolloutRules {
  readonly spec: RolloutSpec;
  readonly begin: (now: Millis) => RolloutStatus;
  readonly divide: (
    spec: RolloutSpec,
    candidates: readonly SimulatedCandidate[],
  ) => { readonly waves: readonly (readonly AgentId[])[] };
  readonly plan: (view: RolloutView, now: Millis) => RolloutPlan;
}

export interface SimulatedCandidate {
  readonly agent: AgentId;
  readonly group: string;
  readonly version: string;
  readonly os: string;
  readonly transport: string;
  readonly presence: "connected";
}

/** How a simulated rollout ended. */
export interface SimulatedEnd {
  readonly agents: number;
  /** Agents that were offered the revision. */
  readonly reached: number;
  readonly outcome: "complete" | "stopped" | "not-ended";
  /** What stopped it: a measure, or `limit`; null where nothing did. */
  readonly by: Measure | "limit" | null;
  readonly words: string;
  readonly minutes: number;
}

/** Rolls a change out over so many agents with the real rules, until it is complete or stopped. */
export function simulate(
  rules: RolloutRules,
  size: number,
  change: SimulatedChange,
  chance: Random,
): SimulatedEnd {
  const agents = Array.from({ length: size }, (_, at) => new SimulatedAgent(at, change, chance));
  const weather = weatherOf(chance);
  let now: Millis = DAY_MS;
  const step = () => {
    now += STEP_MS;
    const today = weather(now);
    for (const one of agents) one.step(now, today);
  };
  for (let at = 0; at < LOOK_BACK_MS / STEP_MS; at++) step();

  const since = now;
  const past = new Map(agents.map((one) => [one, observeBefore(one, since)]));
  const before = (one: SimulatedAgent) => past.get(one) ?? {};
  const byId = new Map(agents.map((one) => [one.agent, one]));
  let members = divided(rules, agents);
  let status = rules.begin(now);
  let verdicts: readonly GateVerdict[] = [];
  let last = "";
  const end = (outcome: SimulatedEnd["outcome"], by: SimulatedEnd["by"], words: string) => ({
    agents: size,
    reached: agents.filter(({ offeredAt }) => offeredAt !== null).length,
    outcome,
    by,
    words,
    minutes: Math.round((now - since) / 60_000),
  });

  for (let minute = 0; minute < MINUTES_MAX; minute++) {
    const view: RolloutView = {
      spec: rules.spec,
      status,
      members: members.map((member) => ({ member, facts: factsOf(byId.get(member.agent), now) })),
      inheritedInFlight: 0,
      verdicts,
    };
    const plan = rules.plan(view, now);
    status = plan.status;
    last = plan.sentence;
    if (plan.completes) return end("complete", null, plan.sentence);
    const cause = (status.paused ?? status.rollingBack)?.cause;
    if (cause !== undefined)
      return end(
        "stopped",
        cause.by === "gate" ? asMeasure(cause.measure, rules) : "limit",
        cause.reason,
      );
    const assigned = new Set(plan.assign);
    members = members.map((member) =>
      assigned.has(member.agent) ? { ...member, assignedAt: now } : member,
    );
    for (const agent of assigned) byId.get(agent)?.offer(now);
    step();
    const cohorts = cohortsOf(agents, since, now, before);
    const isSoakOver = isSoaked(rules.spec, status, now);
    verdicts = judgeGates(rules.spec.gates, cohorts, { now, isSoakOver, verdictsBefore: verdicts });
  }
  return end("not-ended", null, last);
}

function divided(
  { divide, spec }: RolloutRules,
  agents: readonly SimulatedAgent[],
): readonly RolloutMember[] {
  const candidates = agents.map(({ agent, version, os, transport }) => ({
    agent,
    group: "simulated",
    version,
    os,
    transport,
    presence: "connected" as const,
  }));
  return divide(spec, candidates).waves.flatMap((wave, index) =>
    wave.map((agent) => ({
      agent,
      group: "simulated",
      wave: index,
      to: { configuration: "simulated", revision: 2 },
      from: { configuration: "simulated", revision: 1 },
      assignedAt: null,
      mark: null,
    })),
  );
}

function factsOf(one: SimulatedAgent | undefined, now: Millis): MemberFacts | null {
  if (one === undefined) return null;
  const { offeredAt, appliedAt, failedAt } = one;
  const isOffered = offeredAt !== null && offeredAt <= now;
  const settledAt =
    appliedAt !== null && now - appliedAt >= STANDS_MS ? appliedAt + STANDS_MS : null;
  return {
    presence: "connected",
    awaySince: null,
    belongs: true,
    hash: null,
    runsIt: appliedAt !== null,
    suspended: false,
    offeredAt: isOffered ? offeredAt : null,
    acknowledgedAt: isOffered ? offeredAt : null,
    appliedAt,
    settledAt,
    failedAt,
    kept: false,
    reason: failedAt === null ? "" : "exited with code 1",
    withheld: false,
    health: one.isUnhealthy ? "unhealthy" : "healthy",
    isBack: failedAt !== null,
    handsBack: false,
  };
}

function isSoaked(spec: RolloutSpec, status: RolloutStatus, now: Millis): boolean {
  const at = status.waves.length - 1;
  const since = status.waves[at]?.soakingSince ?? null;
  return since !== null && now >= since + (spec.waves[at]?.soakMs ?? spec.soakMs);
}

function asMeasure(measure: string, { spec }: RolloutRules): Measure | null {
  return spec.gates.find((gate: GateSpec) => gate.measure === measure)?.measure ?? null;
}

/** A day's load with its own phase, that wanders, and in some fleets a backend that has a bad time. */
function weatherOf(chance: Random): (now: Millis) => Weather {
  const phase = chance.between(0, 2 * Math.PI);
  const hiccup = chance.isTrue(0.2)
    ? { from: DAY_MS + chance.between(0, 2 * 3_600_000), loss: chance.between(0.01, 0.1) }
    : null;
  let wander = 0;
  return (now) => {
    wander = 0.95 * wander + 0.03 * chance.normal();
    const isBad = hiccup !== null && now > hiccup.from && now < hiccup.from + 10 * 60_000;
    return {
      load: (1 + 0.4 * Math.sin(phase + (2 * Math.PI * now) / DAY_MS)) * Math.exp(wander),
      backendLoss: isBad ? hiccup.loss : 0,
    };
  };
}
