import { stringify } from "yaml";
import { say } from "../say.js";
import { visible } from "../visible.js";
import type { Format } from "./server-option.js";

/** Prints data as it came, or its lines for people. */
export function print(format: Format, data: unknown, lines: () => readonly string[]): void {
  if (format === "json") say(JSON.stringify(data, null, 2));
  else if (format === "yaml") say(stringify(data).trimEnd());
  else for (const line of lines()) say(visible(line));
}

/** Blanks between two columns. */
const GAP = "   ";

/** Columns under capital heads, as wide as what is in them. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [heads.map((head) => head.toUpperCase()), ...rows];
  const widths = heads.map((_head, column) =>
    Math.max(...all.map((row) => (row[column] ?? "").length)),
  );
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}
