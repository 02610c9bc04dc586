import { currentName } from "../facts/aliases.js";
import { readIdParts } from "../parse/component-id.js";
import { type ComponentClass, ROLES, type Role } from "../parse/config.js";
import { type ConfigNode, child, isNull, isSymbolic } from "../parse/tree.js";
import { type ConfigDifference, textOf } from "./values.js";

const CLASS: Record<Role, ComponentClass> = {
  receivers: "receiver",
  processors: "processor",
  exporters: "exporter",
};

/** One spelling for every way to write a component's id: trimmed, and the newer of two names. */
function canonicalId(kind: ComponentClass, text: string): string {
  const read = readIdParts(text);
  if (!read.ok) return text;
  const type = currentName(kind, read.id.type);
  return read.id.name === "" ? type : `${type}/${read.id.name}`;
}

/** Entries of a map by canonical id. */
export function byId(
  node: ConfigNode | undefined,
  kind: ComponentClass | undefined,
): Map<string, { key: string; value: ConfigNode }> {
  const found = new Map<string, { key: string; value: ConfigNode }>();
  if (node?.kind !== "map") return found;
  for (const [key, { value }] of node.entries) {
    const read = readIdParts(key);
    found.set(kind === undefined ? (read.ok ? read.id.id : key) : canonicalId(kind, key), {
      key,
      value,
    });
  }
  return found;
}

/** Pipelines: those wanted must run with the same lists, and no others. */
export function comparePipelines(
  desired: ConfigNode | undefined,
  effective: ConfigNode | undefined,
): ConfigDifference[] {
  if (isSymbolic(desired)) return [];
  const path = ["service", "pipelines"];
  const wanted = byId(desired, undefined);
  const running = byId(effective, undefined);
  const differences: ConfigDifference[] = [];
  for (const [id, { key, value }] of wanted) {
    const other = running.get(id)?.value;
    if (isSymbolic(value)) continue;
    if (other === undefined) {
      differences.push(missing(textOf(value), [...path, key]));
      continue;
    }
    for (const role of ROLES) {
      differences.push(
        ...compareIds(child(value, role), child(other, role), [...path, key, role], CLASS[role]),
      );
    }
  }
  for (const [id, { key, value }] of running) {
    if (wanted.has(id)) continue;
    differences.push(added(textOf(value), [...path, key]));
  }
  return differences;
}

/** Lists of component ids, in order. An item that is a `${…}` stands for any one id. */
function compareIds(
  desired: ConfigNode | undefined,
  effective: ConfigNode | undefined,
  path: readonly string[],
  kind: ComponentClass,
): ConfigDifference[] {
  if (isSymbolic(desired)) return [];
  const wanted = idsOf(desired, kind);
  const running = idsOf(effective, kind);
  const same = (a: Id | undefined, b: Id | undefined): boolean =>
    a !== undefined && b !== undefined && (a.any || a.id === b.id);
  if (wanted.length === running.length && wanted.every((id, i) => same(id, running[i]))) return [];
  const open = wanted.some((each) => each.any);
  const [runs, asked] = [idSet(running), idSet(wanted)];
  const lost = wanted.filter((each) => !each.any && !runs.has(each.id));
  const extra = open ? [] : running.filter((each) => !asked.has(each.id));
  if (lost.length + extra.length === 0) {
    const [a, b] = [desired, effective].map((node) =>
      node === undefined ? undefined : textOf(node),
    );
    return [{ path, desired: a, effective: b, kind: "changed" }];
  }
  return lostAndExtra(lost, extra, path);
}

function lostAndExtra(
  lost: readonly Id[],
  extra: readonly Id[],
  path: readonly string[],
): ConfigDifference[] {
  return [
    ...lost.map(({ written }) => missing(written, path)),
    ...extra.map(({ written }) => added(written, path)),
  ];
}

function missing(desired: string, path: readonly string[]): ConfigDifference {
  return { path, desired, effective: undefined, kind: "missing" };
}

function added(effective: string, path: readonly string[]): ConfigDifference {
  return { path, desired: undefined, effective, kind: "extra" };
}

function idSet(list: readonly Id[]): Set<string> {
  return new Set(list.map((each) => each.id));
}

interface Id {
  readonly id: string;
  readonly written: string;
  readonly any: boolean;
}

function idsOf(node: ConfigNode | undefined, kind: ComponentClass): Id[] {
  if (node?.kind !== "list") return [];
  return node.items
    .filter((item) => !isNull(item))
    .map((item) => {
      const written = textOf(item);
      const any = item.kind === "scalar" && item.references.length > 0;
      return { id: canonicalId(kind, written), written, any };
    });
}

/** `service.extensions`: a set, to which the supervisor adds its own. */
export function compareExtensions(
  desired: ConfigNode | undefined,
  effective: ConfigNode | undefined,
  own: string,
): ConfigDifference[] {
  if (isSymbolic(desired)) return [];
  const path = ["service", "extensions"];
  const wanted = idsOf(desired, "extension");
  const running = idsOf(effective, "extension");
  const open = wanted.some((each) => each.any);
  const [runs, asked] = [idSet(running), idSet(wanted)];
  const lost = wanted.filter((each) => !each.any && each.id !== own && !runs.has(each.id));
  const extra = running.filter((each) => !open && each.id !== own && !asked.has(each.id));
  return lostAndExtra(lost, extra, path);
}
