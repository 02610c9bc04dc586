import { type CollectorConfig, COMPONENT_CLASSES, SECTIONS } from "../parse/config.js";
import { type ConfigNode, child, type MapEntry } from "../parse/tree.js";
import { REDACTED } from "../redact/marker.js";
import { byId } from "./pipelines.js";
import { unprintedOptions } from "./unprinted.js";
import { namedValues } from "./values.js";

/** A stated value that the effective config can neither confirm nor deny. */
export interface Unjudged {
  /** Keys from the root of the desired config; list positions are decimal numbers. */
  readonly path: readonly string[];
  /**
   * `environment`: taken from the agent's environment, which is known to the agent alone. `redacted`: a secret, masked
   * by the Collector or the hub. `not-printed`: a Collector does not print this option back as it is written.
   */
  readonly because: "environment" | "redacted" | "not-printed";
  /** The references as written, for `environment`. */
  readonly references: readonly string[];
}

/** Most that one judgement lists. */
export const UNJUDGED_MAX = 1_000;

/** What stays open when a desired config is compared with an effective one, in written order. */
export function unjudgedParts(wanted: CollectorConfig, running: CollectorConfig): Unjudged[] {
  const found: Unjudged[] = [];
  for (const [key, { value }] of wanted.root.entries) {
    const kind = COMPONENT_CLASSES.find((each) => SECTIONS[each] === key);
    const other = child(running.root, key);
    if (kind === undefined) walk(value, other, [key], found);
    else {
      const there = byId(other, kind);
      for (const [id, component] of byId(value, kind)) {
        const silent = unprintedOptions(kind, id.split("/")[0] ?? id);
        const path = [key, component.key];
        const effective = there.get(id)?.value;
        if (component.value.kind !== "map") walk(component.value, effective, path, found);
        else walkEntries(component.value.entries, effective, path, found, silent);
      }
    }
  }
  return found.slice(0, UNJUDGED_MAX);
}

function walk(
  desired: ConfigNode,
  effective: ConfigNode | undefined,
  path: readonly string[],
  found: Unjudged[],
): void {
  if (desired.kind === "map") walkEntries(desired.entries, effective, path, found, []);
  else if (desired.kind === "list") {
    const others = effective?.kind === "list" ? effective.items : [];
    desired.items.forEach((item, at) => walk(item, others[at], [...path, `${at}`], found));
  } else if (desired.references.length > 0) {
    const references = desired.references.map(({ raw }) => raw);
    found.push({ path, because: "environment", references });
  } else if (isMasked(desired) || isMasked(effective)) {
    found.push({ path, because: "redacted", references: [] });
  }
}

function walkEntries(
  entries: ReadonlyMap<string, MapEntry>,
  effective: ConfigNode | undefined,
  path: readonly string[],
  found: Unjudged[],
  silent: readonly string[],
): void {
  const others = effective?.kind === "list" ? namedValues(effective) : effective;
  for (const [key, { value }] of entries) {
    const at = [...path, key];
    if (silent.includes(key)) found.push({ path: at, because: "not-printed", references: [] });
    else walk(value, child(others, key), at, found);
  }
}

function isMasked(node: ConfigNode | undefined): boolean {
  return node?.kind === "scalar" && node.source === REDACTED;
}
