import type { Outcome } from "../consequence.js";
import { type Reach, rerouted } from "./reach.js";

/** Destinations and signals that are lost, then those that are gained. */
export function flowOutcomes(was: Reach, is: Reach): readonly Outcome[] {
  const moved = rerouted(was, is);
  return [
    ...destinations("destination-lost", was, is, moved),
    ...signalsLost(was, is),
    ...destinations("destination-gained", is, was, moved),
  ];
}

/** Destinations of `here` that `there` does not have. */
function destinations(
  kind: "destination-lost" | "destination-gained",
  here: Reach,
  there: Reach,
  moved: ReadonlySet<string>,
): readonly Outcome[] {
  return [...moved].flatMap((pipeline) => {
    const reachedHere = here.entries.get(pipeline) ?? [];
    const other = there.entries.get(pipeline);
    const station = here.stations.get(pipeline);
    const reached = (exporter: string) =>
      other === undefined
        ? station?.receivers.every(
            (one) => there.destinationsOf.get(`${station.signal} ${one}`)?.has(exporter) === true,
          ) === true
        : other.has(exporter);
    return [...reachedHere]
      .filter((exporter) => !reached(exporter))
      .map((component) => ({ kind, pipeline, component }));
  });
}

function signalsLost(was: Reach, is: Reach): readonly Outcome[] {
  const about = (pair: string) => {
    const cut = pair.indexOf(" ");
    return { signal: pair.slice(0, cut), component: pair.slice(cut + 1) };
  };
  const received = [...was.destinationsOf.keys()]
    .filter((pair) => !is.destinationsOf.has(pair))
    .map((pair) => ({ kind: "signal-no-longer-received" as const, ...about(pair) }));
  const exported = [...was.exported]
    .filter((pair) => !is.exported.has(pair))
    .map((pair) => ({ kind: "signal-no-longer-exported" as const, ...about(pair) }));
  return [...received, ...exported];
}
