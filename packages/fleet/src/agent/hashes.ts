import type { AgentIntent, ConfigHash } from "./facts.js";
import { type AgentOutcome, HASHES_MAX, type HashOutcome } from "./outcome.js";
import type { AgentState } from "./state.js";

const untried: HashOutcome = {
  name: "",
  attempt: 1,
  offeredAt: null,
  applyingAt: null,
  appliedAt: null,
  rejected: false,
  kept: false,
  failedAt: null,
  error: "",
  everFailed: false,
  troubledBefore: false,
  after: null,
};

/** What became of this hash here; a first attempt that was not made yet where nothing did. */
export function outcomeOf(outcome: AgentOutcome, hash: ConfigHash): HashOutcome {
  return outcome.hashes[hash] ?? untried;
}

export function isRejected(outcome: AgentOutcome, hash: ConfigHash): boolean {
  return outcomeOf(outcome, hash).rejected;
}

/** The hash that operators want; null where they want none. */
export function desiredHash(intent: AgentIntent): ConfigHash | null {
  return intent.desired.kind === "none" ? null : intent.desired.hash;
}

/** True for hashes that came from this hub, as far as it remembers. */
export function isOurs(state: AgentState, hash: ConfigHash): boolean {
  return (
    state.outcome.hashes[hash] !== undefined ||
    hash === desiredHash(state.intent) ||
    hash === state.intent.handBackHash
  );
}

/** A status counts only after its attempt's first offer. To report a first attempt's hash is to have been offered it. */
export function counts(state: AgentState, hash: ConfigHash): boolean {
  const became = outcomeOf(state.outcome, hash);
  return became.attempt === 1 || became.offeredAt !== null;
}

/** The outcome with this hash changed, the least needed entries dropped above the limit. */
export function withHash(
  outcome: AgentOutcome,
  hash: ConfigHash,
  change: Partial<HashOutcome>,
): AgentOutcome {
  const hashes = { ...outcome.hashes, [hash]: { ...outcomeOf(outcome, hash), ...change } };
  const names = Object.keys(hashes);
  if (names.length <= HASHES_MAX) return { ...outcome, hashes };
  const spare = leastNeeded(
    { ...outcome, hashes },
    names.filter((name) => name !== hash),
  );
  delete hashes[spare];
  return { ...outcome, hashes };
}

/**
 * The outcome with a new attempt of this hash begun: no mark, nothing offered yet. Verbs that name a hash commit
 * it together with their intent.
 */
export function startAttempt(outcome: AgentOutcome, hash: ConfigHash): AgentOutcome {
  const { name, attempt, everFailed } = outcomeOf(outcome, hash);
  const known = outcome.hashes[hash] !== undefined;
  return withHash(outcome, hash, {
    ...untried,
    name,
    attempt: known ? attempt + 1 : 1,
    everFailed,
  });
}

/** Oldest first: entries without a mark go before rejected ones; last good and a return in progress stay. */
function leastNeeded(outcome: AgentOutcome, names: readonly string[]): string {
  const { lastGood, returning, window } = outcome;
  const kept = new Set<string | null | undefined>([
    lastGood,
    returning?.from,
    returning?.to,
    window?.hash,
  ]);
  const free = names.filter((name) => !kept.has(name));
  return free.find((name) => !outcome.hashes[name]?.rejected) ?? free[0] ?? names[0] ?? "";
}
