import { COMPONENT_CLASSES, type ComponentClass } from "../parse/config.js";
import type { Catalogue, CatalogueComponent } from "./catalogue.js";
import type { PackedCatalogue } from "./packed.js";
import { unpackNodes } from "./unpack.js";

/** Reads the packed text of one version; option trees are unpacked when a component is first asked for. */
export function readCatalogue(text: string): Catalogue {
  const packed: PackedCatalogue = JSON.parse(text);
  const nodes = unpackNodes(packed.nodes);
  const classes = new Map<ComponentClass, ClassIndex>();
  for (const kind of COMPONENT_CLASSES) classes.set(kind, indexClass(packed, kind));
  const read = new Map<string, CatalogueComponent>();

  return {
    collectorVersion: packed.version,
    component(kind, type) {
      const name = classes.get(kind)?.names.get(type);
      if (name === undefined) return undefined;
      const key = `${kind}/${name}`;
      const known = read.get(key);
      if (known !== undefined) return known;
      const entry = packed.components[kind]?.[name];
      if (entry === undefined) return undefined;
      const component: CatalogueComponent = {
        class: kind,
        type: name,
        aliases: entry.a ?? [],
        module: `${packed.roots[entry.r] ?? ""}${entry.m}`,
        version: entry.v ?? packed.version,
        ...(entry.v === undefined ? {} : { borrowed: true }),
        signals: Object.keys(entry.s).filter((signal) => signal !== "extension"),
        stability: entry.s,
        options: entry.o === null ? null : nodes(entry.o),
      };
      read.set(key, component);
      return component;
    },
    types: (kind) => classes.get(kind)?.types ?? [],
  };
}

interface ClassIndex {
  readonly types: readonly string[];
  /** Names and aliases, to names. */
  readonly names: ReadonlyMap<string, string>;
}

function indexClass(packed: PackedCatalogue, kind: ComponentClass): ClassIndex {
  const entries = Object.entries(packed.components[kind] ?? {});
  const names = new Map<string, string>();
  for (const [type, { a }] of entries) for (const alias of a ?? []) names.set(alias, type);
  for (const [type] of entries) names.set(type, type);
  return { types: entries.map(([type]) => type).toSorted(), names };
}
