import { typePlain } from "../parse/scalar.js";

const PLAIN = /^[\p{L}\p{N}_./$(][^\p{C}\p{Zl}\p{Zp}]*$/u;
const UNPRINTED = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Text as a YAML scalar on one line, outside and inside flow collections; quoted only where it must be. */
export function quoteText(text: string): string {
  const plain =
    PLAIN.test(text) && !/:(\s|$)|\s#|\s$|[,[\]{}]/.test(text) && typePlain(text).type === "text";
  return plain ? text : quoteAlways(text);
}

/** Text in double quotes, so that nothing in it can be structure. */
export function quoteAlways(text: string): string {
  return JSON.stringify(text).replace(UNPRINTED, (each) => {
    const units = each.split("");
    return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  });
}
