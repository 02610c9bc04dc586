import { type Finding, finding } from "../finding.js";
import type { LineIndex } from "../text/place.js";

/** Makes the findings of reading: they have a place in the text and no path. */
export function problem(
  lines: LineIndex,
  code: string,
  range: readonly [offset: number, end: number],
  message: string,
  remedy: string,
): Finding {
  return finding({ code, place: lines.place(range[0], range[1]), path: [], message, remedy });
}
