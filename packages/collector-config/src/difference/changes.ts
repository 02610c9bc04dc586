import type { CollectorConfig } from "../parse/config.js";
import type { Change } from "./change.js";
import { componentChanges, usage } from "./components.js";
import type { OneLine } from "./one-line.js";
import { pipelineChanges } from "./pipelines.js";
import { renamed, renamesOf } from "./renames.js";
import { serviceChanges } from "./service.js";
import { normalOf, type Side, sideOf } from "./side.js";
import type { Rename } from "./with-rename.js";

/** Two configurations that mean something else, side by side. */
export interface Compared {
  /** By the new names of what was renamed. */
  readonly before: Side;
  readonly after: Side;
  readonly changes: readonly Change[];
}

/** What differs, or null where both mean the same. All of it, however much. */
export function compared(
  from: CollectorConfig,
  to: CollectorConfig,
  show: (config: CollectorConfig) => OneLine,
): Compared | null {
  if (from === to || from.text === to.text) return null;
  const [a, b] = [normalOf(from), normalOf(to)];
  const renames = renamesOf(a, b);
  const before = sideOf(from, renamed(a, renames), show(from));
  const after = sideOf(to, b, show(to));
  const found = [componentChanges, pipelineChanges, serviceChanges].map((each) =>
    each(before, after),
  );
  const others = found.flatMap((one) => one.others);
  const changes: readonly Change[] = [
    ...renames.map((one) => renameChange(one, before, after)),
    ...found.flatMap((one) => one.changes),
    ...(others.length === 0 ? [] : [{ kind: "other-changed" as const, options: others }]),
  ];
  return changes.length === 0 ? null : { before, after, changes };
}

function renameChange(rename: Rename, before: Side, after: Side): Change {
  const names = { before: rename.before, after: rename.after };
  if (rename.of === "pipeline")
    return { kind: "pipeline-renamed", pipeline: rename.after, ...names };
  const used = usage(rename.of, rename.after, before, after);
  return {
    kind: "component-renamed",
    class: rename.of,
    component: rename.after,
    ...used,
    ...names,
  };
}
