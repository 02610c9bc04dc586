import { type Finding, finding } from "../../finding.js";
import type { CollectorConfig, Mention, Pipeline } from "../../parse/config.js";
import { child } from "../../parse/tree.js";
import { moveFirst } from "../editing.js";

/** The finding for a limiter that is not first, with the edit that moves it there. */
export function limiterFirst(
  config: CollectorConfig,
  pipeline: Pipeline,
  limiter: Mention,
  code: string,
): Finding {
  const list = child(pipeline.body, "processors");
  const first = pipeline.processors[0]?.id ?? "";
  const batch = code === "batch-before-memory-limiter";
  return finding({
    severity: "warning",
    code,
    place: limiter.place,
    path: limiter.path,
    message: `In the pipeline "${pipeline.id}", "${limiter.id}" stands behind ${batch ? "batch: what it refuses is lost" : `"${first}"`}.`,
    remedy: `Make "${limiter.id}" the first processor.`,
    edit:
      list?.kind === "list"
        ? moveFirst(config.text, list, list.items.indexOf(limiter.node))
        : undefined,
  });
}
