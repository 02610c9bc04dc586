import type { LineIndex, Place } from "../text/place.js";
import { readComponentId, readIdParts } from "./component-id.js";
import { type ConfigNode, child, isSymbolic, type MapNode } from "./tree.js";

export type ComponentClass = "receiver" | "processor" | "exporter" | "connector" | "extension";

/** Top-level key that holds a class's components. */
export const SECTIONS = {
  receiver: "receivers",
  processor: "processors",
  exporter: "exporters",
  connector: "connectors",
  extension: "extensions",
} as const satisfies Record<ComponentClass, string>;

export const COMPONENT_CLASSES = Object.keys(SECTIONS) as readonly ComponentClass[];

/** One defined component. Components whose id cannot be read are left out here; findings name them. */
export interface Component {
  readonly class: ComponentClass;
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** The key as written, and where. */
  readonly key: string;
  readonly place: Place;
  readonly path: readonly string[];
  /** Null where the key has blanks in it: the Collector looks options up by the id, and finds none. */
  readonly body: ConfigNode;
}

/** An item of a list that names components. */
export interface Mention {
  readonly id: string;
  readonly type: string;
  readonly place: Place;
  readonly path: readonly string[];
  readonly node: ConfigNode;
}

export type Role = "receivers" | "processors" | "exporters";
export const ROLES: readonly Role[] = ["receivers", "processors", "exporters"];

/** Where in a pipeline components of a class may stand. */
export const ROLES_OF: Record<ComponentClass, readonly Role[]> = {
  receiver: ["receivers"],
  processor: ["processors"],
  exporter: ["exporters"],
  connector: ["receivers", "exporters"],
  extension: [],
};

/** One pipeline; items that are not text, or come from a `${…}`, are left out and make `open` true. */
export interface Pipeline {
  readonly id: string;
  /** Before the slash: traces, metrics, logs, profiles where valid. */
  readonly signal: string;
  readonly name: string;
  readonly place: Place;
  readonly path: readonly string[];
  readonly body: ConfigNode;
  readonly receivers: readonly Mention[];
  readonly processors: readonly Mention[];
  readonly exporters: readonly Mention[];
  /** Roles with a part that only the agent knows. */
  readonly open: ReadonlySet<Role>;
}

/** A configuration as it was read: tree, components, pipelines, every part with its place. Immutable. */
export interface CollectorConfig {
  readonly text: string;
  readonly root: MapNode;
  readonly components: readonly Component[];
  readonly pipelines: readonly Pipeline[];
  /** `service.extensions`. */
  readonly extensions: readonly Mention[];
  readonly lines: LineIndex;
  /** Offset after the part that the Collector reads; later YAML documents follow it. */
  readonly end: number;
}

/** Sorts a tree into components and pipelines. */
export function modelOf(
  text: string,
  root: MapNode,
  lines: LineIndex,
  end: number,
): CollectorConfig {
  const service = child(root, "service");
  return {
    text,
    root,
    components: COMPONENT_CLASSES.flatMap((kind) => componentsOf(root, kind)),
    pipelines: pipelinesOf(child(service, "pipelines")),
    extensions: mentions(child(service, "extensions"), ["service", "extensions"]).named,
    lines,
    end,
  };
}

function componentsOf(root: MapNode, kind: ComponentClass): Component[] {
  const section = child(root, SECTIONS[kind]);
  if (section?.kind !== "map") return [];
  return [...section.entries.values()].flatMap((entry) => {
    const read = readComponentId(entry.key);
    if (!read.ok) return [];
    return [
      {
        class: kind,
        ...read.id,
        key: entry.key,
        place: entry.keyPlace,
        path: [SECTIONS[kind], entry.key],
        body: entry.key === read.id.id ? entry.value : ignored(entry.value),
      },
    ];
  });
}

/** A body that nobody reads, in its place. */
function ignored({ place }: ConfigNode): ConfigNode {
  return {
    kind: "scalar",
    place,
    type: "null",
    value: null,
    style: "empty",
    source: "",
    references: [],
  };
}

function pipelinesOf(section: ConfigNode | undefined): Pipeline[] {
  if (section?.kind !== "map") return [];
  return [...section.entries.values()].flatMap((entry) => {
    const read = readIdParts(entry.key);
    if (!read.ok) return [];
    const path = ["service", "pipelines", entry.key];
    const open = new Set<Role>();
    const list = (role: Role): readonly Mention[] => {
      const found = mentions(child(entry.value, role), [...path, role]);
      if (found.open || isSymbolic(entry.value)) open.add(role);
      return found.named;
    };
    return [
      {
        id: read.id.id,
        signal: read.id.type,
        name: read.id.name,
        place: entry.keyPlace,
        path,
        body: entry.value,
        receivers: list("receivers"),
        processors: list("processors"),
        exporters: list("exporters"),
        open,
      },
    ];
  });
}

function mentions(
  node: ConfigNode | undefined,
  path: readonly string[],
): { named: Mention[]; open: boolean } {
  if (node?.kind !== "list") return { named: [], open: isSymbolic(node) };
  const named: Mention[] = [];
  let open = false;
  node.items.forEach((item, index) => {
    if (item.kind !== "scalar") return;
    if (item.references.length > 0) {
      open = true;
      return;
    }
    if (item.type !== "text" && item.type !== "time") return;
    const read = readIdParts(item.source);
    const id = read.ok ? read.id : { id: item.source, type: item.source };
    named.push({
      id: id.id,
      type: id.type,
      place: item.place,
      path: [...path, `${index}`],
      node: item,
    });
  });
  return { named, open };
}
