import { type ConfigNode, child, descend } from "../../parse/tree.js";
import { isUnknown, textOf, textsOf } from "../known.js";
import { parseCondition } from "../ottl/parse.js";
import { contextNamed, placeOf } from "../ottl/places.js";
import type { Condition } from "../ottl/syntax.js";
import type { AttributeContext } from "../policy.js";
import { wordsLanguage } from "../regex/language.js";
import type { Effect } from "./effect.js";

const OPTIONS: Readonly<
  Record<string, readonly (readonly [AttributeContext, readonly string[]])[]>
> = {
  traces: [
    ["resource", ["traces", "resource"]],
    ["span", ["traces", "span"]],
    ["spanevent", ["traces", "spanevent"]],
  ],
  metrics: [
    ["resource", ["metrics", "resource"]],
    ["datapoint", ["metrics", "datapoint"]],
  ],
  logs: [
    ["resource", ["logs", "resource"]],
    ["log", ["logs", "log_record"]],
  ],
};

const CONDITIONS: Readonly<Record<string, string>> = {
  traces: "trace_conditions",
  metrics: "metric_conditions",
  logs: "log_conditions",
};

/** The filter processor drops records: one that drops whatever carries an attribute removes the attribute. */
export function effectsOfFilter(body: ConfigNode, signal: string): readonly Effect[] {
  const older = (OPTIONS[signal] ?? []).flatMap(([context, path]) =>
    textsOf(descend(body, path)).flatMap((node) => dropped(node, context)),
  );
  const newer = textsOf(child(body, CONDITIONS[signal] ?? "")).flatMap((item) => {
    if (item.kind !== "map") return dropped(item, undefined);
    const context = contextNamed(textOf(child(item, "context"))?.toLowerCase() ?? "");
    return textsOf(child(item, "conditions")).flatMap((node) => dropped(node, context));
  });
  return [...older, ...newer];
}

function dropped(node: ConfigNode, context: AttributeContext | undefined): readonly Effect[] {
  const text = isUnknown(node) ? undefined : textOf(node);
  const condition = text === undefined ? undefined : parseCondition(text);
  return condition === undefined ? [] : present(condition, context);
}

/** `attributes["k"] != nil`, alone or as one of several that drop. */
function present(condition: Condition, context: AttributeContext | undefined): readonly Effect[] {
  if (condition.kind === "any") return condition.of.flatMap((each) => present(each, context));
  if (condition.kind !== "compare" || condition.sign !== "!=") return [];
  const { left, right } = condition;
  if (right.kind !== "literal" || right.value !== "nil" || left.kind !== "path") return [];
  const place = placeOf(left, context);
  if (place.kind !== "key") return [];
  // What drops a span or a resource takes everything below it along, but only this attribute is known to be there.
  const keys = wordsLanguage([place.key]);
  return [
    { kind: "cover", contexts: [place.context], keys, strength: "removed", certainty: "always" },
  ];
}
