import { child, descend } from "../../parse/tree.js";
import type { Change } from "../change.js";
import type { Outcome } from "../consequence.js";
import { namesIn } from "../names.js";
import { PIPELINES_PATH } from "../pipelines.js";
import type { Side } from "../side.js";

/** Pipelines whose memory limiter was the first processor, and is not. */
export function limiterOutcomes(
  before: Side,
  after: Side,
  changes: readonly Change[],
): readonly Outcome[] {
  const touched = changes.flatMap((one) =>
    one.kind === "processor-order-changed" || one.kind === "pipeline-processors-changed"
      ? [one.pipeline]
      : [],
  );
  return [...new Set(touched)].flatMap((pipeline): readonly Outcome[] => {
    const [had, has] = [before, after].map(
      ({ config, show }) =>
        namesIn(child(descend(config.root, [...PIPELINES_PATH, pipeline]), "processors"), show) ??
        [],
    );
    const at = has?.findIndex(limits) ?? -1;
    const [component] = has?.slice(at) ?? [];
    if (component === undefined || at < 1 || had?.[0] === undefined || !limits(had[0])) return [];
    return [
      {
        kind: "memory-limiter-not-first",
        pipeline,
        component,
        behind: has?.slice(0, at) ?? [],
      },
    ];
  });
}

function limits(processor: string): boolean {
  return /^memory_limiter(\/|$)/.test(processor);
}
