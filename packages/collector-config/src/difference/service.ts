import { SECTIONS } from "../parse/config.js";
import { child, type ConfigNode } from "../parse/tree.js";
import type { Change, OptionChange } from "./change.js";
import { type Found, keysOf } from "./components.js";
import { containerChanges } from "./container.js";
import { namesIn, step } from "./names.js";
import { bodyChanges, optionChanges } from "./options.js";
import type { Side } from "./side.js";

const SECTION_KEYS: ReadonlySet<string> = new Set(Object.values(SECTIONS));

/** What differs beside components and pipelines: enabled extensions, own telemetry, and what has no name. */
export function serviceChanges(before: Side, after: Side): Found {
  const shown = { before: before.show, after: after.show };
  const { root: from } = before.config;
  const { root: to } = after.config;
  const [a, b] = [child(from, "service"), child(to, "service")];
  const others: OptionChange[] = [...containerChanges(a, b, ["service"], shown)];
  const changes: Change[] = [];
  const [had, has] = [child(a, "extensions"), child(b, "extensions")];
  const [was, is] = [namesIn(had, before.show), namesIn(has, after.show)];
  if (was !== null && is !== null) changes.push(...extensionChanges(was, is));
  else others.push(...optionChanges(had, has, ["service", "extensions"], shown));
  const telemetry = bodyChanges(child(a, "telemetry"), child(b, "telemetry"), shown);
  if (telemetry.length > 0) changes.push({ kind: "service-telemetry-changed", options: telemetry });
  const rest = (
    one: ConfigNode | undefined,
    other: ConfigNode | undefined,
    path: readonly string[],
    except: (key: string) => boolean,
  ) => {
    for (const key of keysOf(one, other)) {
      if (except(key)) continue;
      others.push(...optionChanges(child(one, key), child(other, key), [...path, key], shown));
    }
  };
  rest(a, b, ["service"], (key) => ["pipelines", "telemetry", "extensions"].includes(key));
  rest(from, to, [], (key) => key === "service" || SECTION_KEYS.has(key));
  return { changes, others };
}

function extensionChanges(before: readonly string[], after: readonly string[]): readonly Change[] {
  const { removed, reordered } = step(before, after);
  const had = new Set(before);
  return [
    ...removed.map((component) => ({ kind: "extension-disabled" as const, component })),
    ...after.flatMap((component, position) =>
      had.has(component) ? [] : [{ kind: "extension-enabled" as const, component, position }],
    ),
    ...(reordered ? [{ kind: "extension-order-changed" as const, before, after }] : []),
  ];
}
