import { hasCapability } from "@fleethub/opamp";
import { callHash, detailOf } from "./call.js";
import type { Millis } from "./facts.js";
import { desiredHash, outcomeOf, withHash } from "./hashes.js";
import { healthOf, openSettling } from "./health.js";
import { endWindow } from "./proving.js";
import type { AgentSettings } from "./settings.js";
import type { AgentState } from "./state.js";
import { acceptsConfig, targetOf } from "./target.js";
import type { Turn } from "./turn.js";
import type { Target } from "./words.js";

type OfferTarget = Extract<Target, { kind: "offer" }>;

/** What is to be done about target just now (F4). */
export type OfferPlan =
  | { readonly kind: "nothing" }
  /** Not before then, unless something comes first. */
  | { readonly kind: "wait"; readonly until: Millis }
  /** The offer seems lost: let the agent name its hash before it is offered again. */
  | { readonly kind: "recheck" }
  | { readonly kind: "offer"; readonly target: OfferTarget };

const NOTHING: OfferPlan = { kind: "nothing" };

/** Decides whether target is offered on this connection now. */
export function planOffer(state: AgentState, now: Millis, settings: AgentSettings): OfferPlan {
  const { link } = state;
  if (link === null || state.owesFullState || !acceptsConfig(state)) return NOTHING;
  const target = targetOf(state);
  if (target.kind === "none" || target.hash === state.report.remoteConfig?.hash) return NOTHING;
  if (link.awaitingSince !== null) {
    const until = link.awaitingSince + settings.fullStateWaitMs;
    if (now < until) return { kind: "wait", until };
  }
  const { offer } = link;
  if (offer === null || offer.hash !== target.hash || offer.attempt !== target.attempt) {
    return { kind: "offer", target };
  }
  if (neverReportsStatus(state)) return NOTHING;
  if (offer.denied) return { kind: "offer", target };
  // Asking once must do for those that never said anything; the others are asked until they say.
  if (offer.recheckedAt !== null && state.report.remoteConfig === null) return NOTHING;
  const until = (offer.recheckedAt ?? offer.at) + settings.offerRetryMs;
  return now < until ? { kind: "wait", until } : { kind: "recheck" };
}

/** When an agent that says APPLYING is to be asked what became of it; null where it does not. */
export function applyingAskAt(state: AgentState, settings: AgentSettings): Millis | null {
  const { link } = state;
  const reported = state.report.remoteConfig;
  if (link === null || reported === null || reported.status !== "applying") return null;
  if (reported.hash !== null && outcomeOf(state.outcome, reported.hash).appliedAt !== null)
    return null;
  return Math.max(reported.at, link.applyingAskedAt ?? 0) + settings.applyingAskMs;
}

/** Agents that never say what became of an offer (G-12). */
export function neverReportsStatus(state: AgentState): boolean {
  const saysSo = hasCapability(state.report.capabilities, "ReportsRemoteConfig");
  return !saysSo && (state.report.remoteConfig?.hash ?? null) === null;
}

/** Records that target is offered with the message being written. */
export function recordOffer(turn: Turn, target: OfferTarget): void {
  const { hash, attempt, purpose } = target;
  const reported = turn.state.report.remoteConfig?.hash ?? null;
  endWindow(turn, hash);
  if (isFirstOffer(turn.state)) {
    // Whether it came with a hash of its own cannot be told any more once it was offered one.
    turn.patchOutcome({ cameWithHash: turn.state.outcome.cameWithHash ?? reported !== null });
    turn.commitFirst("yes");
  }
  const became = outcomeOf(turn.state.outcome, hash);
  turn.patch({
    outcome: withHash(turn.state.outcome, hash, {
      name: callHash(turn.state, hash),
      offeredAt: became.offeredAt ?? turn.now,
      applyingAt: null,
      appliedAt: null,
      troubledBefore: healthOf(turn.state, turn.now) === "unhealthy",
    }),
    watch: { hash, attempt, offeredAt: turn.now, applying: false, gap: false },
  });
  if (purpose === "first") rememberFirst(turn, target);
  if (became.everFailed) turn.commitFirst(purpose === "return" ? "if-store-answers" : "yes");
  turn.patchLink({ offer: { hash, attempt, at: turn.now, recheckedAt: null, denied: false } });
  openSettling(turn);
  turn.note("config-offered", `Offered ${callHash(turn.state, hash)}`, {
    ...detailOf(turn.state, hash),
    purpose,
  });
}

function isFirstOffer(state: AgentState): boolean {
  return Object.values(state.outcome.hashes).every(({ offeredAt }) => offeredAt === null);
}

function rememberFirst(turn: Turn, first: OfferTarget): void {
  const desired = desiredHash(turn.state.intent);
  if (desired === null) return;
  turn.patch({ outcome: withHash(turn.state.outcome, desired, { after: first.hash }) });
}
