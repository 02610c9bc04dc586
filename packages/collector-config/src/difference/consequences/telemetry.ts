import { descend } from "../../parse/tree.js";
import type { Change } from "../change.js";
import type { Outcome } from "../consequence.js";
import type { Side } from "../side.js";

/** The Collector's own metrics going off or on. */
export function ownMetricsOutcomes(
  before: Side,
  after: Side,
  changes: readonly Change[],
): readonly Outcome[] {
  if (!changes.some(({ kind }) => kind === "service-telemetry-changed")) return [];
  const [was, is] = [metricsOn(before), metricsOn(after)];
  return was === is ? [] : [{ kind: is ? "own-metrics-on" : "own-metrics-off" }];
}

function metricsOn({ config }: Side): boolean {
  const metrics = descend(config.root, ["service", "telemetry", "metrics"]);
  const level = descend(metrics, ["level"]);
  const readers = descend(metrics, ["readers"]);
  const silent = level?.kind === "scalar" && /^none$/i.test(level.source);
  return !silent && !(readers?.kind === "list" && readers.items.length === 0);
}
