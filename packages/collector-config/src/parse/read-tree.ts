import type { Finding } from "../finding.js";
import type { LineIndex } from "../text/place.js";
import { compose } from "./compose.js";
import { convert } from "./convert.js";
import { spellOutPaths } from "./key-paths.js";
import { tabProblems } from "./tabs.js";
import type { ConfigNode } from "./tree.js";

/** A YAML text as a typed tree. */
export interface ReadTree {
  /** Null when the text is no YAML that the Collector could read, or passes a limit. */
  readonly root: ConfigNode | null;
  readonly problems: readonly Finding[];
  /** Offset after the first document. */
  readonly end: number;
}

/** Reads the first YAML document of a text of bounded length. */
export function readTree(text: string, lines: LineIndex): ReadTree {
  const { document, problems, end } = compose(text, lines);
  if (document === null || problems.length > 0) return { root: null, problems, end };
  const converted = convert(document, lines);
  return {
    root: converted.root === null ? null : spellOutPaths(converted.root),
    problems: [...tabProblems(text, document, lines), ...converted.problems],
    end,
  };
}
