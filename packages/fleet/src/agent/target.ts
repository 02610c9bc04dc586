import { hasCapability } from "@fleethub/opamp";
import type { ConfigHash, Desired } from "./facts.js";
import { isRejected, outcomeOf } from "./hashes.js";
import { runnableVerdict } from "./judgements.js";
import { returnGoal } from "./return-goal.js";
import type { AgentState } from "./state.js";
import type { Target } from "./words.js";

const NOT_APPROVED = "This agent is not approved yet.";

/** What an agent that was revoked is told of with, wherever it stands among those that are not approved. */
export const REVOKED = "This agent was revoked: nothing is offered unless it is readmitted.";

/**
 * What this agent should be offered now: desired where it is offerable here, else the way back where there is one,
 * else nothing. It may equal what the agent reports already.
 */
export function targetOf(state: AgentState): Target {
  const { admission } = state.intent;
  if (admission !== "admitted") {
    return none("not-approved", admission === "revoked" ? REVOKED : NOT_APPROVED);
  }
  if (state.report.connectedAt !== null && !acceptsConfig(state)) {
    return none("not-acceptable", "This agent does not accept remote configuration.");
  }
  const wanted = desiredTarget(state);
  if (wanted.kind === "offer") return wanted;
  return wayBack(state) ?? wanted;
}

/** What desired alone would have offered. */
export function desiredTarget(state: AgentState): Target {
  const { desired } = state.intent;
  if (desired.kind === "none") return none("not-wanted", "");
  const became = outcomeOf(state.outcome, desired.hash);
  if (became.rejected) return none("rejected", became.error);
  const unfit = desired.kind === "local" ? whyNotLocal(state) : whyNotRunnable(state, desired);
  if (unfit !== null) return unfit;
  if (isSuspended(state)) return none("suspended", "Its rollout is paused.");
  if (became.attempt === 1 || became.offeredAt !== null)
    return offer(state, desired.hash, "desired");
  return retryTarget(state, desired.hash);
}

/** Desired waits, unless the agent named its hash: what it acknowledged stays wanted (F8). */
function isSuspended({ intent: { desired }, report }: AgentState): boolean {
  if (desired.kind !== "revision" || desired.suspended !== true) return false;
  return report.remoteConfig?.hash !== desired.hash;
}

/** The agent says that it takes remote configuration, as of its latest message (F3). */
export function acceptsConfig(state: AgentState): boolean {
  return hasCapability(state.report.capabilities, "AcceptsRemoteConfig");
}

/**
 * A new attempt of a hash that the agent reports already: it would not notice, or lie. Another hash goes first,
 * and this one follows once that is acknowledged.
 */
function retryTarget(state: AgentState, hash: ConfigHash): Target {
  const reported = state.report.remoteConfig;
  const { after } = outcomeOf(state.outcome, hash);
  if (reported?.hash === hash) {
    const first = goesFirst(state, hash);
    if (first !== null) return offer(state, first, "first");
    return none(
      "rejected",
      "The agent already reports this configuration and there is nothing to offer in between: pin another one first.",
    );
  }
  const isUnderWay = reported?.status === "applying" || reported?.status === "unset";
  if (after !== null && reported?.hash === after && isUnderWay) {
    return offer(state, after, "first");
  }
  return offer(state, hash, "desired");
}

function goesFirst(state: AgentState, hash: ConfigHash): ConfigHash | null {
  const { outcome, intent } = state;
  const { after } = outcomeOf(outcome, hash);
  const candidates = [after, outcome.lastGood, outcome.supervised ? intent.handBackHash : null];
  return (
    candidates.find(
      (candidate): candidate is ConfigHash =>
        candidate !== null && candidate !== hash && !isRejected(outcome, candidate),
    ) ?? null
  );
}

/** Last good, else hand back: while a return is open, or the agent reports a hash that failed here. */
function wayBack(state: AgentState): Target | null {
  const { outcome } = state;
  const { returning } = outcome;
  if (returning?.status === "open" && returning.to !== null) {
    return offer(state, returning.to, "return");
  }
  const reported = state.report.remoteConfig?.hash ?? null;
  if (reported === null) return null;
  const became = outcomeOf(outcome, reported);
  if (!became.rejected || became.kept) return null;
  const hasEnded = returning?.status === "failed" || returning?.status === "impossible";
  if (hasEnded && (returning.from === reported || returning.to === reported)) return null;
  const goal = returnGoal(state, reported);
  return goal.to === null ? null : offer(state, goal.to, "return");
}

function whyNotLocal(state: AgentState): Target | null {
  if (state.outcome.supervised) return null;
  const { effective } = state.report;
  if (effective === null || effective.empty) {
    return none("not-judged", "It is not known yet whether a supervisor runs this Collector.");
  }
  return none("incompatible", "Only a Collector under the upstream supervisor can be handed back.");
}

function whyNotRunnable(
  state: AgentState,
  desired: Extract<Desired, { readonly kind: "revision" }>,
): Target | null {
  const { components, remoteConfig } = state.report;
  if (desired.withheld !== undefined) return none("incompatible", desired.withheld);
  if (desired.forced || remoteConfig?.hash === desired.hash) return null;
  if (components === null || components.listed === null) return null;
  const verdict = runnableVerdict(state, desired.hash);
  if (verdict === null || verdict.answer === null) {
    return none("not-judged", "Being checked against the components of this agent.");
  }
  return verdict.answer === "runnable" ? null : none("incompatible", verdict.reason);
}

function offer(
  state: AgentState,
  hash: ConfigHash,
  purpose: "desired" | "return" | "first",
): Target {
  return { kind: "offer", hash, attempt: outcomeOf(state.outcome, hash).attempt, purpose };
}

function none(because: Extract<Target, { kind: "none" }>["because"], reason: string): Target {
  return { kind: "none", because, reason };
}
