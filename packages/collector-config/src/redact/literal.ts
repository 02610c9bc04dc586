import { locateReferences } from "../parse/references.js";
import { REDACTED } from "./marker.js";

const SCHEME_WORDS = /^(bearer|basic|token|apikey|api-key|splunk)?[\s:,]*$/i;

/**
 * A secret's text with everything literal replaced: `${…}` stays, a default inside it does not, and words such as
 * `Bearer` before a reference do.
 */
export function redactLiteral(source: string): string {
  const references = locateReferences(source);
  if (references.length === 0) return source.trim() === "" ? source : REDACTED;
  let from = 0;
  let result = "";
  const literal = (text: string): string => (SCHEME_WORDS.test(text) ? text : REDACTED);
  for (const { at, reference } of references) {
    result += literal(source.slice(from, at));
    const hides =
      (reference.fallback ?? "") !== "" || reference.scheme === "yaml" || reference.nested;
    result += hides ? withoutDefault(reference.raw) : reference.raw;
    from = at + reference.raw.length;
  }
  return result + literal(source.slice(from));
}

function withoutDefault(raw: string): string {
  const cut = raw.indexOf(":-");
  if (cut >= 0) return `${raw.slice(0, cut + 2)}${REDACTED}}`;
  return raw.startsWith("${yaml:") ? REDACTED : raw;
}
