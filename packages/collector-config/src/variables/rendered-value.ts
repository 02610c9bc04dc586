import { findReferences, locateReferences } from "../parse/references.js";
import type { ScalarNode } from "../parse/tree.js";
import { quoteAlways, quoteText } from "../text/quote.js";
import { VARIABLE_SCHEME, type VariableValue } from "./variable.js";

/** What takes the place of a part of the text. */
export interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

type Given = ReadonlyMap<string, VariableValue>;

/** The value of a scalar with its variables put in, as YAML that reads back as exactly that value. */
export function renderedValue(text: string, node: ScalarNode, given: Given): Replacement {
  const { offset: from, end: to } = node.place;
  const written = text.slice(from, to);
  const inside = node.style === "block" ? insideBlock(written, given) : null;
  if (inside !== null) return { from, to, text: inside };
  // A block text ends with its line break; what replaces it does not.
  const lineEnd = node.style === "block" ? (/\r?\n$/.exec(written)?.[0] ?? "") : "";
  return { from, to, text: value(node, given) + lineEnd };
}

function value(node: ScalarNode, given: Given): string {
  const [only] = node.references;
  const whole = only !== undefined && only.raw === node.source ? given.get(only.name) : undefined;
  if (whole !== undefined && typeof whole !== "string") return String(whole);
  const text = whole === undefined ? putIn(node.source, given) : doubled(whole);
  return node.style === "plain" ? quoteText(text) : quoteAlways(text);
}

/** A text with its references replaced; everything else, other references too, stays. */
function putIn(source: string, given: Given): string {
  let result = "";
  let from = 0;
  for (const { at, reference } of locateReferences(source)) {
    const found = reference.scheme === VARIABLE_SCHEME ? given.get(reference.name) : undefined;
    if (found === undefined) continue;
    result += source.slice(from, at) + doubled(String(found));
    from = at + reference.raw.length;
  }
  return result + source.slice(from);
}

/** A dollar sign of a value is a dollar sign for the Collector too: nothing in a value is expanded. */
function doubled(text: string): string {
  return text.replaceAll("$", () => "$$");
}

/** Words with single blanks between them: such a value can neither end a line nor change its indentation. */
const WORDS = /^[\p{L}\p{N}\p{P}\p{S}]+( [\p{L}\p{N}\p{P}\p{S}]+)*$/u;

/** A literal or folded text with its variables put in where they stand; null where a value could change its lines. */
function insideBlock(written: string, given: Given): string | null {
  const header = /^[^\n]*\n/.exec(written)?.[0] ?? "";
  const body = written.slice(header.length);
  const names = findReferences(body).map(({ name }) => name);
  const safe = names.every((name) => WORDS.test(String(given.get(name) ?? "-")));
  return safe && !/^\s*\$\{[^}]*\}\s*$/.test(body) ? header + putIn(body, given) : null;
}
