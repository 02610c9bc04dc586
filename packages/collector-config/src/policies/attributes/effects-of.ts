import { currentName } from "../../facts/aliases.js";
import type { Component } from "../../parse/config.js";
import { child, descend, isNull } from "../../parse/tree.js";
import { isUnknown, textOf, textsOf } from "../known.js";
import { wordsLanguage } from "../regex/language.js";
import { effectsOfActions } from "./actions.js";
import { contextsOf, recordContexts } from "./contexts.js";
import { type Effect, EVERY_KEY } from "./effect.js";
import { effectsOfFilter } from "./filter.js";
import { effectsOfRedaction } from "./redaction.js";
import { effectsOfTransform } from "./transform.js";

/**
 * What a processor does to the attributes of a signal, in order. Processors that are not named here are taken to leave
 * the content of attributes alone.
 */
export function effectsOf(processor: Component, signal: string): readonly Effect[] {
  const { body } = processor;
  switch (currentName("processor", processor.type)) {
    case "attributes": {
      // Span events are out of its reach.
      const context = recordContexts(signal)[0];
      const sometimes = ["include", "exclude"].some((key) => {
        const match = child(body, key);
        return match !== undefined && !isNull(match);
      });
      if (context === undefined) return [];
      const actions = isUnknown(body) ? body : child(body, "actions");
      return effectsOfActions(actions, context, sometimes);
    }
    case "resource":
      return effectsOfActions(
        isUnknown(body) ? body : child(body, "attributes"),
        "resource",
        false,
      );
    case "redaction":
      return effectsOfRedaction(body, contextsOf(signal));
    case "transform":
      return effectsOfTransform(body, signal, contextsOf(signal));
    case "filter":
      return effectsOfFilter(body, signal);
    case "groupbyattrs":
      return movedToResource(processor, signal);
    case "span":
      return namedSpans(processor);
    default:
      return [];
  }
}

/** Grouping moves attributes of records to their resource. */
function movedToResource(processor: Component, signal: string): readonly Effect[] {
  const keys = textsOf(child(processor.body, "keys"));
  const [context] = recordContexts(signal);
  if (context === undefined) return [];
  return keys.flatMap((node): Effect[] => {
    const key = textOf(node);
    if (key === undefined)
      return isUnknown(node)
        ? [{ kind: "copy", from: context, keys: EVERY_KEY, to: "resource attributes" }]
        : [];
    const moved = wordsLanguage([key]);
    return [
      { kind: "copy", from: context, keys: moved, to: { context: "resource", key } },
      { kind: "cover", contexts: [context], keys: moved, strength: "removed", certainty: "always" },
    ];
  });
}

/** The name of a span may be made from attributes. */
function namedSpans(processor: Component): readonly Effect[] {
  const from = textsOf(descend(processor.body, ["name", "from_attributes"]));
  return from.map((node) => {
    const key = textOf(node);
    const keys = key === undefined ? EVERY_KEY : wordsLanguage([key]);
    return { kind: "copy", from: "span", keys, to: "the span's name" };
  });
}
