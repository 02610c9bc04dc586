import type { TimelineEntry } from "@fleethub/api";
import type { ChartData } from "../parts/chart";

const CHANGES: ReadonlySet<string> = new Set(["config-applied", "returned", "handed-back"]);

/** Moments at which another config began to run. */
export function configMarks(entries: readonly TimelineEntry[]): NonNullable<ChartData["marks"]> {
  return entries
    .filter(({ kind }) => CHANGES.has(kind))
    .map(({ at, kind, detail: { revision } }) => ({
      at: Date.parse(at),
      label:
        kind === "config-applied" && typeof revision === "number"
          ? `r${revision} applied`
          : kind === "handed-back"
            ? "own files"
            : "went back",
    }))
    .toReversed();
}
