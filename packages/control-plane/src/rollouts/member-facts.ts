import {
  type AgentSettings,
  type ConfigHash,
  type Desired,
  type HashOutcome,
  type HealthWord,
  type MemberFacts,
  type Millis,
  presenceOf,
} from "@fleethub/fleet";
import { hasCapability } from "@fleethub/opamp";
import { type DesiredSources, resolveDesired } from "../agents/desired.js";
import type { AgentRecord, RolloutMemberRecord } from "../model.js";
import { canHandBack } from "./hand-back.js";

/** What facts are read with. */
export interface FactsContext {
  readonly sources: DesiredSources;
  readonly now: Millis;
  readonly settings: AgentSettings;
  /** Since when this hub listens: before that nobody could come back to it. */
  readonly upSince: Millis;
}

/** What is known of a member's agent, by its record as it is stored. */
export async function memberFactsOf(
  member: RolloutMemberRecord,
  agent: AgentRecord,
  number: number,
  { sources, now, settings, upSince }: FactsContext,
): Promise<MemberFacts> {
  const { report, projection, assignment } = agent;
  const desired = await resolveDesired(agent, sources);
  const isAssigned = member.assignedAt !== null;
  const hash = isAssigned ? hashOfMember(member, desired) : null;
  const became = hash === null ? null : (agent.outcome.hashes[hash] ?? null);
  const isOurs = assignment?.rollout === number && assignment.group === agent.group;
  const withheld = isAssigned && isOurs ? whyWithheld(agent, desired) : null;
  return {
    presence: presenceOf(report, agent.transport, now, settings),
    awaySince: awaySince(agent, now, settings, upSince),
    belongs: belongs(member, agent, isOurs),
    hash,
    suspended: isAssigned && isOurs && assignment.suspended,
    ...(hash === null ? NOT_ASSIGNED : stepsOf(agent, desired, hash, became, member, settings)),
    reason: withheld ?? reasonOf(became, projection.reason),
    withheld: withheld !== null,
    health: healthWord(projection.health),
    isBack: isBack(agent, desired),
    handsBack:
      member.mark?.kind === "returned"
        ? assignment?.local === true
        : canHandBack(member, agent, sources.handBackHash),
  };
}

/** One that lost its assignment left, also where it has come back since: nothing would be offered to it any more. */
function belongs(member: RolloutMemberRecord, agent: AgentRecord, isOurs: boolean): boolean {
  if (agent.group !== member.group || agent.pin !== null || agent.hold !== null) return false;
  return member.assignedAt === null || isOurs;
}

const NOT_ASSIGNED = {
  runsIt: false,
  offeredAt: null,
  acknowledgedAt: null,
  appliedAt: null,
  settledAt: null,
  failedAt: null,
  kept: false,
} as const;

/** Desired is what the member gets, by whatever name: its assignment, or the stable revision that it became. */
function hashOfMember({ to }: RolloutMemberRecord, desired: Desired): ConfigHash | null {
  if (desired.kind !== "revision") return null;
  const isTo = desired.configuration === to.configuration && desired.revision === to.revision;
  return isTo ? desired.hash : null;
}

function stepsOf(
  agent: AgentRecord,
  desired: Desired,
  hash: ConfigHash,
  became: HashOutcome | null,
  { assignedAt }: RolloutMemberRecord,
  settings: AgentSettings,
) {
  const said = agent.report.remoteConfig?.hash === hash ? agent.report.remoteConfig : null;
  const noted = became?.offeredAt ?? null;
  const isRejected = became?.rejected ?? false;
  // An attempt that was not offered yet has nothing to do with what the agent reports of the one before.
  const counts = (became?.attempt ?? 1) === 1 || noted !== null;
  const runsIt = !isRejected && runs(agent, desired, hash, counts);
  const saidAt = counts && said !== null && said.status !== "unset" ? said.at : null;
  // A hub that was killed may have offered it without writing that down: who reports it only now was offered it.
  const wasTold = noted === null && saidAt !== null && saidAt > (assignedAt ?? saidAt);
  const offeredAt = wasTold ? saidAt : noted;
  const silent = offeredAt !== null && tellsNothing(agent) ? offeredAt : null;
  const appliedAt = became?.appliedAt ?? silent;
  const failedAt = isRejected ? (became?.failedAt ?? saidAt ?? offeredAt) : null;
  return {
    runsIt,
    offeredAt,
    acknowledgedAt: became?.applyingAt ?? appliedAt ?? failedAt ?? saidAt,
    appliedAt,
    settledAt: settledAt(agent, hash, appliedAt, settings),
    failedAt,
    kept: became?.kept ?? false,
  };
}

