import type { BodyDigest } from "@fleethub/fleet";
import type { Rendering, StoredBody } from "../model.js";
import type { Write } from "../ports.js";
import type { MemoryState } from "./memory-state.js";
import type { UndoLog } from "./undo-log.js";
import { done, refused, type WriteResult } from "./write-result.js";

export type ConfigurationWrite = Extract<
  Write,
  {
    readonly kind:
      | "add-configuration"
      | "set-configuration"
      | "remove-configuration"
      | "add-revision"
      | "add-rendering";
  }
>;

const changed = (id: string, version: number) =>
  done({ kind: "configuration.changed", id, version });

export function applyConfigurationWrite(
  state: MemoryState,
  undo: UndoLog,
  write: ConfigurationWrite,
): WriteResult {
  const { configurations, revisions } = state;
  if (write.kind === "add-rendering") return addRendering(state, undo, write.rendering);
  if (write.kind === "add-configuration") {
    const { name, version } = write.configuration;
    if (configurations.has(name)) return refused(name, "exists");
    undo.set(configurations, name, write.configuration);
    undo.set(revisions, name, []);
    return changed(name, version);
  }
  const name = write.kind === "add-revision" ? write.revision.configuration : write.name;
  const current = configurations.get(name);
  if (current === undefined) return refused(name, "missing");
  if (write.kind === "add-revision") {
    if (write.revision.number !== current.latestRevision + 1) return refused(name, "version");
    const version = current.version + 1;
    undo.set(configurations, name, { ...current, latestRevision: write.revision.number, version });
    undo.set(revisions, name, [...(revisions.get(name) ?? []), write.revision]);
    return changed(name, version);
  }
  if (current.version !== write.expect) return refused(name, "version");
  if (write.kind === "remove-configuration") {
    undo.remove(configurations, name);
    undo.remove(revisions, name);
    keepRenderings(state, undo, name);
    return done({ kind: "configuration.removed", id: name, version: current.version });
  }
  const version = current.version + 1;
  undo.set(configurations, name, {
    ...current,
    description: write.description ?? current.description,
    version,
  });
  return changed(name, version);
}

function addRendering(state: MemoryState, undo: UndoLog, rendering: Rendering): WriteResult {
  const { hash, configuration, revision } = rendering;
  const known = state.revisions.get(configuration) ?? [];
  if (!known.some(({ number }) => number === revision)) return refused(configuration, "missing");
  if (!state.renderings.has(hash)) undo.set(state.renderings, hash, rendering);
  const { secrets } = rendering;
  if (secrets !== undefined && !state.namedSecrets.has(hash)) {
    undo.set(state.namedSecrets, hash, secrets);
  }
  return done();
}

/** An agent may be returned to what a removed configuration made of it. */
function keepRenderings(state: MemoryState, undo: UndoLog, name: string): void {
  for (const { hash, configuration, content } of state.renderings.values()) {
    if (configuration !== name) continue;
    const digest = hash as string as BodyDigest;
    const body: StoredBody = { digest, kind: "remote-config", text: content };
    if (!state.bodies.has(digest)) undo.set(state.bodies, digest, body);
    undo.remove(state.renderings, hash);
  }
}
