import type { AgentId, Millis } from "../agent/facts.js";
import { type AgentAccess, cameWith, type CredentialKind, NO_ACCESS, seenWith } from "./access.js";
import { ENROLLED_AGENT, type EnrolmentRefusal, refusal } from "./refusal.js";
import { type EnrolmentTokenFacts, stateOfToken } from "./token.js";

/** An agent as far as its admission goes. */
export interface AgentStanding {
  readonly id: AgentId;
  readonly admission: "admitted" | "awaiting-approval" | "revoked";
  /** Name of the enrolment token that it came with. */
  readonly enrolment: string | null;
  readonly access: AgentAccess;
}

/** What somebody shows, once it is known to be genuine. */
export type ShownCredential =
  /** Nothing; `admission` is what the hub's setting gives, null where it takes nobody so. */
  | { readonly kind: "none"; readonly admission: "admitted" | "awaiting-approval" | null }
  | { readonly kind: "enrolment"; readonly token: EnrolmentTokenFacts }
  | {
      readonly kind: CredentialKind;
      readonly id: string;
      /** Whose it is; null: that agent was forgotten. */
      readonly owner: AgentStanding | null;
    };

/** Who has an instance UID, as the store knows it. */
export interface UidHolder {
  /** Whose UID it is or was. */
  readonly known: AgentStanding | null;
  /**
   * Who was given this UID by the hub and did not come with it yet. `keeps`: it goes on under it as the same agent; else it
   * used that agent's UID beside it, and is another one.
   */
  readonly given: { readonly by: AgentStanding; readonly keeps: boolean } | null;
}

/** What becomes of somebody who reports under an instance UID. */
export type EnrolmentDecision =
  | {
      /** It is the agent that has the UID, or was given it. */
      readonly kind: "known";
      /** As it is from now on; the same object where nothing changes. */
      readonly standing: AgentStanding;
      /** The token that it enrols anew with, of which it is one use. */
      readonly uses: string | null;
    }
  | {
      readonly kind: "new";
      readonly admission: "admitted" | "awaiting-approval";
      readonly enrolment: string | null;
      readonly access: AgentAccess;
      /** `beyond`: the hub split it from an agent of that token, so it counts and is not held against its bounds. */
      readonly uses: { readonly token: string; readonly beyond: boolean } | null;
    }
  | {
      readonly kind: "refused";
      readonly refusal: EnrolmentRefusal;
      /** The agent whose credential somebody else holds too. */
      readonly sharedWith: AgentId | null;
    };

const refused = (
  found: EnrolmentRefusal,
  sharedWith: AgentId | null = null,
): EnrolmentDecision => ({ kind: "refused", refusal: found, sharedWith });

/**
 * Before it is known which agent it is: what is refused whoever shows it. A token that is past its time or uses passes,
 * since it still lets in those that it admitted before.
 */
export function refuseShown(shown: ShownCredential): EnrolmentRefusal | null {
  switch (shown.kind) {
    case "none":
      return shown.admission === null ? refusal("no-credential") : null;
    case "enrolment":
      return shown.token.revokedAt === null ? null : refusal("revoked-token");
    default: {
      const { owner, id } = shown;
      if (owner === null) return refusal("unknown-token");
      if (owner.admission === "revoked") return revokedAgent(owner);
      if (owner.access.credentials.some((credential) => credential.id === id)) return null;
      return refuseDropped(owner.access, id);
    }
  }
}

/**
 * Who is let in under an instance UID, and as whom. Pure: the facts are those of the store, which holds the outcome against
 * what they are by then in the commit that follows from it.
 */
export function decideEnrolment(
  shown: ShownCredential,
  holder: UidHolder,
  now: Millis,
): EnrolmentDecision {
  const found = refuseShown(shown);
  if (found !== null) return refused(found);
  if (holder.known !== null) return goOn(shown, holder.known, now);
  if (holder.given !== null) {
    const { by, keeps } = holder.given;
    if (keeps) return goOn(shown, by, now);
    if (by.admission === "revoked") return refused(revokedAgent(by));
    if (speaksFor(shown, by)) return splitFrom(by, by.admission, shown);
  }
  return newcomer(shown, now);
}

/** Null: what somebody shows lets him speak of this agent without coming in as it, such as send its own metrics. */
export function refuseSpeaking(
  shown: ShownCredential,
  agent: AgentStanding,
): EnrolmentRefusal | null {
  const found = refuseShown(shown);
  if (found !== null) return found;
  if (agent.admission === "revoked") return revokedAgent(agent);
  if (speaksFor(shown, agent)) return null;
  return shown.kind === "none" ? refusal("no-credential", ENROLLED_AGENT) : refusal("other-agent");
}

function revokedAgent({ access }: AgentStanding): EnrolmentRefusal {
  const { revoked } = access;
  return refusal("revoked-agent", revoked === null ? "" : reasonGiven(revoked));
}

