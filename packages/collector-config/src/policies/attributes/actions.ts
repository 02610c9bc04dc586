import { type ConfigNode, child } from "../../parse/tree.js";
import { isUnknown, textOf } from "../known.js";
import type { AttributeContext } from "../policy.js";
import { union, wordsLanguage } from "../regex/language.js";
import { regexLanguage } from "../regex/regex-language.js";
import { type Certainty, type Effect, EVERY_KEY } from "./effect.js";

/** What the `actions` of the attributes processor, or the `attributes` of the resource processor, do. */
export function effectsOfActions(
  actions: ConfigNode | undefined,
  context: AttributeContext,
  sometimes: boolean,
): readonly Effect[] {
  if (isUnknown(actions)) return [anything(context)];
  if (actions?.kind !== "list") return [];
  return actions.items.flatMap((action) => effectsOfAction(action, context, sometimes));
}

function anything(context: AttributeContext): Effect {
  return {
    kind: "cover",
    contexts: [context],
    keys: EVERY_KEY,
    strength: "removed",
    certainty: "unknown",
  };
}

function effectsOfAction(
  action: ConfigNode,
  context: AttributeContext,
  sometimes: boolean,
): readonly Effect[] {
  if (isUnknown(action)) return [anything(context)];
  const certainty: Certainty = sometimes ? "sometimes" : "always";
  const word = textOf(child(action, "action"))?.toLowerCase();
  const key = textOf(child(action, "key"));
  if (word === undefined || isUnknown(child(action, "key"))) return [anything(context)];
  if (word === "delete" || word === "hash") {
    const strength = word === "delete" ? "removed" : "hashed";
    const pattern = child(action, "pattern");
    const source = textOf(pattern);
    const matched = source === undefined ? undefined : regexLanguage(source);
    const keys = union([
      ...(key === undefined ? [] : [wordsLanguage([key])]),
      ...(matched === undefined ? [] : [matched]),
    ]);
    const sure: Effect = { kind: "cover", contexts: [context], keys, strength, certainty };
    const unread = isUnknown(pattern) || (source !== undefined && matched === undefined);
    return unread ? [sure, { ...sure, keys: EVERY_KEY, certainty: "unknown" }] : [sure];
  }
  if (key === undefined) return [];
  if (word === "extract") return extracted(action, context, key);
  if (word !== "insert" && word !== "update" && word !== "upsert") return [];
  return assigned(action, context, key, word, certainty);
}

const MODES = { insert: "if-absent", update: "if-present", upsert: "always" } as const;

function assigned(
  action: ConfigNode,
  context: AttributeContext,
  key: string,
  word: keyof typeof MODES,
  certainty: Certainty,
): readonly Effect[] {
  const from = child(action, "from_attribute");
  const source = textOf(from);
  const written = child(action, "value");
  const constant = from === undefined && child(action, "from_context") === undefined;
  const value = constant && written !== undefined ? (textOf(written) ?? null) : null;
  const set: Effect = {
    kind: "set",
    context,
    key,
    value,
    mode: MODES[word],
    certainty: constant ? certainty : "sometimes",
  };
  if (isUnknown(from))
    return [set, { kind: "copy", from: context, keys: EVERY_KEY, to: { context, key } }];
  if (source !== undefined)
    return [
      set,
      { kind: "copy", from: context, keys: wordsLanguage([source]), to: { context, key } },
    ];
  if (!constant || word === "insert") return [set];
  const keys = wordsLanguage([key]);
  return [set, { kind: "cover", contexts: [context], keys, strength: "masked", certainty }];
}

/** Parts of a value become attributes named like the groups of the pattern. */
function extracted(action: ConfigNode, context: AttributeContext, key: string): readonly Effect[] {
  const pattern = textOf(child(action, "pattern")) ?? "";
  const names = [...pattern.matchAll(/\(\?P?<([^>]+)>/g)].map((match) => match[1] ?? "");
  const keys = wordsLanguage([key]);
  return names.map((name) => ({ kind: "copy", from: context, keys, to: { context, key: name } }));
}
