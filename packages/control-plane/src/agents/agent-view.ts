import {
  type AgentIntent,
  type ConfigHash,
  healthOf,
  heartbeatWithheld,
  presenceOf,
  syncOf,
  targetOf,
  verifiedOf,
  type AgentSettings,
  type AgentState,
  type Millis,
  type ReportFacts,
} from "@fleethub/fleet";
import { agentCapabilityNames } from "@fleethub/opamp";
import type { AgentRecord } from "../model.js";
import type { FleetStorage } from "../ports.js";
import type { ConfigFact } from "./config-fact.js";
import { type DesiredSources, workOut } from "./desired.js";
import { type DesiredFact, desiredFact } from "./desired-fact.js";

export interface EffectiveConfigFact extends ConfigFact {
  readonly verdict: "contains" | "differs" | "cannot-tell" | null;
  readonly difference: string;
}

/** Everything known about one agent but bodies. */
export interface AgentView {
  readonly record: AgentRecord;
  readonly presence: string;
  readonly sync: string;
  readonly verified: string;
  readonly health: string;
  readonly reason: string;
  readonly capabilities: readonly string[];
  readonly isConnected: boolean;
  /** Why an interval that was decided is not told; empty where nothing stands in the way. */
  readonly heartbeatWithheld: string;
  readonly config: {
    readonly desired: DesiredFact;
    readonly target: ConfigFact;
    readonly offered: ConfigFact;
    readonly acknowledged: ConfigFact;
    readonly effective: EffectiveConfigFact;
    readonly lastGood: ConfigFact;
  };
}

const nothing: ConfigFact = {
  kind: "none",
  configuration: null,
  revision: null,
  hash: null,
  at: null,
  source: null,
  status: null,
  error: "",
};

export interface AgentViewInput {
  readonly record: AgentRecord;
  readonly state: AgentState;
  readonly isConnected: boolean;
  readonly now: Millis;
  readonly settings: AgentSettings;
  readonly storage: FleetStorage;
  readonly sources: DesiredSources;
}

/** Rejects while the store is away. */
export async function viewAgent(input: AgentViewInput): Promise<AgentView> {
  const { record, state, now, settings } = input;
  const { report, intent, outcome } = state;
  const named = namer(intent, input.storage);
  const current = { ...record, report, outcome };
  const wanted = await workOut(current, input.sources);
  const group = record.group === null ? null : await input.sources.groups.get(record.group);
  const stableRollout = group?.stable?.rollout ?? null;
  const { sync, reason } = syncOf(state);
  return {
    record,
    presence: presenceOf(report, record.transport, now, settings),
    sync,
    verified: verifiedOf(state),
    health: healthOf(state, now),
    reason,
    capabilities: agentCapabilityNames(report.capabilities),
    isConnected: input.isConnected,
    heartbeatWithheld: heartbeatWithheld(state),
    config: {
      desired: desiredFact(record, wanted, stableRollout, await wantedFact(state, named)),
      target: await targetFact(state, named),
      offered: await offeredFact(state, named),
      acknowledged: await acknowledgedFact(report, named),
      effective: await effectiveFact(state, named),
      lastGood:
        outcome.lastGood === null
          ? nothing
          : { ...(await named(outcome.lastGood)), source: "last-good" },
    },
  };
}

type Named = (hash: ConfigHash) => Promise<ConfigFact>;

/** What people call a hash: desired's own revision first, since an edit without meaning keeps the older hash. */
function namer({ desired, handBackHash }: AgentIntent, storage: FleetStorage): Named {
  return async (hash) => {
    if (hash === handBackHash) return { ...nothing, kind: "local", hash };
    if (desired.kind === "revision" && desired.hash === hash) {
      const { configuration, revision } = desired;
      return { ...nothing, kind: "revision", configuration, revision, hash };
    }
    const found = await storage.configurations.revisionByHash(hash);
    if (found === null) return { ...nothing, kind: "other", hash };
    const { configuration, number: revision } = found;
    return { ...nothing, kind: "revision", configuration, revision, hash };
  };
}

async function wantedFact({ intent }: AgentState, named: Named): Promise<ConfigFact> {
  const { desired } = intent;
  return desired.kind === "none" ? nothing : named(desired.hash);
}

async function targetFact(state: AgentState, named: Named): Promise<ConfigFact> {
  const target = targetOf(state);
  if (target.kind === "none") return { ...nothing, error: target.reason };
  const fact = await named(target.hash);
  const way = fact.kind === "local" ? "hand-back" : "last-good";
  return { ...fact, source: target.purpose === "desired" ? "desired" : way };
}

async function offeredFact({ outcome, link }: AgentState, named: Named): Promise<ConfigFact> {
  const offers = Object.entries(outcome.hashes).map(([hash, became]) => ({
    hash: hash as ConfigHash,
    at: became.offeredAt ?? 0,
  }));
  if (link?.offer) offers.push({ hash: link.offer.hash, at: link.offer.at });
  const latest = offers.filter(({ at }) => at > 0).sort((a, b) => b.at - a.at)[0];
  return latest === undefined ? nothing : { ...(await named(latest.hash)), at: latest.at };
}

async function acknowledgedFact(report: ReportFacts, named: Named): Promise<ConfigFact> {
  const said = report.remoteConfig;
  if (said === null) return nothing;
  const { hash, status, error, at } = said;
  const base = hash === null ? nothing : await named(hash);
  return { ...base, status, error, at, source: "agent" };
}

async function effectiveFact(state: AgentState, named: Named): Promise<EffectiveConfigFact> {
  const { effective, remoteConfig } = state.report;
  if (effective === null) return { ...nothing, verdict: null, difference: "" };
  const judged = state.judged.contains.filter(
    ({ effectiveDigest, answer }) => effectiveDigest === effective.digest && answer !== null,
  );
  const { desired } = state.intent;
  const wanted = desired.kind === "none" ? null : desired.hash;
  const verdict = judged.find(({ hash }) => hash === wanted) ?? judged.at(-1) ?? null;
  const holds = verdict?.answer === "contains" ? await named(verdict.hash) : null;
  const isLocal = remoteConfig?.hash === state.intent.handBackHash;
  return {
    ...(holds ?? { ...nothing, kind: isLocal ? "local" : "other" }),
    at: effective.at,
    source: "agent",
    verdict: verdict?.answer ?? null,
    difference: verdict?.difference ?? "",
  };
}
