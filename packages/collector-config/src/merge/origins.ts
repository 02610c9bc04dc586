import type { Finding } from "../finding.js";
import type { LayerFinding, LayerInput, LineOrigin, MergedConfig, OriginRun } from "./layer.js";
import type { SourcedLine } from "./lines.js";

/** Origins of successive lines, put together where lines follow each other in one layer. */
export function runsOf(lines: readonly SourcedLine[]): OriginRun[] {
  const runs: OriginRun[] = [];
  lines.forEach(({ origin }, index) => {
    const last = runs.at(-1);
    const follows =
      last !== undefined &&
      last.layer === origin.layer &&
      last.sourceLine + last.lines === origin.line;
    if (follows) runs[runs.length - 1] = { ...last, lines: last.lines + 1 };
    else runs.push({ line: index + 1, lines: 1, layer: origin.layer, sourceLine: origin.line });
  });
  return runs;
}

/** Which layer, and which line of it, a line of the merged text (from 1) comes from. Null for a line that is not there. */
export function originOf(merged: Pick<MergedConfig, "origins">, line: number): LineOrigin | null {
  const { origins } = merged;
  let low = 0;
  let high = origins.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const run = origins[middle];
    if (run === undefined) return null;
    if (line < run.line) high = middle - 1;
    else if (line >= run.line + run.lines) low = middle + 1;
    else return { layer: run.layer, line: run.sourceLine + line - run.line };
  }
  return null;
}

/**
 * Findings of the merged text, each with the place in the layer that its line comes from. The column is where the
 * line of that layer has the same text, else the line's first character. An edit stays where the line is the base's
 * own and the merged text is the base; elsewhere it would change another text than the one that is shown.
 */
export function findingsByLayer(
  findings: readonly Finding[],
  merged: Pick<MergedConfig, "text" | "origins">,
  base: LayerInput,
  layers: readonly LayerInput[],
): LayerFinding[] {
  const all = [base, ...layers];
  const cut = new Map<number, readonly string[]>();
  const lineIn = (layer: number, line: number) => {
    const lines = cut.get(layer) ?? (all[layer]?.text ?? "").split(/\r\n|\n|\r/);
    cut.set(layer, lines);
    return lines[line - 1] ?? "";
  };
  const texts = merged.text.split(/\r\n|\n|\r/);
  return findings.map((each) => {
    const origin = originOf(merged, each.line) ?? { layer: 0, line: 1 };
    const here = texts[each.line - 1] ?? "";
    const there = lineIn(origin.layer, origin.line);
    const { edit, ...rest } = each;
    const kept = edit !== undefined && merged.text === base.text ? { edit } : {};
    const column = columnThere(here, there, each.column);
    const layerName = all[origin.layer]?.name ?? "";
    return { ...rest, ...kept, ...origin, column, layerName };
  });
}

/** The column of the same character in a line that may be indented otherwise. */
function columnThere(here: string, there: string, column: number): number {
  const shift = indentOf(there) - indentOf(here);
  if (here.trim() === there.trim()) return Math.max(1, column + shift);
  const word = /^[\w./-]+/.exec(here.slice(column - 1))?.[0] ?? "";
  const at = word === "" ? -1 : there.indexOf(word);
  return (at < 0 ? indentOf(there) : at) + 1;
}

function indentOf(text: string): number {
  return /^\s*/.exec(text)?.[0].length ?? 0;
}
