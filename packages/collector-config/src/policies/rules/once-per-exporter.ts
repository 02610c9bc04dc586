import type { GraphPath } from "../../graph/paths.js";
import { signalOf } from "../subject.js";

/** One path for each exporter and signal: what the exporter's options say is the same on all of them. */
export function oncePerExporter(paths: readonly GraphPath[]): readonly GraphPath[] {
  const found = new Map<string, GraphPath>();
  for (const path of paths) {
    const key = `${signalOf(path)} ${path.exit}`;
    if (!found.has(key)) found.set(key, path);
  }
  return [...found.values()];
}
