import { callHash, detailOf } from "./call.js";
import type { ConfigHash } from "./facts.js";
import { desiredHash, isRejected, outcomeOf } from "./hashes.js";
import { returnGoal } from "./return-goal.js";
import { desiredTarget } from "./target.js";
import type { Turn } from "./turn.js";

/** The first failure of an attempt that was not kept decides, once, where the agent goes from it (F14). */
export function decideReturn(turn: Turn, from: ConfigHash): void {
  const { state } = turn;
  const { attempt } = outcomeOf(state.outcome, from);
  const last = state.outcome.returning;
  if (last?.from === from && last.attempt === attempt) return;
  if (desiredTarget(state).kind === "offer") return;
  const { to, means } = returnGoal(state, from);
  const isPossible = to !== null;
  turn.patchOutcome({
    returning: {
      from,
      attempt,
      to,
      means,
      status: isPossible ? "open" : "impossible",
      by: null,
      decidedAt: turn.now,
      endedAt: isPossible ? null : turn.now,
      error: "",
    },
  });
  turn.commitFirst("if-store-answers");
  const detail = { ...detailOf(state, from), to, means };
  const summary = isPossible
    ? `Returning to ${callHash(state, to)}, because ${callHash(state, from)} failed`
    : `Nothing to return to: ${callHash(state, from)} failed, and nothing good was seen here before`;
  turn.note(isPossible ? "returning" : "return-failed", summary, { ...detail, alarm: !isPossible });
  turn.audit("return", summary, detail);
}

/** The agent stands on the hash that the return led to. */
export function acknowledgeReturn(turn: Turn, hash: ConfigHash): void {
  const { returning } = turn.state.outcome;
  if (returning?.status !== "open" || returning.to !== hash) return;
  const { outcome, watch } = turn.state;
  // A supervisor that is sent back says APPLYING first, unless it had gone back already.
  const wasThere = outcome.supervised && watch?.hash === hash && !watch.applying;
  const by = wasThere ? "supervisor" : "hub";
  turn.patchOutcome({
    returning: { ...returning, status: "acknowledged", by, endedAt: turn.now },
  });
  const isLocal = returning.means === "hand-back";
  turn.note(
    isLocal ? "handed-back" : "returned",
    isLocal
      ? "Handed back to its local configuration"
      : `Returned to ${callHash(turn.state, hash)}`,
    { ...detailOf(turn.state, hash), from: returning.from, by },
  );
}

/**
 * The agent went from the hash that failed straight to another, without applying it and not because the hub offered
 * it: its supervisor took it back (G-10).
 */
export function noticeOwnReturn(turn: Turn, before: ConfigHash | null, running: ConfigHash): void {
  const { state } = turn;
  const { returning } = state.outcome;
  if (running === desiredHash(state.intent)) return;
  const from = failedHash(turn);
  if (from === null || from !== before || from === running) return;
  if (isRejected(state.outcome, running)) return;
  const isHubs = returning?.status === "open" && returning.to === running && state.watch === null;
  if (isHubs || state.watch?.hash === running) return;
  if (returning?.from === from && returning.status === "acknowledged") return;
  const { attempt } = outcomeOf(state.outcome, from);
  turn.patchOutcome({
    returning: {
      from,
      attempt,
      to: running,
      means: "last-good",
      status: "acknowledged",
      by: "supervisor",
      decidedAt: turn.now,
      endedAt: turn.now,
      error: "",
    },
  });
  turn.note("returned", `The supervisor returned to ${callHash(state, running)} by itself`, {
    ...detailOf(state, running),
    from,
    by: "supervisor",
  });
}

/** FAILED on the way back ends it; true where the failure of `hash` was that. */
export function endReturn(turn: Turn, hash: ConfigHash, error: string): boolean {
  const { state } = turn;
  const { returning } = state.outcome;
  if (returning === null || returning.to !== hash) return false;
  if (returning.status !== "open" && returning.status !== "acknowledged") return false;
  if (desiredTarget(state).kind === "offer") return false;
  turn.patchOutcome({
    returning: { ...returning, status: "failed", endedAt: turn.now, error },
  });
  const summary = `The way back failed too: ${callHash(state, hash)} failed. Fix the configuration, or pin another`;
  turn.note("return-failed", summary, { ...detailOf(state, hash), error, alarm: true });
  return true;
}

/** Once target is another hash that can be offered, nobody waits for the return any more. */
export function supersedeReturn(turn: Turn): void {
  const { returning } = turn.state.outcome;
  if (returning?.status !== "open" || desiredTarget(turn.state).kind !== "offer") return;
  turn.patchOutcome({ returning: { ...returning, status: "superseded", endedAt: turn.now } });
}

function failedHash(turn: Turn): ConfigHash | null {
  const { outcome, intent } = turn.state;
  if (outcome.returning?.status === "open") return outcome.returning.from;
  const { desired } = intent;
  if (desired.kind === "none" || !outcomeOf(outcome, desired.hash).rejected) return null;
  return desired.hash;
}
