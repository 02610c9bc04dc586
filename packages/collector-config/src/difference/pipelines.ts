import { readIdParts } from "../parse/component-id.js";
import { type Pipeline, ROLES, type Role } from "../parse/config.js";
import { child, descend } from "../parse/tree.js";
import type { Change, OptionChange } from "./change.js";
import { type Found, respelled } from "./components.js";
import { containerChanges } from "./container.js";
import { namesIn, step } from "./names.js";
import { optionChanges } from "./options.js";
import { type Named, namedIn, type Side } from "./side.js";

const PATH = ["service", "pipelines"];
const KIND_OF = {
  receivers: "pipeline-receivers-changed",
  processors: "pipeline-processors-changed",
  exporters: "pipeline-exporters-changed",
} as const satisfies Record<Role, Change["kind"]>;

/** Pipelines that came or went, and what joined, left or moved in the others. */
export function pipelineChanges(before: Side, after: Side): Found {
  const shown = { before: before.show, after: after.show };
  const [a, b] = [descend(before.config.root, PATH), descend(after.config.root, PATH)];
  const [old, now] = [namedIn(a, readIdParts), namedIn(b, readIdParts)];
  const [wasIn, isIn] = [pipelinesByKey(before), pipelinesByKey(after)];
  const changes: Change[] = [];
  const others: OptionChange[] = [...containerChanges(a, b, PATH, shown)];
  for (const id of new Set([...old.byId.keys(), ...now.byId.keys()])) {
    const [was, is] = [old.byId.get(id), now.byId.get(id)];
    if (was === undefined || is === undefined) {
      const there = is ?? was;
      const [side, known] = is === undefined ? [before, wasIn] : [after, isIn];
      const kind = is === undefined ? "pipeline-removed" : "pipeline-added";
      if (there !== undefined)
        changes.push({ kind, pipeline: id, ...namesOf(there, known.get(there.key), side) });
      continue;
    }
    const had = namesOf(was, wasIn.get(was.key), before);
    const has = namesOf(is, isIn.get(is.key), after);
    const inside = ROLES.flatMap((role) => namesChanged(id, role, had[role], has[role]));
    changes.push(...inside);
    if (was.key !== is.key) others.push(...respelled(PATH, was.key, is.key));
    others.push(...containerChanges(was.value, is.value, [...PATH, id], shown));
    for (const key of new Set([...keysOf(was), ...keysOf(is)])) {
      const role = ROLES.find((each) => each === key);
      if (role !== undefined && had[role].join("\n") !== has[role].join("\n")) continue;
      const [one, other] = [child(was.value, key), child(is.value, key)];
      others.push(...optionChanges(one, other, [...PATH, id, key], shown));
    }
  }
  for (const key of new Set([...old.others.keys(), ...now.others.keys()])) {
    const [was, is] = [old.others.get(key)?.value, now.others.get(key)?.value];
    others.push(...optionChanges(was, is, [...PATH, key], shown));
  }
  return { changes, others };
}

function pipelinesByKey({ config }: Side): ReadonlyMap<string, Pipeline> {
  return new Map(config.pipelines.map((one) => [one.path.at(-1) ?? one.id, one]));
}

function keysOf({ value }: Named): readonly string[] {
  return value.kind === "map" ? [...value.entries.keys()] : [];
}

function namesOf({ value }: Named, known: Pipeline | undefined, side: Side) {
  const of = (role: Role) => namesIn(child(value, role), known?.[role] ?? [], side.show);
  return {
    receivers: of("receivers"),
    processors: of("processors"),
    exporters: of("exporters"),
  };
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
