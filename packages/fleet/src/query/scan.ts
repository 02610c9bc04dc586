/** One character of a term. Quoted ones stand for themselves. */
export interface Mark {
  /** One UTF-16 unit, or empty for the `""` that makes an empty value visible. */
  readonly char: string;
  readonly quoted: boolean;
  /** 1 for the first character of the text. */
  readonly column: number;
}

/** The marks between two unquoted blanks. Never empty. */
export type RawTerm = readonly Mark[];

const BLANK = /\s/;

/**
 * Splits at unquoted blanks. Inside `"…"` a backslash makes the next character stand for itself. The
 * column of an unclosed quote is returned instead of terms.
 */
export function scanTerms(text: string): { terms: readonly RawTerm[] } | { unclosed: number } {
  const terms: Mark[][] = [];
  let marks: Mark[] = [];
  let quote: number | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    const column = index + 1;
    if (quote !== null) {
      if (char === '"') {
        quote = null;
      } else if (char === "\\" && index + 1 < text.length) {
        index += 1;
        marks.push({ char: text.charAt(index), quoted: true, column });
      } else {
        marks.push({ char, quoted: true, column });
      }
    } else if (char === '"') {
      quote = column;
      marks.push({ char: "", quoted: true, column });
    } else if (BLANK.test(char)) {
      if (marks.length > 0) terms.push(marks);
      marks = [];
    } else {
      marks.push({ char, quoted: false, column });
    }
  }
  if (quote !== null) return { unclosed: quote };
  if (marks.length > 0) terms.push(marks);
  return { terms };
}

/** The characters as text. */
export function textOf(marks: RawTerm): string {
  return marks.map((mark) => mark.char).join("");
}

/** Splits at an unquoted character; one part where there is none. */
export function splitAt(marks: RawTerm, separator: string): readonly RawTerm[] {
  const parts: Mark[][] = [[]];
  for (const mark of marks) {
    if (!mark.quoted && mark.char === separator) parts.push([]);
    else parts[parts.length - 1]?.push(mark);
  }
  return parts;
}
