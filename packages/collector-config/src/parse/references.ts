import { SECRET_NAME, secretNameOf } from "../secrets/secret.js";
import { VARIABLE_NAME, VARIABLE_SCHEME } from "../variables/variable.js";

/** One `${…}` of a scalar, left symbolic: its value is known to the agent alone. */
export interface ConfigReference {
  /** As written, with `${` and `}`. */
  readonly raw: string;
  /** `env` where none is written, `fleethub` for a variable or a secret of the hub. Not limited to known ones. */
  readonly scheme: string;
  /** What follows the scheme, without the default: a variable's name, a file, YAML text. */
  readonly name: string;
  /** Text after `:-`, for `env` alone. */
  readonly fallback?: string;
  /** Holds another reference, so that its name is known only to the agent. */
  readonly nested: boolean;
  /** True when the Collector cannot resolve it; see `problem`. */
  readonly problem?: "scheme" | "name";
}

/** Schemes that a Collector resolves with its default providers. */
export const SCHEMES: readonly string[] = ["env", "file", "http", "https", "yaml"];

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]+):([\s\S]*)$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The references of a scalar's text, outermost only, in order. `$NAME` is none, `$${…}` is escaped text.
 * Written from how confmap finds them: an expansion ends at the first `}` and starts at the nearest `${` before it.
 */
export function findReferences(text: string): readonly ConfigReference[] {
  if (!text.includes("${")) return NONE;
  return locateReferences(text).map(({ reference }) => reference);
}

/** The references of a scalar's text as `findReferences` has them, each with the offset of its `$`. */
export function locateReferences(
  text: string,
): readonly { readonly at: number; readonly reference: ConfigReference }[] {
  const found: { at: number; reference: ConfigReference }[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf("${", at);
    if (open < 0) break;
    let dollars = 0;
    while (open - dollars - 1 >= at && text[open - dollars - 1] === "$") dollars++;
    if (dollars % 2 === 1) {
      at = open + 2;
      continue;
    }
    const close = closing(text, open);
    if (close < 0) break;
    found.push({ at: open, reference: referenceOf(text.slice(open, close + 1)) });
    at = close + 1;
  }
  return found;
}

/** A text with `$$` turned back into `$`, as the Collector does after expansion. */
export function unescapeDollars(text: string): string {
  return text.includes("$$") ? text.replaceAll("$$", () => "$") : text;
}

const NONE: readonly ConfigReference[] = [];

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === "$" && text[i + 1] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return i;
  }
  return -1;
}

function referenceOf(raw: string): ConfigReference {
  const inner = raw.slice(2, -1);
  const nested = inner.includes("${");
  const match = inner.includes(":") ? SCHEME.exec(inner) : null;
  if (inner.includes(":") && match === null) {
    return { raw, scheme: "", name: inner, nested, ...(nested ? {} : { problem: "scheme" }) };
  }
  const scheme = match?.[1] ?? "env";
  const rest = match?.[2] ?? inner;
  if (scheme === VARIABLE_SCHEME) {
    const secret = secretNameOf(scheme, rest);
    const named = nested || (secret === null ? VARIABLE_NAME : SECRET_NAME).test(secret ?? rest);
    return { raw, scheme, name: rest, nested, ...(named ? {} : { problem: "name" }) };
  }
  if (scheme !== "env") {
    const known = nested || SCHEMES.includes(scheme);
    return { raw, scheme, name: rest, nested, ...(known ? {} : { problem: "scheme" }) };
  }
  const cut = rest.indexOf(":-");
  const name = cut < 0 ? rest : rest.slice(0, cut);
  return {
    raw,
    scheme,
    name,
    nested,
    ...(cut < 0 ? {} : { fallback: rest.slice(cut + 2) }),
    ...(nested || VARIABLE.test(name) ? {} : { problem: "name" }),
  };
}
