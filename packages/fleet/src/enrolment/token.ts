import type { Millis } from "../agent/facts.js";

/** What decides whether an enrolment token lets somebody in. */
export interface EnrolmentTokenFacts {
  readonly name: string;
  /** Whether agents that are new with it have to be approved by hand. */
  readonly admission: "admitted" | "awaiting-approval";
  /** Null: it does not expire. */
  readonly expiresAt: Millis | null;
  /** Agents; null: as many as come. */
  readonly usesMax: number | null;
  /** Agents that came with it. */
  readonly uses: number;
  readonly revokedAt: Millis | null;
}

/** What a token is good for now. One that is `expired` or `used-up` still lets in those that it admitted before. */
export type EnrolmentTokenState = "valid" | "expired" | "used-up" | "revoked";

/** The first that holds: revoked, expired at this moment, used up. */
export function stateOfToken(token: EnrolmentTokenFacts, now: Millis): EnrolmentTokenState {
  if (token.revokedAt !== null) return "revoked";
  if (token.expiresAt !== null && now >= token.expiresAt) return "expired";
  return token.usesMax !== null && token.uses >= token.usesMax ? "used-up" : "valid";
}

/**
 * May so many agents come with it, in the commit that adds them? Every store asks this of the token as it is then, so
 * that two hubs cannot both give the last use away. `beyond`: the hub itself split them from agents that came with it, so
 * they count and are not held against time, uses or revocation.
 */
export function mayUse(
  token: EnrolmentTokenFacts,
  agents: number,
  now: Millis,
  beyond: boolean,
): boolean {
  if (beyond) return true;
  const { usesMax, uses } = token;
  const hasRoom = usesMax === null || uses + agents <= usesMax;
  return hasRoom && token.revokedAt === null && (token.expiresAt === null || now < token.expiresAt);
}
