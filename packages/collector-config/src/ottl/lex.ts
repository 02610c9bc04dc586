/** One token of the transformation language (OTTL). */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset in the statement. */
  readonly at: number;
}

export type TokenKind =
  | "bytes"
  | "float"
  | "int"
  | "string"
  | "nil"
  | "not"
  | "or"
  | "and"
  | "compare"
  | "arrow"
  | "add"
  | "multiply"
  | "boolean"
  | "equal"
  | "punctuation"
  | "upper"
  | "lower"
  | "underscore"
  | "end";

/** In the order in which they are tried. */
const RULES: readonly (readonly [TokenKind, RegExp])[] = [
  ["bytes", /0x[a-fA-F0-9]+/y],
  ["float", /(\d+\.\d*|\d*\.\d+)([eE][-+]?\d+)?/y],
  ["int", /\d+/y],
  ["string", /"(\\.|[^\\"])*"/sy],
  ["nil", /\bnil\b/y],
  ["not", /\bnot\b/y],
  ["or", /\bor\b/y],
  ["and", /\band\b/y],
  ["compare", /==|!=|>=|<=|>|</y],
  ["arrow", /=>/y],
  ["add", /[+-]/y],
  ["multiply", /[/*]/y],
  ["boolean", /\b(true|false)\b/y],
  ["equal", /=/y],
  ["punctuation", /[(){}:,.[\]]/y],
  ["upper", /[A-Z][A-Z0-9_]*/y],
  ["lower", /[a-z][a-z0-9_]*/y],
  ["underscore", /\b_\b/y],
];

const BLANK = /\s+/y;

/** A statement's tokens, ending with `end`; a number is the offset of what is no token. */
export function lexOttl(text: string): readonly Token[] | number {
  const tokens: Token[] = [];
  let at = 0;
  scan: while (at < text.length) {
    // A comparison with `=` alone would hide `=>`, and `>` is tried before the arrow: the arrow goes first.
    if (text.startsWith("=>", at)) {
      tokens.push({ kind: "arrow", text: "=>", at });
      at += 2;
      continue;
    }
    BLANK.lastIndex = at;
    const blank = BLANK.exec(text);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    for (const [kind, rule] of RULES) {
      rule.lastIndex = at;
      const match = rule.exec(text);
      if (match === null) continue;
      tokens.push({ kind, text: match[0], at });
      at += match[0].length;
      continue scan;
    }
    return at;
  }
  tokens.push({ kind: "end", text: "", at: text.length });
  return tokens;
}
