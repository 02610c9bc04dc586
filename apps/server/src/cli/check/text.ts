import { type Finding, redact, type Severity } from "@fleethub/collector-config";
import { coloured } from "../colour.js";
import { visible } from "../visible.js";
import type { CheckedFile } from "./check-files.js";

/** Longest part of a source line that is shown, in UTF-16 units. */
const SOURCE_LENGTH_MAX = 120;
const COLOURS = { error: "red", warning: "yellow", info: "cyan" } as const;

/** Findings for people: place, what, the line with a caret, what to do; a count at the end of each file. */
export function toText(files: readonly CheckedFile[]): readonly string[] {
  return files.flatMap((each) => {
    const { findings } = each;
    if (findings.length === 0) return [`${visible(each.file)}: nothing found`];
    // Secrets are not for logs of pipelines: lines are shown as redaction leaves them.
    const shown = linesOf(redact(each.text).text);
    const written = linesOf(each.text);
    const lines = findings.flatMap((one) => {
      const at = columnIn(shown[one.line - 1] ?? "", written[one.line - 1] ?? "", one.column);
      return [...about(each.file, one, shown, at), ""];
    });
    return [...lines, `${visible(each.file)}: ${counted(findings)}`];
  });
}

const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/** The column of a place in a line that is shown without its secrets. */
function columnIn(shown: string, written: string, column: number): number {
  let same = 0;
  while (same < shown.length && shown[same] === written[same]) same += 1;
  return column <= same + 1 ? column : Math.max(1, column + shown.length - written.length);
}

function about(
  file: string,
  finding: Finding,
  lines: readonly string[],
  shownColumn: number,
): readonly string[] {
  const { severity, code, line, column, message, remedy } = finding;
  const source = lines[line - 1];
  const head = `${visible(file)}:${line}:${column} ${coloured(COLOURS[severity], severity)} ${code}`;
  return [
    coloured("bold", head),
    `  ${visible(message)}`,
    ...(source === undefined || source.trim() === "" ? [] : pointed(source, line, shownColumn)),
    `  ${visible(remedy)}`,
  ];
}

function pointed(source: string, line: number, column: number): readonly string[] {
  const at = Math.min(column - 1, source.length);
  const start = Math.max(
    0,
    Math.min(at - SOURCE_LENGTH_MAX / 2, source.length - SOURCE_LENGTH_MAX),
  );
  const part = source.slice(start, start + SOURCE_LENGTH_MAX).replace(/[\p{C}\t]/gu, " ");
  const margin = `${line}`;
  const blank = " ".repeat(margin.length);
  return [
    coloured("dim", `  ${margin} | ${part.trimEnd()}`),
    coloured("dim", `  ${blank} | ${" ".repeat(at - start)}^`),
  ];
}

function counted(findings: readonly Finding[]): string {
  const words: readonly (readonly [Severity, string, string])[] = [
    ["error", "error", "errors"],
    ["warning", "warning", "warnings"],
    ["info", "remark", "remarks"],
  ];
  return words
    .flatMap(([severity, one, many]) => {
      const count = findings.filter((each) => each.severity === severity).length;
      return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
    })
    .join(", ");
}
