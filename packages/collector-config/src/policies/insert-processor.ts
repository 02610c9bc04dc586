import type { Edit } from "../finding.js";
import type { CollectorConfig, Pipeline } from "../parse/config.js";
import { child, isNull, type ListNode } from "../parse/tree.js";

/**
 * One edit that puts a processor into a pipeline's list before the item at `index` (its length: at the end). Undefined
 * where the place is not plain: the list comes from an anchor or the environment, or is laid out unusually.
 */
export function insertProcessor(
  config: CollectorConfig,
  pipeline: Pipeline,
  id: string,
  index: number,
): Edit | undefined {
  const { body } = pipeline;
  if (body.kind !== "map" || pipeline.open.has("processors")) return undefined;
  const word = /^[\w./-]+$/.test(id) ? id : JSON.stringify(id);
  const list = child(body, "processors");
  const within = (offset: number) => offset >= body.place.offset && offset <= body.place.end;
  if (list === undefined) return newList(config, pipeline, word);
  if (list.kind === "scalar" && isNull(list)) {
    if (list.style !== "empty" && within(list.place.offset))
      return {
        offset: list.place.offset,
        length: list.place.end - list.place.offset,
        replacement: `[${word}]`,
      };
    return undefined;
  }
  if (list.kind !== "list" || !within(list.place.offset) || !within(list.place.end))
    return undefined;
  return config.text[list.place.offset] === "["
    ? inFlow(config.text, list, word, index)
    : inBlock(config.text, list, word, index);
}

function inFlow(text: string, list: ListNode, word: string, index: number): Edit | undefined {
  const next = list.items[index];
  const previous = list.items[index - 1];
  if (next !== undefined) return { offset: next.place.offset, length: 0, replacement: `${word}, ` };
  if (previous !== undefined)
    return { offset: previous.place.end, length: 0, replacement: `, ${word}` };
  if (!/^\[\s*\]$/.test(text.slice(list.place.offset, list.place.end))) return undefined;
  return {
    offset: list.place.offset,
    length: list.place.end - list.place.offset,
    replacement: `[${word}]`,
  };
}

function inBlock(text: string, list: ListNode, word: string, index: number): Edit | undefined {
  const beside = list.items[Math.min(index, list.items.length - 1)];
  if (beside === undefined) return undefined;
  const lineStart = text.lastIndexOf("\n", beside.place.offset - 1) + 1;
  const dash = text.slice(lineStart, beside.place.offset);
  if (!/^[ ]*-[ ]+$/.test(dash)) return undefined;
  if (index < list.items.length)
    return { offset: lineStart, length: 0, replacement: `${dash}${word}\n` };
  const end = text.indexOf("\n", beside.place.end);
  const offset = end < 0 ? text.length : end;
  return { offset, length: 0, replacement: `\n${dash}${word}` };
}

/** A pipeline without processors gets them before its exporters. */
function newList(config: CollectorConfig, pipeline: Pipeline, word: string): Edit | undefined {
  if (pipeline.body.kind !== "map") return undefined;
  const exporters = pipeline.body.entries.get("exporters");
  const offset = exporters?.keyPlace.offset ?? -1;
  if (offset < pipeline.body.place.offset || offset > pipeline.body.place.end) return undefined;
  const lineStart = config.text.lastIndexOf("\n", offset - 1) + 1;
  const indent = config.text.slice(lineStart, offset);
  const flow = config.text[pipeline.body.place.offset] === "{";
  if (flow) return { offset, length: 0, replacement: `processors: [${word}], ` };
  if (!/^[ ]*$/.test(indent)) return undefined;
  return { offset: lineStart, length: 0, replacement: `${indent}processors: [${word}]\n` };
}
