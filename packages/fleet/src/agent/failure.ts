import { callHash, detailOf } from "./call.js";
import type { ConfigHash, RemoteConfigFact } from "./facts.js";
import { outcomeOf, withHash } from "./hashes.js";
import { decideReturn, endReturn } from "./return.js";
import type { AgentState } from "./state.js";
import type { Turn } from "./turn.js";

const REFUSED = "configuration validation failed";
const CRASHED = "exited unexpectedly";
/** Characters of an error in a summary; the entry's detail has all of it. */
export const LINE_LENGTH_MAX = 500;
const HINT = "this supervisor does not report the cause: set agent.validate_config";

/**
 * This hash failed here: it is not offered again until an operator asks. Unless the agent kept its previous config,
 * one decision says where it goes from here. The same failure said again changes nothing.
 */
export function fail(
  turn: Turn,
  hash: ConfigHash,
  failure: { readonly kept: boolean; readonly error: string },
): void {
  const became = outcomeOf(turn.state.outcome, hash);
  const gotWorse = became.kept && !failure.kept;
  if (became.rejected && !gotWorse) return;
  const { window } = turn.state.outcome;
  turn.patch({
    outcome: {
      ...withHash(turn.state.outcome, hash, {
        rejected: true,
        kept: failure.kept,
        failedAt: turn.now,
        error: failure.error,
        everFailed: true,
      }),
      window: window?.hash === hash ? null : window,
    },
  });
  const cause = causeOf(turn.state, failure.error);
  const fate = failure.kept ? "; it keeps running the previous one" : "";
  turn.note("config-failed", `${callHash(turn.state, hash)} failed: ${cause}${fate}`, {
    ...detailOf(turn.state, hash),
    error: failure.error,
    kept: failure.kept,
    causeReported: failure.error !== "" && !cause.endsWith(`(${HINT})`),
  });
  if (!failure.kept && !endReturn(turn, hash, failure.error)) decideReturn(turn, hash);
  if (failure.kept) endReturn(turn, hash, failure.error);
}

/**
 * Does the previous config run on? The agent says so, or it said FAILED without having begun, and no message in
 * between was lost. A full report at sequence number 0 is a new supervisor, which runs what it was given last.
 */
export function isKept(state: AgentState, fact: RemoteConfigFact, startedAnew: boolean): boolean {
  if (startedAnew) return false;
  if (fact.error.includes(REFUSED)) return true;
  const { watch } = state;
  return watch !== null && watch.hash === fact.hash && !watch.applying && !watch.gap;
}

/** A crash, or a supervisor that started anew, under a kept failure: the bad config runs, or will. */
export function loseKept(turn: Turn, error: string): void {
  const hash = turn.state.report.remoteConfig?.hash ?? null;
  if (hash === null) return;
  const became = outcomeOf(turn.state.outcome, hash);
  if (became.rejected && became.kept)
    fail(turn, hash, { kept: false, error: error || became.error });
}

/** What to show as the cause; supervisors without `validate_config` name none. */
export function causeOf(state: AgentState, error: string): string {
  if (error === "") return "no cause was reported";
  const isSilent = state.outcome.supervised && error.includes(CRASHED);
  return isSilent ? `${oneLine(error)} (${HINT})` : oneLine(error);
}

/** Supervisors quote whole outputs; rows and summaries have one line. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= LINE_LENGTH_MAX ? line : `${line.slice(0, LINE_LENGTH_MAX - 1)}…`;
}
