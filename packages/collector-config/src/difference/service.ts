import { SECTIONS } from "../parse/config.js";
import { child, type ConfigNode } from "../parse/tree.js";
import type { Change, OptionChange } from "./change.js";
import type { Found } from "./components.js";
import { containerChanges } from "./container.js";
import { namesIn, step } from "./names.js";
import { bodyChanges, optionChanges } from "./options.js";
import type { Side } from "./side.js";

const SECTION_KEYS: ReadonlySet<string> = new Set(Object.values(SECTIONS));

/** What differs beside components and pipelines: enabled extensions, own telemetry, and what has no name. */
export function serviceChanges(before: Side, after: Side): Found {
  const shown = { before: before.show, after: after.show };
  const [a, b] = [child(before.config.root, "service"), child(after.config.root, "service")];
  const extensions = extensionChanges(before, after, a, b);
  const telemetry = bodyChanges(child(a, "telemetry"), child(b, "telemetry"), shown);
  const others: OptionChange[] = [...containerChanges(a, b, ["service"], shown)];
  for (const key of keysOf(a, b)) {
    if (key === "pipelines" || key === "telemetry") continue;
    if (key === "extensions" && extensions.length > 0) continue;
    others.push(...optionChanges(child(a, key), child(b, key), ["service", key], shown));
  }
  const { root: from } = before.config;
  const { root: to } = after.config;
  for (const key of keysOf(from, to)) {
    if (key === "service" || SECTION_KEYS.has(key)) continue;
    others.push(...optionChanges(child(from, key), child(to, key), [key], shown));
  }
  const own: readonly Change[] =
    telemetry.length === 0 ? [] : [{ kind: "service-telemetry-changed", options: telemetry }];
  return { changes: [...extensions, ...own], others };
}

function extensionChanges(
  before: Side,
  after: Side,
  a: ConfigNode | undefined,
  b: ConfigNode | undefined,
): readonly Change[] {
  const had = namesIn(child(a, "extensions"), before.config.extensions, before.show);
  const has = namesIn(child(b, "extensions"), after.config.extensions, after.show);
  const { added, removed, reordered } = step(had, has);
  const order: readonly Change[] = reordered
    ? [{ kind: "extension-order-changed", before: had, after: has }]
    : [];
  return [
    ...removed.map((component) => ({ kind: "extension-disabled" as const, component })),
    ...added.map((component) => ({ kind: "extension-enabled" as const, component })),
    ...order,
  ];
}

function keysOf(a: ConfigNode | undefined, b: ConfigNode | undefined): ReadonlySet<string> {
  const keys = (node: ConfigNode | undefined) => (node?.kind === "map" ? node.entries.keys() : []);
  return new Set([...keys(a), ...keys(b)]);
}
