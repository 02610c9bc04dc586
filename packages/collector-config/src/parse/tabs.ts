import { type Document, isCollection, isScalar, visit } from "yaml";
import type { Finding } from "../finding.js";
import type { LineIndex } from "../text/place.js";
import { PROBLEMS_MAX } from "./limits.js";
import { tabProblem } from "./syntax-problems.js";

/**
 * Tabs where the Collector's reader allows spaces only and the parser used here is more patient:
 * at the start of a line, or after a list's dash, outside flow collections and texts.
 */
export function tabProblems(text: string, document: Document.Parsed, lines: LineIndex): Finding[] {
  const end = document.range[2];
  const tabs: number[] = [];
  for (const match of text.slice(0, end).matchAll(/^[ ]*(?:-[ ]+)*-?\t/gm)) {
    tabs.push(match.index + match[0].length - 1);
  }
  if (tabs.length === 0) return [];
  // Outermost ranges in order of place: what is nested in one of them starts before its end.
  const covered: [from: number, to: number][] = [];
  visit(document, {
    Node(_key, node) {
      if (node.range === undefined || node.range === null) return;
      const flow = isCollection(node) && node.flow === true;
      const [from, to] = node.range;
      if (!flow && !(isScalar(node) && node.source !== "")) return;
      if (from >= (covered.at(-1)?.[1] ?? 0)) covered.push([from, to]);
    },
  });
  let next = 0;
  return tabs
    .filter((at) => {
      while ((covered[next]?.[1] ?? at + 1) <= at) next++;
      return (covered[next]?.[0] ?? at + 1) > at;
    })
    .slice(0, PROBLEMS_MAX)
    .map((at) => tabProblem(at, lines));
}
