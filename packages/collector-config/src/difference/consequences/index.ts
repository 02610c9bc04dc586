import type { Change } from "../change.js";
import type { Consequence, Outcome } from "../consequence.js";
import type { Side } from "../side.js";
import { authenticationOutcomes } from "./authentication.js";
import { deliveryOutcomes } from "./delivery.js";
import { flowOutcomes } from "./flow.js";
import { hostOutcomes } from "./hosts.js";
import { limiterOutcomes } from "./limiter.js";
import { listenerOutcomes } from "./listeners.js";
import { judged } from "./order.js";
import { paceOutcomes } from "./pace.js";
import { pathOutcomes } from "./paths.js";
import { reachOf } from "./reach.js";
import { redactionOutcomes } from "./redaction.js";
import { samplingOutcomes } from "./sampling.js";
import { ownMetricsOutcomes } from "./telemetry.js";
import { touchedBy } from "./touched.js";
import { transportOutcomes } from "./transport.js";

/** What follows from changes that have an effect, with its severity, in order of what a reviewer should see first. */
export function consequencesOf(
  before: Side,
  after: Side,
  changes: readonly Change[],
): readonly Consequence[] {
  const touched = touchedBy(before, after, changes);
  const rerouted = changes.some(({ kind }) => REROUTING.has(kind));
  const [was, is] = rerouted ? [reachOf(before), reachOf(after)] : [null, null];
  const known = was !== null && is !== null;
  const outcomes: readonly Outcome[] = [
    ...(known ? pathOutcomes(before, after, was, is) : []),
    ...limiterOutcomes(before, after, changes),
    ...redactionOutcomes(before, changes),
    ...transportOutcomes(touched),
    ...authenticationOutcomes(touched),
    ...listenerOutcomes(touched),
    ...(known ? flowOutcomes(was, is) : []),
    ...deliveryOutcomes(touched),
    ...ownMetricsOutcomes(before, after, changes),
    ...hostOutcomes(before, touched),
    ...samplingOutcomes(touched),
    ...paceOutcomes(touched),
    ...validatedOnly(changes),
    { kind: "restart" },
  ];
  return judged(outcomes);
}

/** Changes that may lead data another way. */
const REROUTING: ReadonlySet<Change["kind"]> = new Set([
  "component-added",
  "component-removed",
  "pipeline-added",
  "pipeline-removed",
  "pipeline-receivers-changed",
  "pipeline-processors-changed",
  "pipeline-exporters-changed",
  "other-changed",
]);

function validatedOnly(changes: readonly Change[]): readonly Outcome[] {
  return changes.flatMap((one) =>
    (one.kind === "component-added" || one.kind === "component-options-changed") && !one.inUse
      ? [{ kind: "validated-only" as const, class: one.class, component: one.component }]
      : [],
  );
}
