import { STATEMENT_LENGTH_MAX } from "../limits.js";

export interface Token {
  readonly kind: "word" | "text" | "number" | "sign";
  /** A text without its quotes, escapes undone. */
  readonly value: string;
}

const TOKEN =
  /\s+|([A-Za-z_][A-Za-z0-9_]*)|"((?:[^"\\]|\\.)*)"|(0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(==|!=|<=|>=|[<>+\-*/()[\]{},.:=])/y;

/** The tokens of a statement in the transformation language; undefined where there is something else in it. */
export function tokenize(source: string): readonly Token[] | undefined {
  if (source.length > STATEMENT_LENGTH_MAX) return undefined;
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) return undefined;
    const [, word, text, number, sign] = match;
    if (word !== undefined) tokens.push({ kind: "word", value: word });
    else if (text !== undefined) tokens.push({ kind: "text", value: unescaped(text) });
    else if (number !== undefined) tokens.push({ kind: "number", value: number });
    else if (sign !== undefined) tokens.push({ kind: "sign", value: sign });
  }
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter);
}
