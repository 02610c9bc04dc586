import { redactLiteral } from "./literal.js";
import { REDACTED } from "./marker.js";
import { redactPatterns, redactPrivateKeys } from "./patterns.js";
import { isSecretHeader } from "./secret-names.js";

/** `key: value` or `key=value` anywhere in a line: quoted or plain keys, block or flow style, also behind `#`. */
const PAIR = /(^|[\s{,#[-])(["']?)([A-Za-z][\w.\-/]*)\2\s*[:=]\s*/g;

/** How far a `value:` may stand from the `name:` that makes it a secret. */
const NAMED_LINES = 2;

/**
 * Redaction without reading YAML, for texts that cannot be read and for comments: whatever follows a name that
 * suggests a secret goes, to the end of the line, and so do the deeper lines below it. Takes too much rather than
 * too little; keeps every line break.
 */
export function redactLines(
  text: string,
  isSecret: (name: string) => boolean = isSecretHeader,
): { text: string; redacted: string[] } {
  const redacted: string[] = [];
  const pieces = text.split(/(\r\n|\n|\r)/);
  const lines = pieces.filter((_piece, i) => i % 2 === 0);
  const breaks = pieces.filter((_piece, i) => i % 2 === 1);
  const named = lines.map((line) => namesSecret(line, isSecret));
  let under: { indent: number; open: boolean } | undefined;
  const done = lines.map((line, i) => {
    const indent = width(line);
    if (under !== undefined && line.trim() !== "") {
      const below = indent > under.indent || (indent === under.indent && /^\s*-/.test(line));
      const continues = under.open && !/^[\s#-]*["']?[\w.\-/]+["']?\s*:(\s|$)/.test(line);
      under.open = false;
      if (below || continues) return hide(line);
      under = undefined;
    }
    const nearby = named.slice(Math.max(0, i - NAMED_LINES), i + NAMED_LINES + 1).some(Boolean);
    const secret = firstSecret(
      line,
      (name) => isSecret(name) || (nearby && /^values?$/.test(name)),
    );
    if (secret === undefined) return redactPatterns(line);
    const value = line.slice(secret.valueAt);
    under = { indent, open: value.trim() === "" };
    const hidden = redactLiteral(value.trimEnd());
    if (value.trim() === "" || isDone(value) || hidden === value.trimEnd()) return line;
    redacted.push(secret.name);
    const block = /^[|>][-+0-9]*\s*$/.test(value);
    return redactPatterns(line.slice(0, secret.valueAt)) + (block ? value : quote(hidden));
  });
  const safe = redactPrivateKeys(done);
  return { text: safe.map((line, i) => line + (breaks[i] ?? "")).join(""), redacted };
}

/** Columns before the first character; a tab counts as eight. */
function width(line: string): number {
  const blank = /^[\s#]*/.exec(line)?.[0] ?? "";
  return blank.replaceAll("\t", "        ").length;
}

function isDone(value: string): boolean {
  return /^["']?\[REDACTED\]["']?[\s,}\]]*$/.test(value);
}

function quote(hidden: string): string {
  return hidden === REDACTED ? `'${REDACTED}'` : hidden;
}

function hide(line: string): string {
  const dash = /^[\s#]*(-\s+)?/.exec(line)?.[0] ?? "";
  const key = /^(["']?)[A-Za-z_][\w.\-/]{0,63}\1\s*:\s+/.exec(line.slice(dash.length))?.[0] ?? "";
  const value = line.slice(dash.length + key.length);
  if (value.trim() === "" || isDone(value)) return line;
  return dash + key + quote(redactLiteral(value.trimEnd()));
}

function firstSecret(
  line: string,
  isSecret: (name: string) => boolean,
): { name: string; valueAt: number } | undefined {
  for (const match of line.matchAll(PAIR)) {
    const name = match[3] ?? "";
    if (isSecret(name)) return { name, valueAt: match.index + match[0].length };
  }
  return undefined;
}

/** A line with `name: Authorization` or `key: api_key`. */
function namesSecret(line: string, isSecret: (name: string) => boolean): boolean {
  const match = /(?:^|[\s{,#[-])["']?(?:name|key)["']?\s*[:=]\s*["']?([\w.\-/]+)/.exec(line);
  return match !== null && isSecret(match[1] ?? "");
}
