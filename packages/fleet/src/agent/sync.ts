import { callHash } from "./call.js";
import type { ConfigHash } from "./facts.js";
import { causeOf } from "./failure.js";
import { counts, outcomeOf } from "./hashes.js";
import { containsVerdict, effectiveContains } from "./judgements.js";
import { neverReportsStatus } from "./offer.js";
import type { AgentState } from "./state.js";
import { acceptsConfig, desiredTarget, REVOKED, targetOf } from "./target.js";
import { unfinishedHash } from "./unfinished.js";
import type { ConfigSync, Verified } from "./words.js";

/** A word about config sync, and the one line that explains it (empty where it explains itself). */
export interface SyncVerdict {
  readonly sync: ConfigSync;
  readonly reason: string;
}

/** How the agent's configuration stands to desired: the first word that holds. */
export function syncOf(state: AgentState): SyncVerdict {
  const { desired, admission } = state.intent;
  if (admission !== "admitted") {
    return verdict("awaiting-approval", admission === "revoked" ? REVOKED : "");
  }
  if (desired.kind === "none") return verdict("unmanaged", desired.reason);
  const became = outcomeOf(state.outcome, desired.hash);
  if (became.rejected) return syncOfRejected(state, desired.hash);
  const target = targetOf(state);
  const wanted = desiredTarget(state);
  const withheld = [target, wanted].find(
    (it) =>
      it.kind === "none" && (it.because === "incompatible" || it.because === "not-acceptable"),
  );
  const contains = effectiveContains(state, desired.hash);
  if (withheld?.kind === "none" && !contains) return verdict("incompatible", withheld.reason);
  if (wanted.kind === "none" && wanted.because === "rejected")
    return verdict("failed", wanted.reason);
  const reported = state.report.remoteConfig;
  if (reported?.hash === desired.hash && counts(state, desired.hash)) {
    return syncOfReported(state, desired.hash);
  }
  const isSilent = neverReportsStatus(state) || !acceptsConfig(state);
  if (contains && isSilent) return verdict("in-sync");
  const isTowardsIt = target.kind === "offer" && target.purpose !== "return";
  if (isTowardsIt && state.link?.offer?.hash === target.hash) return verdict("offered");
  return verdict("pending", target.kind === "none" ? target.reason : "");
}

/** What the word rests on. Before the agent is said to run something it is `none`. */
export function verifiedOf(state: AgentState): Verified {
  const { sync } = syncOf(state);
  if (sync !== "in-sync" && sync !== "rolled-back" && sync !== "drifted") return "none";
  const hash = hashThatRuns(state);
  if (hash === null) return "none";
  if (effectiveContains(state, hash)) return "effective";
  const reported = state.report.remoteConfig;
  return reported?.hash === hash && reported.status === "applied" ? "acknowledged" : "none";
}

/** Desired, or where it was rejected the hash that the agent went back to. */
function hashThatRuns(state: AgentState): ConfigHash | null {
  const { desired } = state.intent;
  if (desired.kind === "none") return null;
  if (!outcomeOf(state.outcome, desired.hash).rejected) return desired.hash;
  return state.outcome.returning?.to ?? null;
}

function syncOfRejected(state: AgentState, hash: ConfigHash): SyncVerdict {
  const became = outcomeOf(state.outcome, hash);
  const { returning } = state.outcome;
  const cause = causeOf(state, became.error);
  if (became.kept && state.report.remoteConfig?.hash === hash) return verdict("failed", cause);
  const isAbout = returning?.from === hash && returning.attempt === became.attempt;
  const isBack = returning?.status === "acknowledged" && state.report.remoteConfig?.hash !== hash;
  if (!isAbout || !isBack) return verdict("failed", cause);
  const who = returning.by === "supervisor" ? "its supervisor" : "the hub";
  const where = returning.to === null ? "" : ` to ${callHash(state, returning.to)}`;
  return verdict("rolled-back", `Returned${where} by ${who}: ${cause}`);
}

function syncOfReported(state: AgentState, hash: ConfigHash): SyncVerdict {
  const status = state.report.remoteConfig?.status;
  const judged = containsVerdict(state, hash);
  if (status === "failed") return verdict("failed", state.report.remoteConfig?.error ?? "");
  const isUnfinished = unfinishedHash(state) === hash;
  const runs = outcomeOf(state.outcome, hash).appliedAt !== null;
  if (status === "applying" && !(isUnfinished && runs)) return verdict("applying");
  if (status === "applied" || isUnfinished) {
    if (judged?.answer === "differs") return verdict("drifted", judged.difference);
    if (runs) return verdict("in-sync");
  }
  if (judged?.answer === "contains") return verdict("in-sync");
  return verdict("applying");
}

function verdict(sync: ConfigSync, reason = ""): SyncVerdict {
  return { sync, reason };
}
