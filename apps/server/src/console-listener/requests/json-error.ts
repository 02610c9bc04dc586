/** Where a text stops being JSON, counted from 1, and what was expected there. */
export interface JsonError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;

type Expect = "value" | "value or ]" | "key" | "key or }" | ":" | ", or ]" | ", or }" | "the end";

/**
 * Finds the first place where `text` breaks the grammar of JSON. The platform's own message names no place
 * on older versions. Only called on text that `JSON.parse` refused; null where no fault is found.
 */
export function findJsonError(text: string): JsonError | null {
  const open: ("{" | "[")[] = [];
  let expect: Expect = "value";
  let at = 0;
  const afterValue = (): Expect =>
    open.length === 0 ? "the end" : open.at(-1) === "{" ? ", or }" : ", or ]";
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const blanks = /[ \t\r\n]*/y;
    blanks.lastIndex = at;
    const start = at + (blanks.exec(text)?.[0].length ?? 0);
    if (match === null) {
      if (start >= text.length && expect === "the end") return null;
      return place(
        text,
        start,
        start >= text.length ? `the text ends, ${expect} is missing` : `expected ${expect}`,
      );
    }
    const next: Expect | null = step(expect, match[1], match[2] !== undefined, open, afterValue);
    if (next === null) return place(text, start, `expected ${expect}`);
    expect = next;
    at = TOKEN.lastIndex;
  }
}

function step(
  expect: Expect,
  mark: string | undefined,
  isString: boolean,
  open: ("{" | "[")[],
  afterValue: () => Expect,
): Expect | null {
  if (expect === "key" || expect === "key or }") {
    if (isString) return ":";
    if (mark !== "}" || expect === "key") return null;
    open.pop();
    return afterValue();
  }
  if (expect === ":") return mark === ":" ? "value" : null;
  if (expect === "value" || expect === "value or ]") {
    if (mark === undefined) return afterValue();
    if (mark === "{" || mark === "[") {
      open.push(mark);
      return mark === "{" ? "key or }" : "value or ]";
    }
    if (mark !== "]" || expect === "value") return null;
    open.pop();
    return afterValue();
  }
  if (expect === "the end") return null;
  if (mark === ",") return expect === ", or }" ? "key" : "value";
  if (mark !== (expect === ", or }" ? "}" : "]")) return null;
  open.pop();
  return afterValue();
}

function place(text: string, offset: number, message: string): JsonError {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: offset - lastBreak, message };
}
