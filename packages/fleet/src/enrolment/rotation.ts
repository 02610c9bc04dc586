import type { Millis } from "../agent/facts.js";
import { newestCredential } from "./access.js";
import type { AgentStanding } from "./decide.js";

/** How long a bearer of an agent serves. In milliseconds. */
export interface RotationTimes {
  /** From the making of a bearer until it is to be replaced. Default 90 days. */
  readonly lifetimeMs: Millis;
  /** How long before that the next one is made and offered. Default 30 days. */
  readonly aheadMs: Millis;
}

const DAY_MS = 86_400_000;

export const ROTATION_TIMES: RotationTimes = { lifetimeMs: 90 * DAY_MS, aheadMs: 30 * DAY_MS };

/** A credential with less than this left is called expiring. */
export const EXPIRING_MS: Millis = 14 * DAY_MS;

/**
 * Is a new bearer to be made for this agent? Only for one that enrolled and was let in, and never while one that was offered
 * waits to be taken: agents that take none keep what they have (S-10).
 */
export function owesCredential(
  { admission, enrolment, access }: AgentStanding,
  now: Millis,
  { aheadMs }: RotationTimes,
): boolean {
  if (admission !== "admitted") return false;
  const { comesWith } = access;
  if (comesWith === "none" || comesWith === "certificate") return false;
  // A certificate is on its way: a bearer after it would take it away again (S-11).
  if (access.credentials[0]?.kind === "certificate") return false;
  if (enrolment === null && access.heirOf === null && comesWith === "enrolment") return false;
  const newest = newestCredential(access, "bearer");
  if (newest === undefined) return true;
  return newest.seenAt !== null && now >= newest.dueAt - aheadMs;
}

/** A newer one may be asked for by hand: one that is used, and none offered beside it. */
export function mayRotate({ access }: Pick<AgentStanding, "access">): boolean {
  const newest = newestCredential(access, "bearer");
  return newest !== undefined && newest.seenAt !== null;
}
