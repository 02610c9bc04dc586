import { isDuration, isSize } from "../facts/quantities.js";
import { readComponentId } from "../parse/component-id.js";
import { COMPONENT_CLASSES, type ComponentClass, SECTIONS } from "../parse/config.js";
import type { ConfigNode, MapNode, ScalarNode } from "../parse/tree.js";
import { exactBytes, exactNs } from "../text/quantities.js";

/** The component whose options are read: it tells which of them are durations and sizes. */
export interface Typing {
  readonly class: ComponentClass;
  readonly type: string;
}

const CLASS_OF: ReadonlyMap<string, ComponentClass> = new Map(
  COMPONENT_CLASSES.map((kind) => [SECTIONS[kind], kind]),
);

/** The canonical text of a whole tree in normal form. Values are tagged and texts quoted: no two meanings write the same. */
export function canonicalTree(root: MapNode): string {
  const parts: string[] = [];
  writeMap(root, parts, (key, value) => {
    const kind = CLASS_OF.get(key);
    if (kind === undefined || value.kind !== "map") write(value, undefined, [], parts);
    else
      writeMap(value, parts, (id, body) => {
        const found = readComponentId(id);
        write(body, found.ok ? { class: kind, type: found.id.type } : undefined, [], parts);
      });
  });
  return parts.join("");
}

/** The canonical text of one value at `path` inside a component's body. */
export function canonicalValue(
  node: ConfigNode,
  typing: Typing | undefined,
  path: readonly string[],
): string {
  if (node.kind === "scalar") return canonicalScalar(node, typing, path);
  const parts: string[] = [];
  write(node, typing, [...path], parts);
  return parts.join("");
}

function write(
  node: ConfigNode,
  typing: Typing | undefined,
  path: string[],
  parts: string[],
): void {
  if (node.kind === "map") {
    writeMap(node, parts, (key, value) => {
      path.push(key);
      write(value, typing, path, parts);
      path.pop();
    });
  } else if (node.kind === "list") {
    parts.push("[");
    for (const [at, item] of node.items.entries()) {
      path.push(`${at}`);
      write(item, typing, path, parts);
      path.pop();
      parts.push(",");
    }
    parts.push("]");
  } else parts.push(canonicalScalar(node, typing, path));
}

function writeMap(
  node: MapNode,
  parts: string[],
  each: (key: string, value: ConfigNode) => void,
): void {
  const keys = [...node.entries.keys()];
  keys.sort();
  parts.push("{");
  for (const key of keys) {
    const value = node.entries.get(key)?.value;
    if (value === undefined) continue;
    parts.push(JSON.stringify(key), ":");
    each(key, value);
    parts.push(",");
  }
  parts.push("}");
}

/** A scalar's canonical text: durations as `D` and nanoseconds, sizes as `S` and bytes, where the option is known to be one. */
export function canonicalScalar(
  node: ScalarNode,
  typing: Typing | undefined,
  path: readonly string[],
): string {
  return (typing === undefined ? undefined : quantity(node, typing, path)) ?? plain(node);
}

function quantity(
  node: ScalarNode,
  { class: kind, type }: Typing,
  path: readonly string[],
): string | undefined {
  if (node.type === "text") {
    if (!/^[-+.]?[0-9]/.test(node.source)) return undefined;
    const ns = exactNs(node.source);
    if (ns !== undefined && isDuration(kind, type, path)) return `D${ns}`;
    const bytes = exactBytes(node.source);
    return bytes !== undefined && isSize(kind, type, path) ? `S${bytes}` : undefined;
  }
  if (node.type !== "int" && !(node.type === "float" && Number.isSafeInteger(node.value)))
    return undefined;
  const amount = Object.is(node.value, -0) ? 0 : node.value;
  if (isDuration(kind, type, path)) return `D${amount}`;
  return isSize(kind, type, path) ? `S${amount}` : undefined;
}

function plain(node: ScalarNode): string {
  if (node.type === "text") return JSON.stringify(node.source);
  if (node.type === "time") return `t${JSON.stringify(node.source)}`;
  if (node.type === "float") return `d${Object.is(node.value, -0) ? "-0" : String(node.value)}`;
  return node.type === "int" ? `i${node.value}` : String(node.value);
}
