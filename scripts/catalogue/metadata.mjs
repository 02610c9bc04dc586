// What a component's metadata.yaml says of it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseYaml } from "./yaml.mjs";

const CLASSES = new Set(["receiver", "processor", "exporter", "connector", "extension"]);

/** { class, type, aliases, stability } of a module's folder; null when it is not a component. */
export function readMetadata(dir) {
  const path = join(dir, "metadata.yaml");
  if (!existsSync(path)) return null;
  const { type, deprecated_type: before, status } = parseYaml(readFileSync(path, "utf8"));
  if (!CLASSES.has(status?.class)) return null;
  const stability = {};
  // A signal is named once, under its level; the levels of the operating systems are of no use here.
  for (const [level, signals] of Object.entries(status.stability ?? {}))
    for (const signal of signals) stability[signal] = level;
  return { class: status.class, type, aliases: before === undefined ? [] : [before], stability };
}
