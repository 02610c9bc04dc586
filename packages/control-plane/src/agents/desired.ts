import type { AgentIntent, ConfigHash, Desired } from "@fleethub/fleet";
import type { AgentRecord } from "../model.js";
import type { RevisionReader } from "./shared-reads.js";

/** What desired is worked out from. */
export interface DesiredSources {
  readonly configurations: RevisionReader;
  /** Hash of the offer that hands an agent back to its own files. */
  readonly handBackHash: ConfigHash;
}

/**
 * What operators want of this agent: its pin, else nothing. The order is pin, hold, assignment of a rollout, stable
 * revision of the group, none; each room that is built adds its line here and nowhere else.
 *
 * A pinned revision that is gone counts as none: nothing can be offered for it.
 */
export async function resolveDesired(
  record: AgentRecord,
  sources: DesiredSources,
): Promise<Desired> {
  return (await pinned(record, sources)) ?? { kind: "none" };
}

/** Intent as the reducer takes it. */
export async function resolveIntent(
  record: AgentRecord,
  sources: DesiredSources,
): Promise<AgentIntent> {
  const { admission } = record;
  const { handBackHash } = sources;
  return { admission, desired: await resolveDesired(record, sources), handBackHash };
}

async function pinned(record: AgentRecord, sources: DesiredSources): Promise<Desired | null> {
  const { pin } = record;
  if (pin === null) return null;
  if (pin.kind === "local") return { kind: "local", source: "pin", hash: sources.handBackHash };
  const { configuration, revision, forced } = pin;
  const stored = await sources.configurations.revision(configuration, revision);
  if (stored === null) return null;
  const running = record.report.remoteConfig?.hash ?? null;
  const current =
    running === null || running === stored.hash || !outcomeAllows(record, running)
      ? null
      : await sources.configurations.revisionByHash(running);
  // An edit that changes nothing restarts nothing: the agent keeps the bytes and the hash it has.
  const hash = current?.fingerprint === stored.fingerprint ? current.hash : stored.hash;
  return { kind: "revision", source: "pin", configuration, revision, hash, forced };
}

/** The agent runs this hash and nothing speaks against it, so a revision of the same meaning may go by it. */
function outcomeAllows(record: AgentRecord, running: ConfigHash): boolean {
  const { remoteConfig } = record.report;
  if (remoteConfig?.hash !== running || remoteConfig.status !== "applied") return false;
  return record.outcome.hashes[running]?.rejected !== true;
}
