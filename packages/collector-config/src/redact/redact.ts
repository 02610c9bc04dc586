import { parseConfig } from "../parse/parse.js";
import { keysOf } from "../parse/path-link.js";
import { redactLines } from "./by-line.js";
import { writtenIn } from "./from-tree.js";
import { isSecretName } from "./secret-names.js";

/** A text without its secrets. */
export interface Redacted {
  /** As many lines as before, formatting kept. */
  readonly text: string;
  /** Where something was replaced: dotted paths, or key names where the text could not be read. */
  readonly redacted: readonly string[];
}

/**
 * Replaces secrets by `[REDACTED]`: values under names that say so, headers that authenticate, private keys,
 * passwords in addresses and connection strings, well-known token shapes; in values and comments alike.
 * `${env:NAME}` stays (a default inside it goes, where the value is a secret). A text that cannot be read is taken
 * line by line, which replaces too much rather than too little. Never throws; redacting twice changes nothing more.
 */
export function redact(text: string): Redacted {
  const { config, problems } = parseConfig(text);
  if (config === null || problems.length > 0) return redactLines(text);
  let done = "";
  let at = 0;
  const redacted: string[] = [];
  const between = (part: string): string => {
    // Punctuation alone holds nothing; the rest are comments, and values that a merge key overrides.
    if (!/[A-Za-z]/.test(part)) return part;
    const rest = redactLines(part, isSecretName);
    redacted.push(...rest.redacted);
    return rest.text;
  };
  for (const each of writtenIn(config)) {
    if (each.offset < at) continue;
    done += between(text.slice(at, each.offset));
    done += each.replacement ?? text.slice(each.offset, each.end);
    at = each.end;
    if (each.replacement !== undefined) redacted.push(keysOf(each.link).join("."));
  }
  const readTo = Math.max(at, config.end);
  done += between(text.slice(at, readTo));
  const rest = redactLines(text.slice(readTo));
  return { text: done + rest.text, redacted: [...redacted, ...rest.redacted] };
}
