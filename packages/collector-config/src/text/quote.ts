import { typePlain } from "../parse/scalar.js";

const PLAIN = /^[\p{L}\p{N}_./$(][^\p{C}\p{Zl}\p{Zp}]*$/u;
const UNPRINTED = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Text as a YAML scalar on one line, outside and inside flow collections; quoted only where it must be. */
export function quoteText(text: string): string {
  const plain =
    PLAIN.test(text) && !/:(\s|$)|\s#|\s$|[,[\]{}]/.test(text) && typePlain(text).type === "text";
  return plain ? text : quoteAlways(text);
}

/**
 * Text in double quotes, so that nothing in it can be structure. Half a surrogate pair, which no YAML text can hold,
 * becomes U+FFFD.
 */
export function quoteAlways(text: string): string {
  const whole = text.replace(/\p{Cs}/gu, "\uFFFD");
  return JSON.stringify(whole).replace(UNPRINTED, (each) => {
    const code = (each.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}