/** Said so in good order and nothing speaks against it, or it is seen in what the agent runs. */
function runs(agent: AgentRecord, desired: Desired, hash: ConfigHash, counts: boolean): boolean {
  const { report, projection, outcome } = agent;
  if (!counts || projection.sync === "drifted" || outcome.window?.hash === hash) return false;
  const said = report.remoteConfig;
  if (said?.hash === hash) return said.status === "applied";
  return isSeenToRun(agent, desired);
}

/** Of those that never say what became of an offer; who does say so runs nothing that it does not say. */
function isSeenToRun(agent: AgentRecord, desired: Desired): boolean {
  const { report, projection } = agent;
  const says =
    hasCapability(report.capabilities, "ReportsRemoteConfig") ||
    (report.remoteConfig?.hash ?? null) !== null;
  if (says && accepts(agent)) return false;
  return projection.sync === "in-sync" && isShownFor(agent, desired);
}

/** What is shown was worked out for this: a hub that had not heard of it yet writes a row about what was wanted before. */
function isShownFor({ projection }: AgentRecord, desired: Desired): boolean {
  const { configuration, revision } =
    desired.kind === "revision" ? desired : { configuration: null, revision: null };
  return projection.configuration === configuration && projection.revision === revision;
}

/** It accepts configuration, and says neither what became of it nor what it runs: nothing more can be known. */
function tellsNothing({ report }: AgentRecord): boolean {
  const { capabilities, remoteConfig } = report;
  const says =
    hasCapability(capabilities, "ReportsRemoteConfig") ||
    hasCapability(capabilities, "ReportsEffectiveConfig");
  return !says && (remoteConfig?.hash ?? null) === null;
}

/** When the window after APPLIED ended well; agents without health have none. */
function settledAt(
  agent: AgentRecord,
  hash: ConfigHash,
  appliedAt: Millis | null,
  settings: AgentSettings,
): Millis | null {
  const { lastGood, window } = agent.outcome;
  if (appliedAt === null) return null;
  if (tellsNothing(agent)) return appliedAt;
  if (lastGood !== hash || window?.hash === hash) return null;
  const { report } = agent;
  const hasHealth = hasCapability(report.capabilities, "ReportsHealth") || report.health !== null;
  return hasHealth ? appliedAt + settings.failureWindowMs : appliedAt;
}

/** Why it is not offered what is wanted; null where it is, or was. */
function whyWithheld(agent: AgentRecord, desired: Desired): string | null {
  const { projection, report } = agent;
  if (desired.kind === "none") {
    return desired.reason ?? "Nothing can be put together for it.";
  }
  if (report.connectedAt !== null && !accepts(agent)) {
    return "It does not accept remote configuration.";
  }
  const isIncompatible = projection.sync === "incompatible" && isShownFor(agent, desired);
  return isIncompatible ? projection.reason : null;
}

function accepts({ report }: AgentRecord): boolean {
  return hasCapability(report.capabilities, "AcceptsRemoteConfig");
}

/** It reports what it is wanted to run, or nothing that is wanted of it can be brought about. */
function isBack(agent: AgentRecord, desired: Desired): boolean {
  const { report, outcome, projection } = agent;
  if (desired.kind === "none") return true;
  if (outcome.hashes[desired.hash]?.rejected === true) return true;
  const said = report.remoteConfig;
  if (said?.hash === desired.hash) return said.status === "applied";
  if (projection.sync === "incompatible") return isShownFor(agent, desired);
  return isSeenToRun(agent, desired);
}

function reasonOf(became: HashOutcome | null, shown: string): string {
  return became?.rejected === true && shown === "" ? became.error : shown;
}

function awaySince(
  agent: AgentRecord,
  now: Millis,
  settings: AgentSettings,
  upSince: Millis,
): Millis | null {
  const { report, transport } = agent;
  const presence = presenceOf(report, transport, now, settings);
  if (presence === "connected" || presence === "never-seen") return null;
  return Math.max(report.disconnectedAt ?? report.lastSeenAt, upSince);
}

const HEALTH_WORDS: readonly HealthWord[] = ["healthy", "degraded", "unhealthy", "restarting"];

function healthWord(word: string): HealthWord {
  return HEALTH_WORDS.find((known) => known === word) ?? "unknown";
}

/** Is it taking something now, whoever assigned it? For agents that an earlier rollout left in flight. */
export async function isTaking(
  agent: AgentRecord,
  { sources }: Pick<FactsContext, "sources">,
): Promise<boolean> {
  const desired = await resolveDesired(agent, sources);
  if (desired.kind === "none" || desired.source !== "assignment") return false;
  const became = agent.outcome.hashes[desired.hash];
  if (became === undefined || became.rejected || became.offeredAt === null) return false;
  return agent.outcome.lastGood !== desired.hash || agent.outcome.window?.hash === desired.hash;
}
