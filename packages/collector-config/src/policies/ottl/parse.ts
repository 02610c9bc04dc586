import type { Condition, Expression, PathPart, Statement } from "./syntax.js";
import { type Token, tokenize } from "./tokenize.js";

/** Reads a statement; undefined where it is none that is understood. */
export function parseStatement(source: string): Statement | undefined {
  return read(source, (reader) => {
    const name = reader.word();
    const args = reader.args();
    const where = reader.take("where") ? reader.condition(0) : null;
    return { name, args, where };
  });
}

/** Reads a condition; undefined where it is none that is understood. */
export function parseCondition(source: string): Condition | undefined {
  return read(source, (reader) => reader.condition(0));
}

/** Deepest nesting of parentheses, lists and calls that is read. */
const NESTING_MAX = 50;

function read<T>(source: string, parse: (reader: Reader) => T): T | undefined {
  const tokens = tokenize(source);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  try {
    const result = parse(reader);
    return reader.done ? result : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

/** Leaves the descent; never leaves this file. */
class NotUnderstood extends Error {}

class Reader {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get done(): boolean {
    return this.#at >= this.tokens.length;
  }

  word(): string {
    const token = this.tokens[this.#at++];
    if (token?.kind !== "word") throw new NotUnderstood();
    return token.value;
  }

  /** Steps over a sign or a word that is written so. */
  take(value: string): boolean {
    const token = this.tokens[this.#at];
    if (token === undefined || token.kind === "text" || token.value !== value) return false;
    this.#at++;
    return true;
  }

  args(depth = 0): Expression[] {
    this.#expect("(");
    return this.#items(")", depth);
  }

  condition(depth: number): Condition {
    return this.#joined("or", "any", depth, () =>
      this.#joined("and", "all", depth, () => this.#term(depth + 1)),
    );
  }

  #joined(word: string, kind: "any" | "all", depth: number, next: () => Condition): Condition {
    if (depth > NESTING_MAX) throw new NotUnderstood();
    const first = next();
    const of = [first];
    while (this.take(word)) of.push(next());
    return of.length === 1 ? first : { kind, of };
  }

  #term(depth: number): Condition {
    if (depth > NESTING_MAX) throw new NotUnderstood();
    if (this.take("not")) return { kind: "not", of: this.#term(depth + 1) };
    const start = this.#at;
    if (this.take("(")) {
      // A parenthesis may hold a condition or a calculation; the first is tried.
      const inner = this.#attempt(() => {
        const found = this.condition(depth + 1);
        this.#expect(")");
        return found;
      });
      if (inner !== undefined && !this.#isComparison()) return inner;
      this.#at = start;
    }
    const left = this.#expression(depth + 1);
    const sign = this.tokens[this.#at];
    if (sign?.kind === "sign" && COMPARISONS.has(sign.value)) {
      this.#at++;
      return { kind: "compare", sign: sign.value, left, right: this.#expression(depth + 1) };
    }
    return { kind: "value", of: left };
  }

  #attempt<T>(parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (error instanceof NotUnderstood) return undefined;
      throw error;
    }
  }

  #isComparison(): boolean {
    const token = this.tokens[this.#at];
    return token?.kind === "sign" && (COMPARISONS.has(token.value) || "+-*/".includes(token.value));
  }

  #expression(depth: number): Expression {
    const first = this.#value(depth);
    const operands = [first];
    while (["+", "-", "*", "/"].some((sign) => this.take(sign))) operands.push(this.#value(depth));
    return operands.length === 1 ? first : { kind: "math", operands };
  }

  #value(depth: number): Expression {
    if (depth > NESTING_MAX) throw new NotUnderstood();
    const token = this.tokens[this.#at++];
    if (token === undefined) throw new NotUnderstood();
    if (token.kind === "text") return { kind: "text", value: token.value };
    if (token.kind === "number") return { kind: "literal", value: token.value };
    if (token.kind === "word") return this.#named(token.value, depth);
    if (token.value === "-") return this.#value(depth + 1);
    if (token.value === "[") return { kind: "list", items: this.#items("]", depth) };
    if (token.value === "{") return { kind: "map", values: this.#entries(depth) };
    if (token.value !== "(") throw new NotUnderstood();
    const inner = this.#expression(depth + 1);
    this.#expect(")");
    return inner;
  }

  #named(word: string, depth: number): Expression {
    if (word === "true" || word === "false" || word === "nil")
      return { kind: "literal", value: word };
    if (this.#peek("("))
      return this.#keyed({ kind: "call", name: word, args: this.args(depth + 1) }, depth);
    const parts: PathPart[] = [{ name: word, keys: this.#keys(depth) }];
    while (this.take(".")) parts.push({ name: this.word(), keys: this.#keys(depth) });
    const bare = parts.length === 1 && parts[0]?.keys.length === 0;
    return bare && /^[A-Z][A-Z0-9_]*$/.test(word)
      ? { kind: "literal", value: word }
      : { kind: "path", parts };
  }

  /** `Split(…)[0]`: what is taken out of a result does not matter here. */
  #keyed(call: Expression, depth: number): Expression {
    this.#keys(depth);
    return call;
  }

  #keys(depth: number): Expression[] {
    const keys: Expression[] = [];
    while (this.take("[")) {
      keys.push(this.#expression(depth + 1));
      this.#expect("]");
    }
    return keys;
  }

  #items(close: string, depth: number): Expression[] {
    if (depth > NESTING_MAX) throw new NotUnderstood();
    const items: Expression[] = [];
    while (!this.take(close)) {
      if (items.length > 0) this.#expect(",");
      // `name = value` for arguments that may be left out.
      if (this.tokens[this.#at + 1]?.value === "=" && this.tokens[this.#at]?.kind === "word")
        this.#at += 2;
      items.push(this.#expression(depth + 1));
    }
    return items;
  }

  #entries(depth: number): Expression[] {
    const values: Expression[] = [];
    while (!this.take("}")) {
      if (values.length > 0) this.#expect(",");
      if (this.tokens[this.#at++]?.kind !== "text") throw new NotUnderstood();
      this.#expect(":");
      values.push(this.#expression(depth + 1));
    }
    return values;
  }

  #peek(value: string): boolean {
    const token = this.tokens[this.#at];
    return token?.kind === "sign" && token.value === value;
  }

  #expect(value: string): void {
    if (!this.take(value)) throw new NotUnderstood();
  }
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
