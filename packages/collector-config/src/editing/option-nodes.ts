import type { Catalogue, OptionNode } from "../catalogue/catalogue.js";
import { TELEMETRY_OPTIONS } from "../facts/telemetry.js";
import { readComponentId } from "../parse/component-id.js";
import { COMPONENT_CLASSES, type ComponentClass, SECTIONS } from "../parse/config.js";
import { ITEM } from "./place.js";

/** The class whose components a top-level key holds. */
export function classOf(section: string | undefined): ComponentClass | undefined {
  return COMPONENT_CLASSES.find((kind) => SECTIONS[kind] === section);
}

/** The type in a component's id; what stands before the slash where the id is not whole. */
export function typeOf(id: string): string {
  const read = readComponentId(id);
  return read.ok ? read.id.type : id.replace(/\/.*$/, "").trim();
}

/** What fits at a path, every alternative on its own; empty where nothing is known. */
export function nodesAt(
  path: readonly string[],
  catalogue: Catalogue | undefined,
): readonly OptionNode[] {
  const [section, id, ...rest] = path;
  if (section === "service" && id === "telemetry") return descend(TELEMETRY_OPTIONS, rest);
  const kind = classOf(section);
  if (kind === undefined || id === undefined || catalogue === undefined) return [];
  const options = catalogue.component(kind, typeOf(id))?.options;
  return options === undefined || options === null ? [] : descend(options, rest);
}

function descend(root: OptionNode, path: readonly string[]): readonly OptionNode[] {
  let nodes = flat([root]);
  for (const key of path) {
    nodes = flat(
      nodes.flatMap((node) => {
        if (key === ITEM) return node.items === undefined ? [] : [node.items];
        const known =
          node.options !== undefined && Object.hasOwn(node.options, key)
            ? node.options[key]
            : node.values;
        return known === undefined ? [] : [known];
      }),
    );
  }
  return nodes;
}

function flat(nodes: readonly OptionNode[]): readonly OptionNode[] {
  return nodes.flatMap((node) =>
    node.alternatives === undefined ? [node] : flat(node.alternatives),
  );
}

const KIND_WORDS = {
  object: "map",
  array: "list",
  string: "text",
  boolean: "true or false",
  integer: "whole number",
  number: "number",
  duration: "duration, such as 5s",
  size: "size in bytes, such as 1MiB",
  any: "any value",
} as const satisfies Record<OptionNode["kind"], string>;

/** What a value is, in a few words: "duration, such as 5s", "gzip | zstd | none". */
export function kindWords(nodes: readonly OptionNode[]): string {
  const words = nodes.map((node) => {
    if (node.enum !== undefined) return node.enum.filter((word) => word !== "").join(" | ");
    if (node.unsigned === true && node.kind === "integer") return "whole number, 0 or more";
    return KIND_WORDS[node.kind];
  });
  return [...new Set(words)].join(", or ");
}
