/** Stands in a path for an item of a list. */
export const ITEM = "*";

/** Where a caret stands in a text that may be half written. */
export interface EditPlace {
  /** A key of a map, the value of a key, or an item of a list. */
  readonly role: "key" | "value" | "item";
  /** Keys from the root: to the map of a key, to the key of a value, to the list of an item and {@link ITEM}. */
  readonly path: readonly string[];
  /** The word that is being written: its offsets, and what stands before the caret. */
  readonly from: number;
  readonly to: number;
  readonly word: string;
  /** Column of the keys beside it, from 0. */
  readonly indent: number;
  /** Inside `{…}` or `[…]`. */
  readonly flow: boolean;
  /** A colon follows the word already. */
  readonly colon: boolean;
  /** Keys of the same map, or items of the same list. */
  readonly taken: readonly string[];
}

/** `key:` or `- key: value`, a key in quotes or without. */
// A plain key goes on over blanks that neither a colon nor an end follows, so that no blank is looked at twice.
const PLAIN_KEY = String.raw`[^\s#'"{}[\],&*!|>%@](?:[^\s:#'"{}[\]]|:(?!\s|$)|[^\S\n]+(?!\s|:(?:\s|$)))*`;
const KEY = String.raw`("[^"\n]*"|'[^'\n]*'|${PLAIN_KEY})\s*:(?=\s|$)`;
const LINE = new RegExp(String.raw`^(\s*)((?:- +)*)(?:${KEY}[ \t]*([^\n]*))?`);
const ENTRY = new RegExp(String.raw`^${KEY}(\s*)([^\n]*)$`);

/** One line in block style, as far as a place needs it. */
export interface BlockLine {
  readonly indent: number;
  /** Column after the dashes, if there are any. */
  readonly content: number;
  readonly dashed: boolean;
  readonly key: string | null;
  /** What stands after the colon. */
  readonly value: string;
}

/** Reads one line; null where nothing stands on it, or a comment. */
export function readLine(line: string): BlockLine | null {
  if (/^\s*(#|$)/.test(line)) return null;
  const [, lead = "", dashes = "", key, value = ""] = LINE.exec(line) ?? [];
  const only = /^\s*-\s*$/.test(line);
  return {
    indent: lead.length,
    content: lead.length + dashes.length,
    dashed: dashes !== "" || only,
    key: key === undefined ? null : unquoted(key),
    value,
  };
}

/** `key: value` in two; null where no key is whole. */
export function readEntry(text: string): { readonly key: string; readonly value: string } | null {
  const [, key, , value = ""] = ENTRY.exec(text) ?? [];
  return key === undefined ? null : { key: unquoted(key), value };
}

/** A key or item without its quotes. */
export function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text;
}

/** True where a comment has begun before the end of the text, which is the beginning of one line. */
export function inComment(before: string): boolean {
  return /(^|\s)#/.test(before.replace(/"[^"]*"|'[^']*'/g, ""));
}
