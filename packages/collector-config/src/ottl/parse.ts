import { lexOttl, type Token, type TokenKind } from "./lex.js";
import type {
  OttlArgument,
  OttlCall,
  OttlParts,
  OttlPath,
  OttlResult,
  OttlValueKind,
  OttlWord,
} from "./parts.js";

/** Longest statement that is read; a longer one counts as fine. */
export const OTTL_LENGTH_MAX = 10_000;
/** Deepest nesting of parentheses, lists and calls that is read; a deeper one counts as fine. */
export const OTTL_DEPTH_MAX = 100;
/** Most steps of reading one statement, attempts that were rolled back included; beyond it counts as fine. */
export const OTTL_STEPS_MAX = 50_000;

/** Reads a statement: a call of an editor, and `where` a condition. */
export function parseStatement(text: string): OttlResult {
  return run(text, (reader) => {
    reader.editor();
    if (reader.takeWord("where")) reader.condition();
  });
}

/** Reads a condition. */
export function parseCondition(text: string): OttlResult {
  return run(text, (reader) => {
    reader.condition();
  });
}

const NOTHING: OttlParts = { calls: [], paths: [], words: [] };

/** Texts as Go reads them. */
const QUOTED =
  /^"(?:[^\\\n]|\\(?:[abfnrtv\\"]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}))*"$/;

function run(text: string, read: (reader: Reader) => void): OttlResult {
  if (text.length > OTTL_LENGTH_MAX) return { ok: true, parts: NOTHING };
  const tokens = lexOttl(text);
  if (typeof tokens === "number")
    return { ok: false, at: tokens, reason: `"${text[tokens] ?? ""}" means nothing here` };
  const misquoted = tokens.find(({ kind, text: each }) => kind === "string" && !QUOTED.test(each));
  if (misquoted !== undefined)
    return {
      ok: false,
      at: misquoted.at,
      reason: "a text has a line end, or a backslash before a letter that means nothing there",
    };
  const reader = new Reader(tokens);
  try {
    read(reader);
    reader.end();
  } catch (fault) {
    if (fault instanceof TooDeep) return { ok: true, parts: NOTHING };
    if (!(fault instanceof Unexpected)) throw fault;
    return { ok: false, at: fault.token.at, reason: fault.reason };
  }
  const { calls, paths, words } = reader;
  return { ok: true, parts: { calls, paths, words } };
}

class Unexpected {
  constructor(
    readonly token: Token,
    readonly reason: string,
  ) {}
}

class TooDeep extends Unexpected {}

/** Recursive descent; where the language looks ahead without limit, an attempt is rolled back. */
class Reader {
  calls: OttlCall[] = [];
  paths: OttlPath[] = [];
  words: OttlWord[] = [];
  /** Where the last path began and ended. */
  private lastPath = { from: -1, to: -1 };
  private position = 0;
  private depth = 0;
  private steps = 0;
  private locals: readonly string[] = [];

  constructor(private readonly tokens: readonly Token[]) {}

  private get token(): Token {
    return this.tokens[this.position] ?? { kind: "end", text: "", at: 0 };
  }

  private ahead(by: number): Token | undefined {
    return this.tokens[this.position + by];
  }

  private is(kind: TokenKind, text?: string): boolean {
    return this.token.kind === kind && (text === undefined || this.token.text === text);
  }

  private take(kind: TokenKind, text?: string): boolean {
    if (!this.is(kind, text)) return false;
    this.position++;
    return true;
  }

  takeWord(word: string): boolean {
    return this.take("lower", word);
  }

  private punctuation(text: string): boolean {
    return this.take("punctuation", text);
  }

  private fail(wanted: string): never {
    const { kind, text } = this.token;
    const shown = kind === "end" ? "it ends" : `"${text}" stands`;
    throw new Unexpected(this.token, `${shown} where ${wanted} is expected`);
  }

  private expect(text: string): void {
    if (!this.punctuation(text)) this.fail(`"${text}"`);
  }

  end(): void {
    if (!this.is("end")) this.fail("the end");
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > OTTL_DEPTH_MAX || ++this.steps > OTTL_STEPS_MAX)
      throw new TooDeep(this.token, "it is too deep");
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  private attempt(read: () => void): boolean {
    const { position, calls, paths, words } = this;
    this.calls = [...calls];
    this.paths = [...paths];
    this.words = [...words];
    try {
      read();
      return true;
    } catch (fault) {
      if (!(fault instanceof Unexpected) || fault instanceof TooDeep) throw fault;
      Object.assign(this, { position, calls, paths, words });
      return false;
    }
  }

  editor(): void {
    const start = this.token;
    if (start.kind === "upper") {
      throw new Unexpected(start, "a function that changes something begins with a small letter");
    }
    if (start.kind !== "lower") this.fail("a function");
    this.call(this.name(), start.at);
    if (this.is("punctuation", "[")) this.fail("the end of the call");
  }

  /** A name of several tokens: `ParseJSON` is `P`, `arse`, `JSON`. */
  private name(): string {
    let name = "";
    while (this.is("upper") || this.is("lower")) {
      const { at, text } = this.token;
      const previous = this.ahead(-1);
      if (name !== "" && previous !== undefined && previous.at + previous.text.length !== at) break;
      name += text;
      this.position++;
    }
    return name;
  }

