import { beside, parentsOf } from "./block.js";
import { type FlowFrame, framesAt, takenAfter } from "./flow.js";
import { type EditPlace, inComment, ITEM, readEntry } from "./place.js";

/** How far back brackets are looked for. */
const FLOW_LENGTH_MAX = 20_000;
const WORD_AFTER = /^[^\s,\]}{[:#"']*/;

/**
 * Where an offset stands in a text, read from lines and brackets rather than from a tree, because a text that is
 * being written is rarely whole. Null in comments, in blocks of text, and where nothing can be told. Never throws.
 */
export function placeAt(text: string, offset: number): EditPlace | null {
  const caret = Math.max(0, Math.min(offset, text.length));
  const start = caret === 0 ? 0 : text.lastIndexOf("\n", caret - 1) + 1;
  const before = text.slice(start, caret);
  if (inComment(before)) return null;
  const frames = framesAt(text, topLevel(text, start), caret);
  if (frames.length > 0) return inFlow(text, caret, frames);
  return inBlock(text, start, caret, before);
}

/** Offset of the last line at or before this one that begins in the first column. */
function topLevel(text: string, start: number): number {
  const least = Math.max(0, start - FLOW_LENGTH_MAX);
  for (let at = start; at > least; ) {
    if (/[^\s#\]}]/.test(text[at] ?? " ")) return at;
    at = at < 2 ? 0 : text.lastIndexOf("\n", at - 2) + 1;
  }
  return least === 0 ? 0 : text.indexOf("\n", least) + 1;
}

function inBlock(text: string, start: number, caret: number, before: string): EditPlace | null {
  const [, lead = "", dashes = "", rest = ""] = /^(\s*)((?:-\s+)*)(.*)$/.exec(before) ?? [];
  const column = lead.length + dashes.length;
  const above = text.slice(0, start).split("\n").slice(0, -1);
  const dash = dashes === "" ? -1 : lead.length;
  const outer = parentsOf(above, dash < 0 ? column : dash, dash >= 0);
  if (outer === null) return null;
  const parents = dash < 0 ? outer : [...outer, ITEM];
  const entry = readEntry(rest);
  const after = WORD_AFTER.exec(text.slice(caret))?.[0] ?? "";
  const to = caret + after.length;
  const base = { to, indent: column, flow: false };
  if (entry !== null) {
    const word = entry.value;
    return {
      ...base,
      role: "value",
      path: [...parents, entry.key],
      from: caret - word.length,
      word,
      colon: false,
      taken: [],
    };
  }
  const lines = text.split("\n");
  const items = dash >= 0;
  return {
    ...base,
    role: items ? "item" : "key",
    path: parents,
    from: caret - rest.length,
    word: rest,
    colon: /^\s*:/.test(text.slice(to)),
    taken: beside(lines, above.length, items ? dash : column, items),
  };
}

function inFlow(text: string, caret: number, frames: readonly FlowFrame[]): EditPlace | null {
  const [first, last] = [frames[0], frames.at(-1)];
  if (first === undefined || last === undefined) return null;
  const line = first.open === 0 ? 0 : text.lastIndexOf("\n", first.open - 1) + 1;
  const outer = inBlock(text, line, first.open, text.slice(line, first.open));
  if (outer === null) return null;
  const path = [...outer.path];
  for (const frame of frames.slice(0, -1)) {
    if (frame.kind === "list") path.push(ITEM);
    else if (frame.key !== null) path.push(frame.key);
  }
  const part = text.slice(last.part, caret);
  const word = part.trimStart();
  const after = WORD_AFTER.exec(text.slice(caret))?.[0] ?? "";
  const to = caret + after.length;
  const base = { from: caret - word.length, to, word, indent: outer.indent, flow: true };
  const taken = [...last.taken, ...takenAfter(text, to, last.kind)];
  if (last.kind === "list") {
    return { ...base, role: "item", path: [...path, ITEM], colon: false, taken };
  }
  if (last.key !== null) {
    return { ...base, role: "value", path: [...path, last.key], colon: false, taken: [] };
  }
  const colon = /^\s*:/.test(text.slice(to));
  return { ...base, role: "key", path, colon, taken };
}
