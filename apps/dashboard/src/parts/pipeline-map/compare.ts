import type { Change, ConfigGraph, GraphPipeline } from "@fleethub/collector-config";
import {
  connectorsOf,
  type Drawn,
  type DrawnBox,
  type DrawnGap,
  type DrawnJoin,
  type DrawnLane,
  inLanes,
  joinsOf,
  limited,
  type Standing,
} from "./drawn";
import { stayedInOrder } from "./order";

type Lists = Pick<GraphPipeline, "receivers" | "processors" | "exporters">;
const NOTHING: Lists = { receivers: [], processors: [], exporters: [] };

/** What takes content out of what leaves; without it in a pipeline, its exporters send unmasked. */
const MASKS = /^redaction(\/|$)/;
/** What may do so among other things: its loss wants a look. */
const MAY_MASK = /^(attributes|filter|transform)(\/|$)/;

/** What a comparison of graphs does not tell. */
export interface BesideGraphs {
  /** Components with other options, as `class id`: see {@link changedBy}. */
  readonly changed?: ReadonlySet<string>;
}

/** Two configurations in one map: what is new, gone, changed, and where a processor was taken from its place. */
export function drawnDifference(
  before: ConfigGraph,
  after: ConfigGraph,
  beside: BesideGraphs = {},
): Drawn {
  const compare = new Comparison(before, after, beside);
  const was = new Map(before.pipelines.map((one) => [one.id, one]));
  const is = new Map(after.pipelines.map((one) => [one.id, one]));
  const all = [...after.pipelines, ...before.pipelines.filter((one) => !is.has(one.id))];
  const lanes = inLanes(all).map((one) => compare.lane(one, was.get(one.id), is.get(one.id)));
  return limited(lanes, joined(joinsOf(before), joinsOf(after)));
}

/** Components whose options a list of changes names. */
export function changedBy(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap((one) =>
      one.kind === "component-options-changed" ? [`${one.class} ${one.component}`] : [],
    ),
  );
}

class Comparison {
  readonly #connectors: ReadonlySet<string>;
  readonly #changed: ReadonlySet<string>;
  readonly #used: ReadonlySet<string>;

  constructor(before: ConfigGraph, after: ConfigGraph, beside: BesideGraphs) {
    this.#connectors = new Set([...connectorsOf(before), ...connectorsOf(after)]);
    this.#changed = beside.changed ?? new Set();
    this.#used = new Set(
      after.pipelines.flatMap((one) => [...one.receivers, ...one.processors, ...one.exporters]),
    );
  }

  lane(
    { id, signal }: GraphPipeline,
    was: GraphPipeline | undefined,
    is: GraphPipeline | undefined,
  ): DrawnLane {
    const standing: Standing = was === undefined ? "new" : is === undefined ? "gone" : "same";
    // A pipeline that went is drawn whole, as it was.
    const [old, now] = is === undefined ? [was ?? NOTHING, was ?? NOTHING] : [was ?? NOTHING, is];
    // Of a pipeline that came or went, its title says it for all that is in it.
    const box = (role: DrawnBox["role"], name: string, known: Standing) =>
      standing === "same"
        ? this.#box(id, role, name, known)
        : plain(this.#box(id, role, name, standing));
    const ends = (
      role: "receiver" | "exporter",
      one: readonly string[],
      two: readonly string[],
    ) => [
      ...two.map((name) => box(role, name, one.includes(name) ? "same" : "new")),
      ...one.filter((name) => !two.includes(name)).map((name) => box(role, name, "gone")),
    ];
    const unmasked =
      standing === "same" &&
      old.processors.some((name) => MASKS.test(name)) &&
      !now.processors.some((name) => MASKS.test(name));
    const kept = stayedInOrder(old.processors, now.processors);
    return {
      id,
      signal,
      standing,
      receivers: ends("receiver", old.receivers, now.receivers),
      processors: now.processors.map((name) => {
        const there = box("processor", name, old.processors.includes(name) ? "same" : "new");
        return there.standing === "same" && !kept.has(name)
          ? { ...there, standing: "changed", caption: "moved" }
          : there;
      }),
      exporters: ends("exporter", old.exporters, now.exporters).map((one) =>
        unmasked && one.standing !== "gone" ? unmaskedOf(one) : one,
      ),
      gaps: gapsOf(old.processors, now.processors).map(({ name, after }) => ({
        after,
        box: box("processor", name, "gone"),
      })),
    };
  }

  #box(lane: string, role: DrawnBox["role"], id: string, known: Standing): DrawnBox {
    const connector = role !== "processor" && this.#connectors.has(id);
    const kind = connector ? "connector" : role;
    const standing = known === "same" && this.#changed.has(`${kind} ${id}`) ? "changed" : known;
    const base = { id, role, connector, standing };
    if (standing === "new") return { ...base, caption: "new" };
    if (standing === "changed") return { ...base, caption: "other options" };
    if (standing !== "gone") return base;
    const caption = this.#used.has(id) ? "no longer here" : "no longer on any path";
    if (role !== "processor") return { ...base, caption };
    if (MASKS.test(id)) return { ...base, caption, trouble: "bad" };
    return { ...base, caption, ...(MAY_MASK.test(id) ? { trouble: "warn" } : {}) };
  }
}

function unmaskedOf(box: DrawnBox): DrawnBox {
  return { ...box, trouble: "bad", caption: box.standing === "new" ? "new, unmasked" : "unmasked" };
}

function plain({ caption, ...box }: DrawnBox): DrawnBox {
  return box.trouble === undefined || caption === undefined ? box : { ...box, caption };
}

/** Processors that went, each with how many of those that are there now stood before it. */
function gapsOf(
  old: readonly string[],
  now: readonly string[],
): readonly { readonly name: string; readonly after: DrawnGap["after"] }[] {
  let after = 0;
  return old.flatMap((name) => {
    const at = now.indexOf(name);
    if (at < 0) return [{ name, after }];
    after = Math.max(after, at + 1);
    return [];
  });
}

function joined(was: readonly DrawnJoin[], is: readonly DrawnJoin[]): readonly DrawnJoin[] {
  const key = (one: DrawnJoin) => `${one.connector} ${one.from} ${one.to}`;
  const [old, now] = [new Set(was.map(key)), new Set(is.map(key))];
  return [
    ...is.map((one): DrawnJoin => (old.has(key(one)) ? one : { ...one, standing: "new" })),
    ...was
      .filter((one) => !now.has(key(one)))
      .map((one): DrawnJoin => ({ ...one, standing: "gone" })),
  ];
}