  private call(name: string, at: number): void {
    const own: OttlArgument[] = [];
    this.calls.push({ name, at, arguments: own });
    this.expect("(");
    this.nested(() => {
      if (this.punctuation(")")) return;
      do own.push(this.argument());
      while (this.punctuation(","));
      this.expect(")");
    });
  }

  private argument(): OttlArgument {
    let name: string | undefined;
    if (this.is("lower")) {
      const before = this.position;
      name = this.name();
      if (!this.take("equal")) {
        this.position = before;
        name = undefined;
      }
    }
    const { at, text } = this.token;
    const kind = this.value();
    return { name, kind, text: kind === "text" ? text : undefined, at };
  }

  private value(): OttlValueKind {
    return this.nested(() => {
      if (this.isLambda()) {
        this.lambda();
        return "lambda";
      }
      const { kind } = this.token;
      if (kind === "nil" || kind === "bytes" || kind === "string" || kind === "boolean") {
        this.position++;
        return kind === "string" ? "text" : kind === "boolean" ? "boolean" : "other";
      }
      if (this.punctuation("{")) {
        this.map();
        return "other";
      }
      if (this.punctuation("[")) {
        this.list();
        return "list";
      }
      return this.worked();
    });
  }

  /** Mathematics; what is one number or one path alone is told. */
  private worked(): OttlValueKind {
    const from = this.position;
    const { kind } = this.token;
    this.mathematics();
    if (this.lastPath.from === from && this.lastPath.to === this.position) return "path";
    if (this.position > from + 1) return "other";
    return kind === "int" ? "integer" : kind === "float" ? "number" : "other";
  }

  private list(): void {
    if (this.punctuation("]")) return;
    do this.value();
    while (this.punctuation(","));
    this.expect("]");
  }

  private map(): void {
    while (!this.punctuation("}")) {
      if (!this.take("string")) this.fail("a key in quotes");
      this.expect(":");
      this.value();
      this.punctuation(",");
    }
  }

  private isLambda(): boolean {
    if (!this.is("punctuation", "(")) return false;
    let at = 1;
    for (; ; at++) {
      const token = this.ahead(at);
      const fits = token?.kind === "lower" || token?.kind === "underscore" || token?.text === ",";
      if (!fits) break;
    }
    return this.ahead(at)?.text === ")" && this.ahead(at + 1)?.kind === "arrow";
  }

  private lambda(): void {
    const outer = this.locals;
    const own: string[] = [];
    while (!this.punctuation(")")) {
      own.push(this.token.text);
      this.position++;
    }
    this.position++;
    this.locals = [...outer, ...own];
    const value = this.attempt(() => {
      this.value();
      if (this.is("or") || this.is("and") || this.is("compare")) this.fail("the end");
    });
    if (!value) this.condition();
    this.locals = outer;
  }

  private mathematics(): void {
    do this.product();
    while (this.take("add"));
  }

  private product(): void {
    do this.factor();
    while (this.take("multiply"));
  }

  private factor(): void {
    this.take("add");
    if (this.punctuation("(")) {
      this.nested(() => this.mathematics());
      this.expect(")");
      return;
    }
    switch (this.token.kind) {
      case "int":
      case "float":
        this.position++;
        return;
      case "upper":
        return this.symbol();
      case "lower":
        return this.path();
      default:
        this.fail("a value");
    }
  }

  /** A converter's call, a function given by its name, or an enumeration's word. */
  private symbol(): void {
    const { at } = this.token;
    const name = this.name();
    if (!this.is("punctuation", "(")) {
      if (/[a-z]/.test(name)) this.calls.push({ name, at, arguments: null });
      else this.words.push({ text: name, at });
      return;
    }
    this.call(name, at);
    while (this.is("punctuation", "[")) this.key();
  }

  private path(): void {
    const from = this.position;
    const start = this.token;
    const segments: string[] = [];
    do {
      if (!this.is("lower")) this.fail("a name");
      segments.push(this.token.text);
      this.position++;
      if (segments.length === 1 && this.is("punctuation", "("))
        throw new Unexpected(
          start,
          `"${start.text}" is called inside a value, where functions begin with a capital letter`,
        );
      while (this.is("punctuation", "[")) this.key();
    } while (this.punctuation("."));
    this.lastPath = { from, to: this.position };
    if (!this.locals.includes(segments[0] ?? "")) this.paths.push({ segments, at: start.at });
  }

  private key(): void {
    this.expect("[");
    this.nested(() => {
      if (!this.take("string")) this.mathematics();
    });
    this.expect("]");
  }

  condition(): void {
    this.nested(() => {
      do this.conjunction();
      while (this.take("or"));
    });
  }

  private conjunction(): void {
    do this.truth();
    while (this.take("and"));
  }

  private truth(): void {
    this.take("not");
    if (this.attempt(() => this.comparison())) return;
    if (this.take("boolean")) return;
    const { kind } = this.token;
    if (kind === "upper") {
      const before = this.position;
      this.symbol();
      const call = this.ahead(-1)?.text;
      if (call === ")" || call === "]") {
        if (!this.is("compare")) return;
      }
      this.position = before;
    } else if (this.punctuation("(")) {
      this.condition();
      this.expect(")");
      return;
    }
    // Read it again for the place of what is wrong.
    this.comparison();
  }

  private comparison(): void {
    this.value();
    if (!this.take("compare")) this.fail("a comparison");
    this.value();
  }
}
