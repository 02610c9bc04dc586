import type { Millis } from "../../agent/facts.js";
import type { AgentSample, Cohorts, Observation, Observations } from "../../judgement/sample.js";
import { type SimulatedAgent, STEP_MS } from "./simulated-agent.js";

export const LOOK_BACK_MS: Millis = 60 * 60_000;
const RECENT_MS: Millis = 5 * 60_000;
/** Agents of the rest that are compared with at most, spread over all. */
const REST_MAX = 500;

/** Wave and rest as a hub would observe them. */
export function cohortsOf(
  agents: readonly SimulatedAgent[],
  since: Millis,
  now: Millis,
  before: (agent: SimulatedAgent) => Observations,
): Cohorts {
  const wave: AgentSample[] = [];
  const others: SimulatedAgent[] = [];
  for (const one of agents) {
    const ended = one.appliedAt ?? one.failedAt;
    if (ended !== null && ended <= now)
      wave.push({ agent: one.agent, before: before(one), after: afterChange(one, ended, now) });
    else if (one.offeredAt === null) others.push(one);
  }
  const stride = Math.max(1, others.length / REST_MAX);
  const rest: AgentSample[] = [];
  for (let at = 0; at < others.length; at += stride) {
    const one = others[Math.floor(at)];
    if (one === undefined) break;
    const after = withoutChange(one, since, now);
    rest.push({ agent: one.agent, before: before(one), after });
  }
  return { wave, rest, since, lookBackMs: LOOK_BACK_MS };
}

/** What a hub knows of an agent from the time before the rollout: no lost connections, nobody looked for them. */
export function observeBefore(one: SimulatedAgent, since: Millis): Observations {
  return { unhealthy: flag(one.isUnhealthy), ...flows(one, since - LOOK_BACK_MS, since) };
}

function afterChange(one: SimulatedAgent, ended: Millis, now: Millis): Observations {
  const offeredAt = one.offeredAt ?? ended;
  return {
    ...events(one, ended, Math.min(now, ended + LOOK_BACK_MS)),
    ...flows(one, Math.max(now - RECENT_MS, ended + STEP_MS), now),
    "failed-to-apply": flag(one.failedAt !== null),
    "time-to-apply": { part: (ended - offeredAt) / 1_000, of: 1 },
  };
}

function withoutChange(one: SimulatedAgent, since: Millis, now: Millis): Observations {
  const from = Math.max(since, now - LOOK_BACK_MS);
  return { ...events(one, from, now), ...flows(one, now - RECENT_MS, now) };
}

function events(one: SimulatedAgent, from: Millis, to: Millis): Observations {
  const isIn = (at: Millis) => at > from && at <= to;
  return {
    disconnects: flag(one.disconnects.some(isIn)),
    restarts: flag(one.restarts.some(isIn)),
    unhealthy: flag(one.isUnhealthy),
  };
}

function flows(one: SimulatedAgent, from: Millis, to: Millis): Observations {
  if (!one.reportsMetrics) return {};
  let [steps, sent, failed, dropped, accepted, refused, memory] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = one.flows.length - 1; at >= 0; at--) {
    const flow = one.flows[at];
    if (flow === undefined || flow.at - STEP_MS < from) break;
    if (flow.at > to) continue;
    steps += 1;
    sent += flow.sent;
    failed += flow.failed;
    dropped += flow.dropped;
    accepted += flow.accepted;
    refused += flow.refused;
    memory += flow.memory;
  }
  const points = steps;
  if (points === 0) return {};
  const rates = {
    throughput: { part: accepted > 0 ? accepted : sent, of: (steps * STEP_MS) / 1_000, points },
    memory: { part: memory / steps, of: 1, points },
  };
  if (accepted + refused === 0) return rates;
  return {
    ...rates,
    "send-failures": { part: failed, of: sent + failed, points },
    drops: { part: dropped, of: sent + failed + dropped, points },
    refused: { part: refused, of: accepted + refused, points },
  };
}

function flag(isSo: boolean): Observation {
  return { part: Number(isSo), of: 1 };
}
