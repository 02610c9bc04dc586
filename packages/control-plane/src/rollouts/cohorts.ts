import {
  type AgentId,
  type AgentSample,
  type Cohorts,
  type MemberFacts,
  type MemberStep,
  type Millis,
  type Observations,
  stepOf,
} from "@fleethub/fleet";
import type { AgentTelemetry, RolloutMemberRecord } from "../model.js";
import { AGENTS_BY_ID_MAX } from "../ports.js";
import type { TelemetryDesk } from "../telemetry/desk.js";
import { flowObservations } from "../telemetry/observations.js";
import { countWithin, type Glimpse } from "./glimpse.js";
import type { Watched } from "./watched.js";

/** How far gates look back: the agents' own hour before, and the first hour after their change. */
export const LOOK_BACK_MS: Millis = 3_600_000;

/** Items and amounts are judged over so long. */
export const JUDGED_OVER_MS: Millis = 300_000;

/** Agents that were not reached and are compared with, spread over all that were not. */
export const REST_MAX = 500;

/** A member that was reached, with all that is known of it. */
export interface Reached {
  readonly member: RolloutMemberRecord;
  readonly facts: MemberFacts;
  readonly step: MemberStep;
  readonly glimpse: Glimpse;
  /** When the change came to it. */
  readonly changedAt: Millis;
}

/** Members that have the revision or failed to take it. */
export function reachedMembers(watched: Watched, now: Millis): readonly Reached[] {
  const { spec, status } = watched.record;
  const accepted = new Set(status.acceptedFailures);
  const reached: Reached[] = [];
  for (const member of watched.members.values()) {
    if (member.assignedAt === null || member.mark !== null) continue;
    const facts = watched.facts.get(member.agent) ?? null;
    const glimpse = watched.glimpses.get(member.agent);
    if (facts === null || glimpse === undefined || accepted.has(member.agent)) continue;
    const step = stepOf(member, facts, spec, status, now);
    if (step === "departed" || step === "assigned" || facts.suspended) continue;
    const changedAt = facts.offeredAt ?? member.assignedAt;
    reached.push({
      member,
      facts,
      step,
      glimpse,
      changedAt: Math.max(changedAt, member.assignedAt),
    });
  }
  return reached;
}

/**
 * What gates compare: the members that were reached, and some of those that were not. Both are looked at over the same
 * minutes. Rejects where own telemetry has to be read and the store is away.
 */
export async function cohortsOf(
  watched: Watched,
  reached: readonly Reached[],
  desk: Pick<TelemetryDesk, "of">,
  now: Millis,
): Promise<Cohorts> {
  const { startedAt } = watched.record.status;
  const since = reached.reduce((first, { changedAt }) => Math.min(first, changedAt), now);
  const rest = restOf(watched);
  const judgesFlow = watched.record.spec.gates.some(({ measure }) => FLOW_MEASURES.has(measure));
  const flows = judgesFlow
    ? await flowsOf(desk, [
        ...reached.flatMap(({ member, glimpse }) => (reports(glimpse) ? [member.agent] : [])),
        ...rest.flatMap(({ agent, glimpse }) => (reports(glimpse) ? [agent] : [])),
      ])
    : new Map<AgentId, AgentTelemetry>();
  const exposedMs = meanOf(reached.map(({ changedAt }) => Math.min(now - changedAt, LOOK_BACK_MS)));
  const past = { from: since - LOOK_BACK_MS, to: since };
  const minutes = { from: now - JUDGED_OVER_MS, to: now + 1 };
  const wave = reached.map((it): AgentSample => {
    const flow = flows.get(it.member.agent);
    const from = Math.max(minutes.from, it.facts.appliedAt ?? it.changedAt);
    return {
      agent: it.member.agent,
      before: { ...healthBefore(it.member), ...flowOf(flow, past.from, past.to) },
      after: { ...afterOf(it, now), ...flowOf(flow, from, minutes.to) },
    };
  });
  return {
    wave,
    rest: rest.map(({ agent, member, glimpse }): AgentSample => {
      const flow = flows.get(agent);
      return {
        agent,
        before: { ...healthBefore(member), ...flowOf(flow, past.from, past.to) },
        after: {
          ...healthSeen(glimpse),
          ...restHappened(glimpse, now - exposedMs, now, startedAt),
          ...flowOf(flow, minutes.from, minutes.to),
        },
      };
    }),
    since,
    lookBackMs: LOOK_BACK_MS,
  };
}

const FLOW_MEASURES: ReadonlySet<string> = new Set([
  "send-failures",
  "drops",
  "refused",
  "throughput",
  "memory",
]);

const reports = ({ flow }: Glimpse): boolean => flow !== "not-reported";

