import type { CollectorConfig, Component } from "../../parse/config.js";
import type { Outcome, Purpose } from "../consequence.js";
import { PATH_CELLS_MAX } from "../limits.js";
import { once } from "../once.js";
import type { Side } from "../side.js";
import { rounded } from "./factor.js";
import { purposeOf } from "./purposes.js";
import { type Reach, rerouted, type Station } from "./reach.js";
import { percentageOf } from "./sampling.js";

/** Processors that matter to a reviewer, by id. */
type Purposes = ReadonlyMap<string, Purpose>;

/**
 * What data passes no longer, or now, on its way to the same destinations; and new ways that lack what all others of
 * the same receivers have. Nothing for configurations with too many processors and pipelines (PATH_CELLS_MAX).
 */
export function pathOutcomes(before: Side, after: Side, was: Reach, is: Reach): readonly Outcome[] {
  const [had, has] = [purposesIn(before.config), purposesIn(after.config)];
  const purposes: Purposes = new Map([...has, ...had]);
  const stations = Math.max(was.stations.size, is.stations.size);
  if (purposes.size * stations * stations > PATH_CELLS_MAX) return [];
  const moved = rerouted(was, is);
  const steps = [...moved].flatMap((entry) => {
    if (!was.entries.has(entry) || !is.entries.has(entry)) return [];
    const met = new Set<string>();
    for (const side of [was, is])
      for (const id of side.ways.get(entry) ?? [])
        for (const one of side.stations.get(id)?.processors ?? []) met.add(one);
    const asked = new Map([...purposes].filter(([id]) => met.has(id)));
    return stepsAt(entry, asked, was, is);
  });
  const processors = (id: string) =>
    before.defined("processor", id) ?? after.defined("processor", id);
  return [...tell(steps, processors), ...newWays(was, is, had, has, moved)];
}

const purposesIn = once((config: CollectorConfig): Purposes => {
  return new Map(
    config.components.flatMap((one) => {
      const purpose = one.class === "processor" ? purposeOf(one) : undefined;
      return purpose === undefined ? [] : [[one.id, purpose] as const];
    }),
  );
});

const bare =
  (component: string) =>
  ({ processors }: Station): boolean =>
    processors.has(component);

/** What one processor does no more, or now, for what enters at one pipeline. */
interface Step {
  readonly purpose: Purpose;
  readonly signal: string;
  readonly pipeline: string;
  readonly component: string;
  readonly lost: readonly string[];
  readonly gained: readonly string[];
  /** Destinations on all of whose ways it stood before. */
  readonly stood: readonly string[];
}

function stepsAt(entry: string, purposes: Purposes, was: Reach, is: Reach): readonly Step[] {
  const reached = is.entries.get(entry);
  const kept = [...(was.entries.get(entry) ?? [])].filter((one) => reached?.has(one) === true);
  const signal = is.stations.get(entry)?.signal ?? "";
  return [...purposes].map(([component, purpose]) => {
    const [past, now] = [was.from(entry, bare(component)), is.from(entry, bare(component))];
    const stood = kept.filter((one) => !past.has(one));
    return {
      purpose,
      signal,
      pipeline: entry,
      component,
      lost: stood.filter((one) => now.has(one)),
      gained: kept.filter((one) => past.has(one) && !now.has(one)),
      stood,
    };
  });
}

function tell(
  steps: readonly Step[],
  processor: (id: string) => Component | undefined,
): readonly Outcome[] {
  return steps.flatMap((step): readonly Outcome[] => {
    const { purpose, signal, pipeline, component, lost, gained } = step;
    const about = { purpose, signal, pipeline, component };
    const peers = steps.filter(
      (one) => one !== step && one.pipeline === pipeline && one.purpose === purpose,
    );
    const percentage = percentageOf(processor(component));
    const told: Outcome[] = [];
    if (lost.length > 0)
      told.push({
        kind: "processing-lost",
        ...about,
        destinations: lost,
        instead: peers
          .filter((peer) => lost.every((one) => peer.gained.includes(one)))
          .map((peer) => peer.component),
        factor: percentage === undefined || percentage === 0 ? null : rounded(100 / percentage),
      });
    const fresh = gained.filter((one) => !peers.some((peer) => peer.stood.includes(one)));
    if (fresh.length > 0)
      told.push({
        kind: "processing-gained",
        ...about,
        destinations: fresh,
        factor: percentage === undefined ? null : rounded(percentage / 100),
      });
    return told;
  });
}

const ASKED_OF_NEW_WAYS: readonly Purpose[] = [
  "redaction",
  "filtering",
  "memory-limiting",
  "sampling",
];

function newWays(
  was: Reach,
  is: Reach,
  had: Purposes,
  has: Purposes,
  moved: ReadonlySet<string>,
): readonly Outcome[] {
  return [...moved].flatMap((entry) => {
    const station = is.stations.get(entry);
    const old = was.entries.get(entry);
    const fresh = [...(is.entries.get(entry) ?? [])].filter((one) => old?.has(one) !== true);
    if (station === undefined || fresh.length === 0) return [];
    const { signal } = station;
    const peers = [...was.entries.keys()].filter((id) => {
      const other = was.stations.get(id);
      return (
        other?.signal === signal &&
        other.receivers.some((one) => station.receivers.includes(one)) &&
        was.entries.get(id)?.size !== 0
      );
    });
    if (peers.length === 0) return [];
    return ASKED_OF_NEW_WAYS.flatMap((purpose): readonly Outcome[] => {
      const component = [...had].find(
        ([id, its]) =>
          its === purpose && peers.every((peer) => was.from(peer, bare(id)).size === 0),
      )?.[0];
      if (component === undefined) return [];
      const without = is.from(entry, ({ processors }) =>
        [...processors].some((id) => has.get(id) === purpose),
      );
      const destinations = fresh.filter((one) => without.has(one));
      const about = { purpose, signal, pipeline: entry, component, destinations };
      return destinations.length === 0 ? [] : [{ kind: "path-without-processing", ...about }];
    });
  });
}
