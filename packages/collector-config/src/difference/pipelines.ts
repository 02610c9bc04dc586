import { canonicalValue } from "../fingerprint/canonical.js";
import { readIdParts } from "../parse/component-id.js";
import { ROLES, type Role } from "../parse/config.js";
import { child, type ConfigNode, descend } from "../parse/tree.js";
import type { Change, OptionChange } from "./change.js";
import { differing, type Found, keysOf } from "./components.js";
import { containerChanges } from "./container.js";
import { listOf, mapOf } from "./make.js";
import { namesIn, step } from "./names.js";
import type { OneLine } from "./one-line.js";
import { optionChanges } from "./options.js";
import type { Side } from "./side.js";

export const PIPELINES_PATH = ["service", "pipelines"];
const KIND_OF = {
  receivers: "pipeline-receivers-changed",
  processors: "pipeline-processors-changed",
  exporters: "pipeline-exporters-changed",
} as const satisfies Record<Role, Change["kind"]>;

/** Pipelines that came or went, and what joined, left or moved in the others. */
export function pipelineChanges(before: Side, after: Side): Found {
  const shown = { before: before.show, after: after.show };
  const [a, b] = [
    descend(before.config.root, PIPELINES_PATH),
    descend(after.config.root, PIPELINES_PATH),
  ];
  const changes: Change[] = [];
  const others: OptionChange[] = [...containerChanges(a, b, PIPELINES_PATH, shown)];
  for (const id of differing(a, b)) {
    const [was, is] = [child(a, id), child(b, id)];
    const path = [...PIPELINES_PATH, id];
    const found = readIdParts(id);
    if (!found.ok || found.id.id !== id) others.push(...optionChanges(was, is, path, shown));
    else if (is === undefined) {
      const names = namesOf(was, before.show);
      changes.push({ kind: "pipeline-removed", pipeline: id, ...names });
    } else if (was === undefined) {
      const names = namesOf(is, after.show);
      changes.push({ kind: "pipeline-added", pipeline: id, ...names });
      if (canonicalValue(is, undefined, []) !== canonicalValue(pipelineOf(names), undefined, []))
        others.push({ path, before: null, after: after.show(is) });
    } else {
      others.push(...containerChanges(was, is, path, shown));
      inside(id, was, is, before.show, after.show, changes, others);
    }
  }
  return { changes, others };
}

function inside(
  id: string,
  was: ConfigNode,
  is: ConfigNode,
  before: OneLine,
  after: OneLine,
  changes: Change[],
  others: OptionChange[],
): void {
  for (const key of keysOf(was, is)) {
    const role = ROLES.find((each) => each === key);
    const [one, other] = [child(was, key), child(is, key)];
    const had = role === undefined ? null : namesIn(one, before);
    const has = role === undefined ? null : namesIn(other, after);
    if (role !== undefined && had !== null && has !== null)
      changes.push(...namesChanged(id, role, had, has));
    else others.push(...optionChanges(one, other, [...PIPELINES_PATH, id, key], { before, after }));
  }
}

/** A pipeline that names these, as it would be written. */
export function pipelineOf(names: Readonly<Record<Role, readonly string[]>>): ConfigNode {
  return mapOf(
    ROLES.filter((role) => names[role].length > 0).map((role) => [role, listOf(names[role])]),
  );
}

function namesOf(pipeline: ConfigNode | undefined, show: OneLine) {
  const of = (role: Role) => namesIn(child(pipeline, role), show) ?? [];
  return { receivers: of("receivers"), processors: of("processors"), exporters: of("exporters") };
}

function namesChanged(
  pipeline: string,
  role: Role,
  before: readonly string[],
  after: readonly string[],
): readonly Change[] {
  const { added, removed, reordered } = step(before, after);
  const moved = added.length + removed.length > 0;
  const order: readonly Change[] =
    role === "processors" && reordered
      ? [{ kind: "processor-order-changed", pipeline, before, after }]
      : [];
  return moved || (reordered && role !== "processors")
    ? [{ kind: KIND_OF[role], pipeline, added, removed, before, after }, ...order]
    : order;
}