function restOf({ members, facts, glimpses }: Watched) {
  const waiting: {
    readonly agent: AgentId;
    readonly member: RolloutMemberRecord;
    readonly glimpse: Glimpse;
  }[] = [];
  for (const member of members.values()) {
    const { agent, assignedAt, mark } = member;
    const glimpse = glimpses.get(agent);
    if (assignedAt !== null || mark !== null || glimpse === undefined) continue;
    if (facts.get(agent)?.presence === "connected") waiting.push({ agent, member, glimpse });
  }
  if (waiting.length <= REST_MAX) return waiting;
  const stride = waiting.length / REST_MAX;
  return Array.from({ length: REST_MAX }, (_, index) => waiting[Math.floor(index * stride)]).filter(
    (each) => each !== undefined,
  );
}

async function flowsOf(
  desk: Pick<TelemetryDesk, "of">,
  agents: readonly AgentId[],
): Promise<ReadonlyMap<AgentId, AgentTelemetry>> {
  const found = new Map<AgentId, AgentTelemetry>();
  for (let from = 0; from < agents.length; from += AGENTS_BY_ID_MAX) {
    const page = await desk.of(agents.slice(from, from + AGENTS_BY_ID_MAX));
    for (const [agent, telemetry] of page) found.set(agent, telemetry);
  }
  return found;
}

function flowOf(flow: AgentTelemetry | undefined, from: Millis, to: Millis): Observations {
  if (flow === undefined || from >= to) return {};
  const seen = flowObservations(flow.points, from, to);
  const points = flow.points.filter(({ at }) => at > from && at <= to).length;
  return Object.fromEntries(
    Object.entries(seen).map(([measure, observation]) => [measure, { ...observation, points }]),
  );
}

const one = (isSo: boolean) => ({ part: Number(isSo), of: 1 });

/** As it stood when the rollout began. */
function healthBefore({ notes: { wasUnwell } }: RolloutMemberRecord): Observations {
  return wasUnwell === undefined ? {} : { unhealthy: one(wasUnwell) };
}

function afterOf({ member, facts, step, glimpse, changedAt }: Reached, now: Millis): Observations {
  const hasFailed = step === "failed" || step === "not-answering";
  const hasEnded = hasFailed || step === "healthy" || step === "settled";
  const end = facts.appliedAt ?? facts.failedAt ?? now;
  const wasOffered = facts.offeredAt !== null && facts.offeredAt >= (member.assignedAt ?? 0);
  const isReachable = facts.presence === "connected";
  return {
    ...(hasEnded && !facts.withheld
      ? { "failed-to-apply": one(hasFailed), rejected: one(facts.failedAt !== null) }
      : {}),
    ...(wasOffered && (hasEnded || isReachable)
      ? { "time-to-apply": { part: Math.max(0, end - changedAt) / 1000, of: 1 } }
      : {}),
    ...(hasEnded ? healthSeen(glimpse) : {}),
    ...happened(member, glimpse, changedAt, Math.min(now, changedAt + LOOK_BACK_MS)),
  };
}

/** Settled health; what is not settled or not known is not reported. */
function healthSeen({ health }: Glimpse): Observations {
  if (health === "restarting" || health === "unknown") return {};
  return { unhealthy: one(health !== "healthy") };
}

/** Counters that were noted when it was assigned tell what happened while nobody looked. */
function happened(
  { notes }: RolloutMemberRecord,
  { happened: seen, exits, flaps }: Glimpse,
  from: Millis,
  to: Millis,
): Observations {
  const { counts } = notes;
  const exited = Math.max(
    countWithin(seen.exits, from, to),
    counts === undefined || to > from + LOOK_BACK_MS ? 0 : exits - counts.exits,
  );
  const flapped = Math.max(
    countWithin(seen.flaps, from, to),
    counts === undefined ? 0 : flaps - counts.flaps,
  );
  const lost = countWithin(seen.disconnects, from, to);
  const missedNothing = seen.since <= from;
  return {
    restarts: one(exited > 0),
    flaps: one(flapped > 1 || lost > 1),
    ...(lost > 0 || missedNothing ? { disconnects: one(lost > 0) } : {}),
  };
}

/** Of an agent that was not reached; absent where nobody looked for so long. */
function restHappened(
  { happened: seen }: Glimpse,
  from: Millis,
  to: Millis,
  startedAt: Millis,
): Observations {
  // A look that began with the rollout missed nothing of it.
  if (seen.since > Math.max(from, startedAt + LOOK_BEGAN_MS)) return {};
  const lost = countWithin(seen.disconnects, from, to);
  return {
    restarts: one(countWithin(seen.exits, from, to) > 0),
    flaps: one(countWithin(seen.flaps, from, to) > 1 || lost > 1),
    disconnects: one(lost > 0),
  };
}

/** Within this time of its start a rollout is looked at first. */
const LOOK_BEGAN_MS: Millis = 60_000;

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, each) => sum + each, 0) / values.length;
}
