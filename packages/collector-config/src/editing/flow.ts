import { unquoted } from "./place.js";

/** One open bracket before the caret. */
export interface FlowFrame {
  readonly kind: "map" | "list";
  /** Offset of the bracket. */
  readonly open: number;
  /** The key whose value the next bracket, or the caret, is in; null between keys. */
  readonly key: string | null;
  /** Offset after the last comma or the bracket, or after the colon of `key`. */
  readonly part: number;
  /** Keys or items that are complete. */
  readonly taken: readonly string[];
}

interface Open {
  kind: "map" | "list";
  open: number;
  key: string | null;
  part: number;
  taken: string[];
}

/** Brackets that are open at an offset, the outermost first. Quotes, comments and `${…}` are passed over. */
export function framesAt(text: string, from: number, offset: number): readonly FlowFrame[] {
  const frames: Open[] = [];
  // In block style a bracket or a quote means something only where a value begins.
  let begins = true;
  for (let at = from; at < offset; at++) {
    const char = text[at] ?? "";
    const top = frames.at(-1);
    if (char === "\n") {
      begins = begins || top === undefined;
      continue;
    }
    if (char === "#" && (at === from || /\s/.test(text[at - 1] ?? ""))) {
      at = endOf(text, "\n", at, offset) - 1;
      continue;
    }
    if ((char === '"' || char === "'") && begins) {
      at = endOf(text, char, at + 1, offset);
      begins = false;
      continue;
    }
    if (char === "$" && text[at + 1] === "{") {
      at = endOf(text, "}", at, offset);
      continue;
    }
    if ((char === "{" || char === "[") && (begins || top !== undefined)) {
      frames.push({
        kind: char === "{" ? "map" : "list",
        open: at,
        key: null,
        part: at + 1,
        taken: [],
      });
      begins = true;
    } else if ((char === "}" || char === "]") && top !== undefined) {
      frames.pop();
      begins = false;
    } else if (char === "," && top !== undefined) {
      if (top.kind === "list") top.taken.push(itemIn(text.slice(top.part, at)));
      top.key = null;
      top.part = at + 1;
      begins = true;
    } else if (char === ":" && (/\s/.test(text[at + 1] ?? " ") || at + 1 === offset)) {
      if (top?.kind === "map" && top.key === null) {
        top.key = itemIn(text.slice(top.part, at));
        top.taken.push(top.key);
        top.part = at + 1;
      }
      begins = true;
    } else if (!/\s/.test(char) && !dashBegins(text, at, top === undefined)) {
      begins = false;
    }
  }
  return frames;
}

/** A dash before an item: what follows it is a value. */
function dashBegins(text: string, at: number, block: boolean): boolean {
  return block && text[at] === "-" && /\s/.test(text[at + 1] ?? " ");
}

/** Items or keys that follow the caret up to the closing bracket. */
export function takenAfter(text: string, offset: number, kind: FlowFrame["kind"]): string[] {
  const close = text.slice(offset, offset + 2000).search(kind === "map" ? /[}\n]/ : /[\]]/);
  if (close < 0) return [];
  return text
    .slice(offset, offset + close)
    .split(",")
    .slice(1)
    .map((part) => itemIn(kind === "map" ? part.replace(/:.*$/s, "") : part))
    .filter((name) => name !== "");
}

const itemIn = (text: string) => unquoted(text.trim());

/** Offset of a character, or the limit. */
function endOf(text: string, char: string, from: number, limit: number): number {
  const at = text.indexOf(char, from);
  return at < 0 || at > limit ? limit : at;
}
