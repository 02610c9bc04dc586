import type { BodyDigest, ConfigHash } from "./facts.js";
import type { AgentState, ContainsVerdict, RunnableVerdict } from "./state.js";

/** Judgements kept per question and agent. */
export const VERDICTS_MAX = 4;

/** Does the effective config, as last reported, contain this hash's config? Null where that is not known. */
export function containsVerdict(state: AgentState, hash: ConfigHash): ContainsVerdict | null {
  const digest = state.report.effective?.digest;
  if (digest === undefined) return null;
  return findContains(state, hash, digest) ?? null;
}

/** True when the effective config was judged to contain it. */
export function effectiveContains(state: AgentState, hash: ConfigHash): boolean {
  return containsVerdict(state, hash)?.answer === "contains";
}

/** Can the agent, by the components it listed, run this hash's config? Null where that is not known. */
export function runnableVerdict(state: AgentState, hash: ConfigHash): RunnableVerdict | null {
  const components = state.report.components;
  if (components === null) return null;
  return findRunnable(state, hash, components.hash) ?? null;
}

export function findContains(
  state: AgentState,
  hash: ConfigHash,
  digest: BodyDigest,
): ContainsVerdict | undefined {
  return state.judged.contains.find(
    (verdict) => verdict.hash === hash && verdict.effectiveDigest === digest,
  );
}

export function findRunnable(
  state: AgentState,
  hash: ConfigHash,
  componentsHash: string,
): RunnableVerdict | undefined {
  return state.judged.runnable.find(
    (verdict) => verdict.hash === hash && verdict.componentsHash === componentsHash,
  );
}
