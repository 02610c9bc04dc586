import { type ConfigNode, child } from "../../parse/tree.js";
import { isUnknown, switchOf, textOf, textsOf } from "../known.js";
import type { AttributeContext } from "../policy.js";
import {
  complement,
  intersection,
  type Language,
  union,
  wordsLanguage,
} from "../regex/language.js";
import { regexLanguage } from "../regex/regex-language.js";
import { type Certainty, type Effect, EVERY_KEY } from "./effect.js";

/**
 * What the redaction processor does: keys that are not allowed go, unless all are; keys like a blocked pattern have
 * their value masked or hashed, unless a value is allowed; ignored keys stay. The same in every context.
 */
export function effectsOfRedaction(
  body: ConfigNode,
  contexts: readonly AttributeContext[],
): readonly Effect[] {
  const cover = (
    keys: Language,
    strength: "removed" | "hashed" | "masked",
    certainty: Certainty,
  ): Effect => ({
    kind: "cover",
    contexts,
    keys,
    strength,
    certainty,
  });
  if (isUnknown(body)) return [cover(EVERY_KEY, "removed", "unknown")];
  const ignored = union([
    words(body, "ignored_keys").language,
    patterns(body, "ignored_key_patterns").language,
  ]);
  const unsure = ["ignored_keys", "ignored_key_patterns"].some((key) => list(body, key).unknown);
  const certainty: Certainty =
    unsure || patterns(body, "ignored_key_patterns").unknown ? "unknown" : "always";
  const effects: Effect[] = [];
  const all = switchOf(child(body, "allow_all_keys"), false);
  const allowed = words(body, "allowed_keys");
  if (all !== true) {
    const kept = union([allowed.language, ignored]);
    const sure = all === "unknown" || allowed.unknown ? "unknown" : certainty;
    effects.push(cover(complement(kept), "removed", sure));
  }
  const strength = (textOf(child(body, "hash_function")) ?? "") === "" ? "masked" : "hashed";
  const excused = list(body, "allowed_values");
  const masks: Certainty = excused.unknown
    ? "unknown"
    : excused.items.length > 0
      ? "sometimes"
      : certainty;
  const blocked = patterns(body, "blocked_key_patterns");
  effects.push(cover(intersection([blocked.language, complement(ignored)]), strength, masks));
  if (blocked.unknown) effects.push(cover(EVERY_KEY, strength, "unknown"));
  if (list(body, "blocked_values").items.some((each) => MATCHES_ALL.test(textOf(each) ?? "")))
    effects.push(cover(complement(ignored), strength, masks));
  return effects;
}

/**
 * Patterns that match all of any text: then the whole value is masked. Tied to the beginning or the end, a pattern
 * leaves lines of a longer text, unless `.` stands for line ends too.
 */
export const MATCHES_ALL = /^(?:\(\?s\)\^?\.[*+]\$?|\.[*+])$/;

function list(
  body: ConfigNode,
  key: string,
): { readonly items: readonly ConfigNode[]; readonly unknown: boolean } {
  const items = textsOf(child(body, key));
  return { items, unknown: items.some(isUnknown) };
}

function words(
  body: ConfigNode,
  key: string,
): { readonly language: Language; readonly unknown: boolean } {
  const { items, unknown } = list(body, key);
  return { language: wordsLanguage(items.flatMap((item) => textOf(item) ?? [])), unknown };
}

function patterns(
  body: ConfigNode,
  key: string,
): { readonly language: Language; readonly unknown: boolean } {
  const { items, unknown } = list(body, key);
  const languages = items.map((item) => {
    const source = textOf(item);
    return source === undefined ? undefined : regexLanguage(source);
  });
  const read = languages.flatMap((language) => language ?? []);
  return { language: union(read), unknown: unknown || read.length < languages.length };
}
