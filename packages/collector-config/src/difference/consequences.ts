import type { Change, Consequence } from "./change.js";
import { type Reach, reachOf } from "./reach.js";
import type { Side } from "./side.js";

/** What follows from changes that have an effect. What is lost comes first. */
export function consequencesOf(
  before: Side,
  after: Side,
  changes: readonly Change[],
): readonly Consequence[] {
  const [was, is] = [reachOf(before), reachOf(after)];
  const flow: readonly Consequence[] =
    was === null || is === null
      ? []
      : [
          ...destinations("destination-lost", was, is),
          ...signalsLost(was, is),
          ...destinations("destination-gained", is, was),
        ];
  return [...flow, ...validatedOnly(changes), { kind: "restart" }];
}

/** Destinations of `here` that `there` does not have. */
function destinations(
  kind: "destination-lost" | "destination-gained",
  here: Reach,
  there: Reach,
): readonly Consequence[] {
  return [...here.entries].flatMap(([pipeline, { signal, receivers, destinations }]) => {
    const other = there.entries.get(pipeline);
    const reached = (exporter: string) =>
      other === undefined
        ? [...receivers].every(
            (one) => there.destinationsOf.get(`${signal} ${one}`)?.has(exporter) === true,
          )
        : other.destinations.has(exporter);
    return [...destinations]
      .filter((exporter) => !reached(exporter))
      .map((component) => ({ kind, pipeline, component }));
  });
}

function signalsLost(was: Reach, is: Reach): readonly Consequence[] {
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

function validatedOnly(changes: readonly Change[]): readonly Consequence[] {
  return changes.flatMap((one) =>
    (one.kind === "component-added" || one.kind === "component-options-changed") && !one.inUse
      ? [{ kind: "validated-only" as const, class: one.class, component: one.component }]
      : [],
  );
}
