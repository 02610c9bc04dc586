import type { YAMLParseError } from "yaml";
import type { Finding } from "../finding.js";
import type { LineIndex } from "../text/place.js";
import { problem } from "./problem.js";

const TAB_REMEDY = "Indent with spaces; YAML allows no tabs there.";

/** A YAML error in the product's words: what stands there and what to do. */
export function syntaxProblem(error: YAMLParseError, text: string, lines: LineIndex): Finding {
  const [offset, end] = error.pos;
  const at = Math.min(offset, text.length);
  const until = Math.max(at, Math.min(end, text.length));
  const state = (code: string, message: string, remedy: string): Finding =>
    problem(lines, code, [at, until], message, remedy);
  const line = lines.place(at, until).line;
  const unclosed = error.code === "BAD_INDENT" && error.message.includes("end with");
  switch (unclosed ? "MISSING_CHAR" : error.code) {
    case "TAB_AS_INDENT":
      return state("yaml-tab", `Line ${line} is indented with a tab.`, TAB_REMEDY);
    case "BAD_INDENT":
    case "BLOCK_IN_FLOW":
      return state(
        "yaml-indentation",
        `The indentation of line ${line} fits no level above it.`,
        "Indent the keys of one map, and the items of one list, by the same number of spaces.",
      );
    case "BAD_SCALAR_START":
      return state(
        "yaml-syntax",
        `Text on line ${line} starts with a character that YAML reserves.`,
        "Put the value in quotes.",
      );
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
    case "KEY_OVER_1024_CHARS":
      return state(
        "yaml-syntax",
        `A second ": " or a missing ":" makes line ${line} unreadable.`,
        'Write "key: value" with one space after the colon, and quote values that contain ": ".',
      );
    case "MISSING_CHAR":
      return state(
        "yaml-syntax",
        `Something is not closed or not separated at line ${line}: ${plain(error.message)}.`,
        "Close every quote, bracket and brace, and separate items with commas.",
      );
    case "BAD_DQ_ESCAPE":
      return state(
        "yaml-syntax",
        `A double-quoted text on line ${line} holds an escape that YAML does not know.`,
        "Double the backslash, or use single quotes.",
      );
    default:
      return state(
        "yaml-syntax",
        `The text is no valid YAML at line ${line}: ${plain(error.message)}.`,
        "Correct the line; the Collector cannot read the file.",
      );
  }
}

/** Directives that the Collector's reader refuses: any YAML version but 1.1, and unknown names. */
export function directiveProblem(source: string, offset: number, lines: LineIndex): Finding[] {
  if (/^%YAML\s+1\.1\s*(#.*)?$/.test(source) || /^%TAG\s/.test(source)) return [];
  const range = [offset, offset + source.length] as const;
  const message = source.startsWith("%YAML")
    ? `The directive "${source.trim()}" asks for a YAML version that the Collector refuses.`
    : `The Collector refuses the directive "${source.trim()}".`;
  return [problem(lines, "yaml-directive", range, message, "Remove the line.")];
}

/** A tab where only spaces may indent: the parser used here is more patient than the Collector's. */
export function tabProblem(offset: number, lines: LineIndex): Finding {
  const { line } = lines.place(offset, offset + 1);
  const message = `Line ${line} is indented with a tab.`;
  return problem(lines, "yaml-tab", [offset, offset + 1], message, TAB_REMEDY);
}

function plain(message: string): string {
  return message.replace(/\.$/, "").replace(/\s+/g, " ");
}
