import { type Document, isCollection, isScalar, visit } from "yaml";
import type { Finding } from "../finding.js";
import type { LineIndex } from "../text/place.js";
import { tabProblem } from "./syntax-problems.js";

/**
 * Tabs where the Collector's reader allows spaces only and the parser used here is more patient:
 * at the start of a line, or after a list's dash, outside flow collections and texts.
 */
export function tabProblems(text: string, document: Document.Parsed, lines: LineIndex): Finding[] {
  const end = document.range[2];
  const tabs: number[] = [];
  for (const match of text.slice(0, end).matchAll(/^(?:[ ]|-[ ]+)*-?\t/gm)) {
    tabs.push(match.index + match[0].length - 1);
  }
  if (tabs.length === 0) return [];
  const covered: (readonly [number, number])[] = [];
  visit(document, {
    Node(_key, node) {
      if (node.range === undefined || node.range === null) return;
      const flow = isCollection(node) && node.flow === true;
      if (flow || (isScalar(node) && node.source !== ""))
        covered.push([node.range[0], node.range[1]]);
    },
  });
  return tabs
    .filter((at) => !covered.some(([from, to]) => from <= at && at < to))
    .map((at) => tabProblem(at, lines));
}