/** A credential that does not count, or counts no more. */
function refuseDropped(access: AgentAccess, id: string): EnrolmentRefusal {
  const revoked = access.revokedCredentials.find((credential) => credential.id === id);
  if (revoked !== undefined) return refusal("revoked-credential", reasonGiven(revoked));
  return refusal(access.replaced.includes(id) ? "replaced" : "unknown-token");
}

const reasonGiven = ({ reason }: { readonly reason: string }) => `The reason given: ${reason}`;

/** It enrolled, so it does not go on without showing that: also when its last credential was revoked. */
function isBound({ enrolment, access }: AgentStanding): boolean {
  const { credentials, revokedCredentials } = access;
  return enrolment !== null || credentials.length > 0 || revokedCredentials.length > 0;
}

/** Would this credential let that agent itself in? */
function speaksFor(shown: ShownCredential, agent: AgentStanding): boolean {
  switch (shown.kind) {
    case "none":
      return !isBound(agent);
    case "enrolment":
      return shown.token.name === agent.enrolment;
    default:
      return shown.owner?.id === agent.id || isHeir(agent, shown.owner);
  }
}

function isHeir({ access }: AgentStanding, owner: AgentStanding | null): boolean {
  return owner !== null && access.heirOf === owner.id;
}

function goOn(shown: ShownCredential, agent: AgentStanding, now: Millis): EnrolmentDecision {
  if (agent.admission === "revoked") return refused(revokedAgent(agent));
  if (speaksFor(shown, agent)) return known(agent, accessShowing(shown, agent, now));
  const isFree = !isBound(agent) || agent.access.mayEnrolAnew;
  if (shown.kind === "none") {
    if (!isFree) return refused(refusal("no-credential", ENROLLED_AGENT));
    return known({ ...agent, enrolment: null }, NO_ACCESS);
  }
  if (shown.kind === "enrolment" && isFree) return enrolAnew(shown.token, agent, now);
  return refused(refusal("other-agent"), ownerOf(shown));
}

function ownerOf(shown: ShownCredential): AgentId | null {
  return shown.kind === "none" || shown.kind === "enrolment" ? null : (shown.owner?.id ?? null);
}

function accessShowing(shown: ShownCredential, { id, access }: AgentStanding, now: Millis) {
  if (shown.kind === "none") return cameWith(access, "none");
  if (shown.kind === "enrolment") return cameWith(access, "enrolment");
  return shown.owner?.id === id ? seenWith(access, shown.id, now) : cameWith(access, shown.kind);
}

function known(
  agent: AgentStanding,
  access: AgentAccess,
  uses: string | null = null,
): EnrolmentDecision {
  const settled = access.mayEnrolAnew ? { ...access, mayEnrolAnew: false } : access;
  const standing = settled === agent.access ? agent : { ...agent, access: settled };
  return { kind: "known", standing, uses };
}

/** What it had of its own came by the way that it came before, and counts no more. An approval stays. */
function enrolAnew(
  token: EnrolmentTokenFacts,
  agent: AgentStanding,
  now: Millis,
): EnrolmentDecision {
  const state = stateOfToken(token, now);
  if (state !== "valid") return refused(refusalOfToken(state));
  const admission = agent.admission === "admitted" ? "admitted" : token.admission;
  const { shared, revokedCredentials } = agent.access;
  const kept = { ...NO_ACCESS, shared, revokedCredentials };
  const access = { ...kept, enrolledAt: now, comesWith: "enrolment" as const };
  return known({ ...agent, admission, enrolment: token.name }, access, token.name);
}

const refusalOfToken = (state: "expired" | "used-up" | "revoked") =>
  refusal(state === "revoked" ? "revoked-token" : state);

/** Another agent than the one whose UID it used, let in as that one was. */
function splitFrom(
  by: AgentStanding,
  admission: "admitted" | "awaiting-approval",
  shown: ShownCredential,
): EnrolmentDecision {
  const { enrolment } = by;
  const comesWith = shown.kind;
  const heirOf = comesWith === "none" || comesWith === "enrolment" ? null : ownerOf(shown);
  const { enrolledAt } = by.access;
  return {
    kind: "new",
    admission,
    enrolment,
    access: { ...NO_ACCESS, enrolledAt, comesWith, heirOf },
    uses: enrolment === null ? null : { token: enrolment, beyond: true },
  };
}

function newcomer(shown: ShownCredential, now: Millis): EnrolmentDecision {
  switch (shown.kind) {
    case "none": {
      const { admission } = shown;
      if (admission === null) return refused(refusal("no-credential"));
      return { kind: "new", admission, enrolment: null, access: NO_ACCESS, uses: null };
    }
    case "enrolment": {
      const { token } = shown;
      const state = stateOfToken(token, now);
      if (state !== "valid") return refused(refusalOfToken(state));
      const access = { ...NO_ACCESS, enrolledAt: now, comesWith: "enrolment" as const };
      const uses = { token: token.name, beyond: false };
      return { kind: "new", admission: token.admission, enrolment: token.name, access, uses };
    }
    default:
      return refused(refusal("other-agent"), ownerOf(shown));
  }
}
