import { hasCapability } from "@fleethub/opamp";
import { callHash, detailOf } from "./call.js";
import { fail, isKept } from "./failure.js";
import type { ConfigHash, RemoteConfigFact } from "./facts.js";
import { counts, isOurs, outcomeOf, withHash } from "./hashes.js";
import { healthOf } from "./health.js";
import { containsVerdict, effectiveContains } from "./judgements.js";
import { openWindow } from "./proving.js";
import { acknowledgeReturn, noticeOwnReturn } from "./return.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";
import { unfinishedHash } from "./unfinished.js";

/** Takes a remote config status. Said again it changes nothing; so do hashes that are not ours. */
export function takeStatus(turn: Turn, fact: RemoteConfigFact, startedAnew: boolean): void {
  const before = turn.state.report.remoteConfig;
  turn.patchReport({ remoteConfig: fact });
  if (turn.state.outcome.cameWithHash === null) {
    turn.patchOutcome({ cameWithHash: fact.hash !== null });
  }
  const { hash } = fact;
  if (hash === null) return;
  if (fact.status === "applied") noticeOwnReturn(turn, before?.hash ?? null, hash);
  if (!isOurs(turn.state, hash) || !counts(turn.state, hash)) return;
  if (fact.status === "applying") takeApplying(turn, hash);
  else if (fact.status === "failed") {
    fail(turn, hash, { kept: isKept(turn.state, fact, startedAnew), error: fact.error });
  } else if (fact.status === "applied" && before?.status !== "applied") noteDisbelief(turn, hash);
}

/**
 * Believes the APPLIED that was last reported, where that is warranted by now: the agent was seen applying since the
 * offer, or its effective config contains the hash's config, or it reports none. Where nobody will say APPLIED, a
 * Collector that is healthy on that config says it.
 */
export function believeApplied(turn: Turn): void {
  const hash = hashSaidToRun(turn);
  if (hash === null) return;
  const became = outcomeOf(turn.state.outcome, hash);
  if (became.rejected) return;
  if (became.appliedAt !== null) acknowledgeReturn(turn, hash);
  if (became.appliedAt !== null || !isCredible(turn.state, hash)) return;
  turn.patch({ outcome: withHash(turn.state.outcome, hash, { appliedAt: turn.now }) });
  const isReturn = turn.state.outcome.returning?.to === hash;
  if (!isReturn || turn.state.outcome.returning?.status !== "open") {
    turn.note(
      "config-applied",
      `Applied ${callHash(turn.state, hash)}`,
      detailOf(turn.state, hash),
    );
  }
  acknowledgeReturn(turn, hash);
  openWindow(turn, hash);
}

function hashSaidToRun({ state, now }: Turn): ConfigHash | null {
  const reported = state.report.remoteConfig;
  if (reported === null || reported.hash === null) return null;
  const { hash } = reported;
  if (reported.status === "applied") {
    // Facts as a dead hub stored them may be older than what became of offers since.
    if (!state.confirmed && reported.at < (state.link?.openedAt ?? Infinity)) return null;
    return isOurs(state, hash) && counts(state, hash) ? hash : null;
  }
  const health = healthOf(state, now);
  if (unfinishedHash(state) !== hash || (health !== "healthy" && health !== "degraded"))
    return null;
  // What an earlier connection said of health may be about what ran before.
  if ((state.report.health?.at ?? 0) < (state.link?.openedAt ?? 0)) return null;
  if (hash === state.intent.handBackHash) return hash;
  return effectiveContains(state, hash) ? hash : null;
}

function isCredible(state: AgentState, hash: ConfigHash): boolean {
  const { outcome, report, watch } = state;
  const became = outcomeOf(outcome, hash);
  const isWatched = watch?.hash === hash && watch.attempt === became.attempt;
  if (isWatched ? watch.applying : became.applyingAt !== null) return true;
  const reportsEffective =
    report.effective !== null || hasCapability(report.capabilities, "ReportsEffectiveConfig");
  if (!reportsEffective) return true;
  // The config of a hand-back is not ours to compare, and a judge may be unable to tell: what never
  // failed here has no false APPLIED to fear.
  if (hash === state.intent.handBackHash) return !became.everFailed;
  const verdict = containsVerdict(state, hash);
  return (
    verdict?.answer === "contains" || (verdict?.answer === "cannot-tell" && !became.everFailed)
  );
}

function takeApplying(turn: Turn, hash: ConfigHash): void {
  const became = outcomeOf(turn.state.outcome, hash);
  const { watch } = turn.state;
  if (watch?.hash === hash) turn.patch({ watch: { ...watch, applying: true } });
  if (became.rejected || became.applyingAt !== null) return;
  turn.patch({ outcome: withHash(turn.state.outcome, hash, { applyingAt: turn.now }) });
  turn.note(
    "config-applying",
    `Applying ${callHash(turn.state, hash)}`,
    detailOf(turn.state, hash),
  );
}

function noteDisbelief(turn: Turn, hash: ConfigHash): void {
  if (!outcomeOf(turn.state.outcome, hash).rejected) return;
  turn.note(
    "config-applied-not-believed",
    `Says that ${callHash(turn.state, hash)} is applied, but it failed here: not believed`,
    detailOf(turn.state, hash),
  );
}
