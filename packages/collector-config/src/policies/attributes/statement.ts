import {
  HASHES,
  type PathPlace,
  pathsIn,
  placeOf,
  reachesAll,
  type StatementContext,
} from "../ottl/places.js";
import type { Condition, Expression, Statement } from "../ottl/syntax.js";
import type { AttributeContext } from "../policy.js";
import { complement, type Language, wordsLanguage } from "../regex/language.js";
import { regexLanguage } from "../regex/regex-language.js";
import { type Certainty, type Effect, EVERY_KEY, type Strength } from "./effect.js";
import { MATCHES_ALL } from "./redaction.js";

/** What one statement of the transformation language does to attributes. */
export function effectsOfStatement(
  { name, args, where }: Statement,
  context: AttributeContext | undefined,
  conditional: boolean,
  contexts: readonly AttributeContext[],
): readonly Effect[] {
  const [target, ...rest] = args;
  const place = target?.kind === "path" ? placeOf(target, context) : undefined;
  if (place === undefined) return [];
  const [first] = rest;
  const about: PathPlace =
    name === "delete_key" && place.kind === "all" && first?.kind === "text"
      ? { kind: "key", context: place.context, key: first.value }
      : place;
  const certainty = certaintyOf(about, where, context, conditional);
  const cover: Cover = (keys, strength, reach = "values") => {
    if (place.kind === "elsewhere") return [];
    const own = [place.context];
    if (keys === undefined)
      return [{ kind: "cover", contexts: own, keys: EVERY_KEY, strength, certainty: "unknown" }];
    const sure = reach === "texts" && certainty === "always" ? "unknown" : certainty;
    return [{ kind: "cover", contexts: own, keys, strength, certainty: sure }];
  };
  const copies = copiesInto(place, rest, context);
  switch (name) {
    case "delete_key":
      return place.kind === "all" ? cover(wordOf(rest[0]), "removed") : [];
    case "delete_matching_keys":
      return place.kind === "all" ? cover(regexOf(rest[0]), "removed") : [];
    case "keep_keys":
      return place.kind === "all" ? cover(wordsOf(rest[0], complement), "removed") : [];
    case "keep_matching_keys": {
      const kept = regexOf(rest[0]);
      return place.kind === "all"
        ? cover(kept === undefined ? undefined : complement(kept), "removed")
        : [];
    }
    case "set":
      return setEffects(place, rest[0], copies, cover, certainty, context);
    case "replace_pattern": {
      const [pattern, , hash] = rest;
      const strength = isHash(hash) ? "hashed" : "masked";
      const whole = pattern?.kind === "text" && MATCHES_ALL.test(pattern.value);
      const covered =
        place.kind === "key" && whole ? cover(wordsLanguage([place.key]), strength, "texts") : [];
      return [...covered, ...copies];
    }
    case "replace_match": {
      const whole = rest[0]?.kind === "text" && /^\*+$/.test(rest[0].value);
      const covered =
        place.kind === "key" && whole
          ? cover(wordsLanguage([place.key]), isHash(rest[2]) ? "hashed" : "masked", "texts")
          : [];
      return [...covered, ...copies];
    }
    case "replace_all_matches": {
      const whole = rest[0]?.kind === "text" && /^\*+$/.test(rest[0].value);
      return place.kind === "all" && whole
        ? cover(EVERY_KEY, isHash(rest[2]) ? "hashed" : "masked", "texts")
        : copies;
    }
    case "replace_all_patterns":
      return replacedEverywhere(place, rest, cover);
    case "flatten":
      return place.kind === "all" ? [escape(place.context, EVERY_KEY, "flattened keys")] : [];
    case "merge_maps":
      return merged(place, rest[0], context);
    case "limit":
    case "truncate_all":
    case "delete_index":
    case "log":
      return [];
    default:
      return place.kind === "all" ? [{ kind: "return", contexts, keys: EVERY_KEY }] : copies;
  }
}

/**
 * Replacing and hashing pass over lists, maps and numbers: what is no text then leaves as it came (`texts`). Whether
 * an attribute is a text, only the sender knows.
 */
type Reach = "values" | "texts";

type Cover = (keys: Language | undefined, strength: Strength, reach?: Reach) => readonly Effect[];

function setEffects(
  place: PathPlace,
  value: Expression | undefined,
  copies: readonly Effect[],
  cover: Cover,
  certainty: Certainty,
  context: AttributeContext | undefined,
): readonly Effect[] {
  if (value === undefined || (value.kind === "literal" && value.value === "nil")) return [];
  if (place.kind === "all" && value.kind === "map" && value.values.length === 0)
    return cover(EVERY_KEY, "removed");
  if (place.kind === "all")
    return [...copies, { kind: "return", contexts: [place.context], keys: EVERY_KEY }];
  if (place.kind !== "key") return copies;
  const keys = wordsLanguage([place.key]);
  const written = value.kind === "text" || value.kind === "literal" ? value.value : null;
  const set: Effect = {
    kind: "set",
    context: place.context,
    key: place.key,
    value: written,
    mode: "always",
    certainty: written === null ? "sometimes" : certainty,
  };
  if (written !== null) return [set, ...cover(keys, "masked")];
  if (isHash(value)) {
    // A hash of something else leaves the attribute as it is where that is missing.
    const reach = value.kind === "call" ? hashReach(value.args, place, context) : undefined;
    return reach === undefined ? [set] : [set, ...cover(keys, "hashed", reach)];
  }
  const foreign = pathsIn(value).some((path) => placeOf(path, context).kind === "elsewhere");
  return foreign
    ? [set, ...copies, { kind: "return", contexts: [place.context], keys }]
    : [set, ...copies];
}

