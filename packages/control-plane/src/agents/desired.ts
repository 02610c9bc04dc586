import type { AgentIntent, ConfigHash, Desired } from "@fleethub/fleet";
import type { AgentRecord, RevisionRecord } from "../model.js";
import type { RenderedRevision, Renderings } from "./renderings.js";
import type { RevisionReader } from "./shared-reads.js";

/** What desired is worked out from. */
export interface DesiredSources {
  readonly configurations: RevisionReader;
  readonly renderings: Renderings;
  /** Hash of the offer that hands an agent back to its own files. */
  readonly handBackHash: ConfigHash;
}

/**
 * What operators want of this agent: its pin, else nothing. The order is pin, hold, assignment of a rollout, stable
 * revision of the group, none; each room that is built adds its line here and nowhere else.
 *
 * A pinned revision that is gone counts as none, and so does one with a variable that has no value here: nothing can
 * be offered for it.
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
  const rendered = await sources.renderings.of(stored, record.variables);
  if (rendered.errors.length > 0) return null;
  const running = record.report.remoteConfig?.hash ?? null;
  const keeps =
    running !== null &&
    running !== rendered.hash &&
    outcomeAllows(record, running) &&
    (await meansTheSame(running, stored, rendered, sources));
  // An edit that changes nothing restarts nothing: the agent keeps the bytes and the hash it has.
  const hash = keeps ? running : rendered.hash;
  return { kind: "revision", source: "pin", configuration, revision, hash, forced };
}

/** Does what goes by a hash of ours mean what this agent is to run? A rendering means what its own text says. */
async function meansTheSame(
  running: ConfigHash,
  stored: RevisionRecord,
  rendered: RenderedRevision,
  { configurations, renderings }: DesiredSources,
): Promise<boolean> {
  const current = await configurations.revisionByHash(running);
  if (current === null) return false;
  const rendering = current.hash === running ? null : await configurations.rendering(running);
  if (current.hash !== running && rendering === null) return false;
  const meaning =
    rendering === null ? current.fingerprint : await renderings.fingerprint(rendering);
  const wanted =
    rendered.hash === stored.hash ? stored.fingerprint : await renderings.fingerprint(rendered);
  return meaning === wanted;
}

/** The agent runs this hash and nothing speaks against it, so a revision of the same meaning may go by it. */
function outcomeAllows(record: AgentRecord, running: ConfigHash): boolean {
  const { remoteConfig } = record.report;
  if (remoteConfig?.hash !== running || remoteConfig.status !== "applied") return false;
  return record.outcome.hashes[running]?.rejected !== true;
}
