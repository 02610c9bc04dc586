import type { AgentDetail, ConfigFact } from "@fleethub/api";
import type { AgentRecord, RevisionRecord } from "@fleethub/control-plane";
import type { AgentIntent, ConfigHash, HashOutcome, Target } from "@fleethub/fleet";
import { timeOrNull } from "./time.js";

/** What the facts about one agent's config are told from. */
export interface ConfigSources {
  readonly record: AgentRecord;
  readonly intent: AgentIntent;
  readonly target: Target;
  /** Revisions by the hashes that occur, as far as this hub has them. */
  readonly revisions: ReadonlyMap<ConfigHash, RevisionRecord>;
  /** Does effective contain the target? Null where there is nothing to compare. */
  readonly verdict: "contains" | "differs" | "cannot-tell" | null;
  readonly difference: string;
}

const NONE: ConfigFact = {
  kind: "none",
  configuration: null,
  revision: null,
  hash: null,
  at: null,
  source: null,
  status: null,
  error: "",
};

/** Desired, target, offered, acknowledged, effective and last good: told apart, each with its time. */
export function presentConfig(sources: ConfigSources): AgentDetail["config"] {
  const { record, intent } = sources;
  const { outcome } = record;
  return {
    desired: desiredOf(sources),
    target: targetOf(sources),
    offered: offeredOf(sources),
    acknowledged: acknowledgedOf(sources),
    effective: effectiveOf(sources),
    lastGood:
      outcome.lastGood === null
        ? NONE
        : {
            ...named(sources, outcome.lastGood, intent),
            at: timeOrNull(outcome.hashes[outcome.lastGood]?.appliedAt),
            source: "last-good",
          },
  };
}

/** The fact that this hash is, in the words of who knows it. */
function named({ revisions }: ConfigSources, hash: ConfigHash, intent: AgentIntent): ConfigFact {
  if (hash === intent.handBackHash) return { ...NONE, kind: "local", hash };
  const known = revisions.get(hash);
  if (known === undefined) return { ...NONE, kind: "other", hash };
  const { configuration, number } = known;
  return { ...NONE, kind: "revision", configuration, revision: number, hash };
}

function desiredOf({ intent }: ConfigSources): ConfigFact {
  const { desired } = intent;
  if (desired.kind === "none") return NONE;
  const { hash, source } = desired;
  if (desired.kind === "local") return { ...NONE, kind: "local", hash, source };
  const { configuration, revision } = desired;
  return { ...NONE, kind: "revision", configuration, revision, hash, source };
}

function targetOf(sources: ConfigSources): ConfigFact {
  const { target, intent, record } = sources;
  if (target.kind === "none") return { ...NONE, error: target.reason };
  const isDesired = intent.desired.kind !== "none" && intent.desired.hash === target.hash;
  const fact = isDesired ? desiredOf(sources) : named(sources, target.hash, intent);
  const way = target.hash === record.outcome.lastGood ? "last-good" : "hand-back";
  return { ...fact, source: isDesired ? "desired" : way };
}

function offeredOf(sources: ConfigSources): ConfigFact {
  const offers = Object.entries(sources.record.outcome.hashes)
    .filter((entry): entry is [ConfigHash, HashOutcome] => entry[1].offeredAt !== null)
    .toSorted(([, a], [, b]) => (b.offeredAt ?? 0) - (a.offeredAt ?? 0));
  const latest = offers[0];
  if (latest === undefined) return NONE;
  const [hash, became] = latest;
  return {
    ...named(sources, hash, sources.intent),
    at: timeOrNull(became.offeredAt),
    error: became.error,
  };
}

function acknowledgedOf(sources: ConfigSources): ConfigFact {
  const reported = sources.record.report.remoteConfig;
  if (reported === null) return NONE;
  const { status, error } = reported;
  const fact = reported.hash === null ? NONE : named(sources, reported.hash, sources.intent);
  return { ...fact, at: timeOrNull(reported.at), source: "agent", status, error };
}

function effectiveOf(sources: ConfigSources): AgentDetail["config"]["effective"] {
  const { verdict, difference, record, target } = sources;
  const { effective } = record.report;
  if (effective === null) return { ...NONE, verdict: null, difference: "" };
  const isTarget = verdict === "contains" && target.kind === "offer";
  const fact = isTarget
    ? named(sources, target.hash, sources.intent)
    : { ...NONE, kind: effective.empty ? ("none" as const) : ("other" as const) };
  return { ...fact, at: timeOrNull(effective.at), source: "agent", verdict, difference };
}
