import { styleText } from "node:util";

/** Colours a word on a terminal, and only there; NO_COLOR turns it off. */
export function coloured(style: "red" | "yellow" | "cyan" | "dim" | "bold", text: string): string {
  const terminal = process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";
  return terminal ? styleText(style, text) : text;
}
