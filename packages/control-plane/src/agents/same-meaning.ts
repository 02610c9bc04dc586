import type { ConfigHash } from "@fleethub/fleet";
import type { AgentRecord, RevisionRecord, SecretValueIds } from "../model.js";
import type { RenderedRevision, Renderings } from "./renderings.js";
import type { RevisionReader } from "./shared-reads.js";

interface Sources {
  readonly configurations: RevisionReader;
  readonly renderings: Renderings;
}

/**
 * Does the agent keep the bytes and the hash that it runs, since they mean what it is to run? It runs them in good
 * order, and they are ours.
 */
export async function keepsHash(
  record: AgentRecord,
  running: ConfigHash,
  stored: RevisionRecord,
  rendered: RenderedRevision,
  sources: Sources,
): Promise<boolean> {
  if (running === rendered.hash || !outcomeAllows(record, running)) return false;
  return meansTheSame(running, stored, rendered, sources);
}

/** Does what goes by a hash of ours mean what this agent is to run? A rendering means what its own text says. */
async function meansTheSame(
  running: ConfigHash,
  stored: RevisionRecord,
  rendered: RenderedRevision,
  { configurations, renderings }: Sources,
): Promise<boolean> {
  const current = await configurations.revisionByHash(running);
  if (current === null) return false;
  const rendering = current.hash === running ? null : await configurations.rendering(running);
  if (current.hash !== running && rendering === null) return false;
  if (!hasSameSecrets(rendering?.secrets, rendered.secrets)) return false;
  const meaning =
    rendering === null ? current.fingerprint : await renderings.fingerprint(rendering);
  const wanted =
    rendered.hash === stored.hash ? stored.fingerprint : await renderings.fingerprint(rendered);
  return meaning === wanted;
}

/** Another value of a secret is another meaning, though the text is the same. */
function hasSameSecrets(one: SecretValueIds = {}, two: SecretValueIds = {}): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(two).length && names.every((name) => one[name] === two[name]);
}

/** The agent runs this hash and nothing speaks against it, so a revision of the same meaning may go by it. */
function outcomeAllows(record: AgentRecord, running: ConfigHash): boolean {
  const { remoteConfig } = record.report;
  if (remoteConfig?.hash !== running || remoteConfig.status !== "applied") return false;
  return record.outcome.hashes[running]?.rejected !== true;
}
