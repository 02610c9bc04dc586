import type { HealthWord, Millis } from "@fleethub/fleet";
import type { AgentRecord, FlowWord } from "../model.js";

/** What is kept of an agent's record between looks, for gates and for people: a fraction of it. */
export interface Glimpse {
  readonly uid: string;
  readonly name: string;
  readonly version: string;
  readonly flow: FlowWord;
  readonly health: HealthWord;
  readonly exits: number;
  readonly flaps: number;
  readonly connectedAt: Millis | null;
  readonly disconnectedAt: Millis | null;
  readonly happened: Happenings;
}

/** What was seen to happen to an agent since this process looks at it: when, newest last. */
export interface Happenings {
  /** When it was looked at first. */
  readonly since: Millis;
  readonly disconnects: readonly Millis[];
  readonly flaps: readonly Millis[];
  readonly exits: readonly Millis[];
}

/**
 * For so long after a hub began, agents come back that it, or the hub before it, had lost itself. Connections that end or
 * begin in that time say nothing about a change.
 */
const RETURNING_MS: Millis = 120_000;

/** Is a moment late enough that a lost connection speaks against the agent, and not against a hub that began anew? */
export const speaksForItself = (at: Millis, upSince: Millis): boolean =>
  at >= upSince + RETURNING_MS;

/** Moments kept of each kind. */
const HAPPENINGS_MAX = 8;

/** The next glimpse, with what happened between it and the one before. */
export function glimpseOf(
  agent: AgentRecord,
  shown: { readonly name: string; readonly health: HealthWord },
  before: Glimpse | undefined,
  { now, upSince }: { readonly now: Millis; readonly upSince: Millis },
): Glimpse {
  const { outcome, report, projection } = agent;
  const { exits, flaps } = outcome;
  const { connectedAt, disconnectedAt } = report;
  const known = before?.happened ?? { since: now, disconnects: [], flaps: [], exits: [] };
  const lostAt = disconnectedAt ?? now;
  const lost =
    before !== undefined &&
    speaksForItself(lostAt, upSince) &&
    wasLost(before, connectedAt, disconnectedAt);
  return {
    uid: agent.instanceUid,
    name: shown.name,
    version: projection.agentVersion,
    flow: agent.flow,
    health: shown.health,
    exits,
    flaps,
    connectedAt,
    disconnectedAt,
    happened: {
      since: known.since,
      disconnects: lost ? noted(known.disconnects, 1, lostAt) : known.disconnects,
      flaps: noted(known.flaps, flaps - (before?.flaps ?? flaps), now),
      exits: noted(known.exits, exits - (before?.exits ?? exits), now),
    },
  };
}

/** It is gone, or it came back so soon that it was not seen to be gone. */
function wasLost(before: Glimpse, connectedAt: Millis | null, disconnectedAt: Millis | null) {
  if (before.connectedAt === null) return false;
  if (disconnectedAt !== null) return disconnectedAt !== before.disconnectedAt;
  return before.disconnectedAt === null && connectedAt !== before.connectedAt;
}

function noted(moments: readonly Millis[], times: number, at: Millis): readonly Millis[] {
  if (times <= 0) return moments;
  return [...moments, ...Array<Millis>(Math.min(times, HAPPENINGS_MAX)).fill(at)].slice(
    -HAPPENINGS_MAX,
  );
}

/** How often within a stretch of time. */
export function countWithin(moments: readonly Millis[], from: Millis, to: Millis): number {
  return moments.reduce((sum, at) => sum + Number(at >= from && at <= to), 0);
}