/** What is hashed where the attribute itself is: turned into a text before, any value. */
function hashReach(
  args: readonly Expression[],
  place: PathPlace,
  context: AttributeContext | undefined,
): Reach | undefined {
  if (args.some((arg) => isPlace(arg, place, context))) return "texts";
  const written = args.some(
    (arg) =>
      arg.kind === "call" &&
      arg.name === "String" &&
      arg.args.some((inner) => isPlace(inner, place, context)),
  );
  return written ? "values" : undefined;
}

function isPlace(
  expression: Expression,
  place: PathPlace,
  context: AttributeContext | undefined,
): boolean {
  if (expression.kind !== "path" || place.kind !== "key") return false;
  const other = placeOf(expression, context);
  return other.kind === "key" && other.context === place.context && other.key === place.key;
}

/** Attributes that are read by the other arguments go on where the statement writes. */
function copiesInto(
  place: PathPlace,
  args: readonly Expression[],
  context: AttributeContext | undefined,
): readonly Effect[] {
  return args.flatMap(pathsIn).flatMap((path): Effect[] => {
    const from = placeOf(path, context);
    if (from.kind === "elsewhere") return [];
    const same =
      from.kind !== "all" &&
      place.kind === "key" &&
      from.context === place.context &&
      from.key === place.key;
    if (same) return [];
    const keys = from.kind === "all" || from.key === null ? EVERY_KEY : wordsLanguage([from.key]);
    const to =
      place.kind === "elsewhere"
        ? place.word
        : place.kind === "all" || place.key === null
          ? `${place.context} attributes`
          : { context: place.context, key: place.key };
    return [{ kind: "copy", from: from.context, keys, to }];
  });
}

function replacedEverywhere(
  place: PathPlace,
  [mode, pattern, , hash]: readonly Expression[],
  cover: Cover,
): readonly Effect[] {
  if (place.kind !== "all") return [];
  const source = pattern?.kind === "text" ? pattern.value : undefined;
  if (mode?.kind === "text" && mode.value === "value") {
    const whole = source !== undefined && MATCHES_ALL.test(source);
    return whole ? cover(EVERY_KEY, isHash(hash) ? "hashed" : "masked", "texts") : [];
  }
  const renamed = source === undefined ? undefined : regexLanguage(source);
  return [
    escape(place.context, renamed ?? EVERY_KEY, "renamed keys"),
    { kind: "return", contexts: [place.context], keys: EVERY_KEY },
  ];
}

function merged(
  place: PathPlace,
  source: Expression | undefined,
  context: AttributeContext | undefined,
): readonly Effect[] {
  const own = source?.kind === "path" ? placeOf(source, context) : undefined;
  const out: Effect[] =
    own === undefined || own.kind === "elsewhere"
      ? []
      : [
          escape(
            own.context,
            own.kind === "all" || own.key === null ? EVERY_KEY : wordsLanguage([own.key]),
            place.kind === "elsewhere" ? place.word : `${place.context} attributes`,
          ),
        ];
  const back: Effect[] =
    place.kind === "elsewhere"
      ? []
      : [{ kind: "return", contexts: [place.context], keys: EVERY_KEY }];
  return [...out, ...back];
}

function escape(from: StatementContext, keys: Language, to: string): Effect {
  return { kind: "copy", from, keys, to };
}

function certaintyOf(
  place: PathPlace,
  where: Condition | null,
  context: AttributeContext | undefined,
  conditional: boolean,
): Certainty {
  if (place.kind === "elsewhere") return "always";
  if (conditional || !reachesAll(context, place.context)) return "sometimes";
  return where === null || isOwnPresence(where, place, context) ? "always" : "sometimes";
}

/** `where attributes["k"] != nil` about the attribute that is written: without it there is nothing to hide. */
function isOwnPresence(
  where: Condition,
  place: PathPlace,
  context: AttributeContext | undefined,
): boolean {
  if (where.kind !== "compare" || where.sign !== "!=") return false;
  const nothing = where.right.kind === "literal" && where.right.value === "nil";
  return nothing && isPlace(where.left, place, context);
}

function isHash(expression: Expression | undefined): boolean {
  if (expression?.kind === "path") return HASHES.has(expression.parts[0]?.name ?? "");
  if (expression?.kind === "literal") return HASHES.has(expression.value);
  return expression?.kind === "call" && HASHES.has(expression.name);
}

function wordOf(expression: Expression | undefined): Language | undefined {
  return expression?.kind === "text" ? wordsLanguage([expression.value]) : undefined;
}

function regexOf(expression: Expression | undefined): Language | undefined {
  return expression?.kind === "text" ? regexLanguage(expression.value) : undefined;
}

function wordsOf(
  expression: Expression | undefined,
  turn: (language: Language) => Language,
): Language | undefined {
  if (expression?.kind !== "list") return undefined;
  const words = expression.items.map((item) => (item.kind === "text" ? item.value : undefined));
  const known = words.filter((word) => word !== undefined);
  return known.length === words.length ? turn(wordsLanguage(known)) : undefined;
}
