import { Composer, type CST, type Document, Lexer, Parser } from "yaml";
import type { Finding } from "../finding.js";
import type { LineIndex } from "../text/place.js";
import {
  CONFIG_DEPTH_MAX,
  CONFIG_EXPANDED_MAX,
  CONFIG_VALUES_MAX,
  PROBLEMS_MAX,
} from "./limits.js";
import { problem } from "./problem.js";
import { withoutStacks } from "./without-stacks.js";
import { directiveProblem, syntaxProblem } from "./syntax-problems.js";

/** The first YAML document of a text, every scalar still text, or why there is none. */
export interface Composed {
  readonly document: Document.Parsed | null;
  readonly problems: readonly Finding[];
  /** Offset after the first document; the Collector reads nothing behind it. */
  readonly end: number;
}

/** Reads the first document only, as the Collector does; nesting is bounded before anything recurses. */
export function compose(text: string, lines: LineIndex): Composed {
  const tokens = firstDocument(text);
  if (!Array.isArray(tokens)) {
    return { document: null, problems: [refusal(tokens, text, lines)], end: text.length };
  }
  const composer = new Composer({
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  // A text may have hundreds of thousands of faults, and each is an error object.
  const [document = null] = withoutStacks(() => [
    ...tokens.flatMap((token) => [...composer.next(token)]),
    ...composer.end(true, text.length),
  ]);
  const directives = tokens.flatMap((token) =>
    token.type === "directive" ? directiveProblem(token.source, token.offset, lines) : [],
  );
  const syntax = (document?.errors ?? [])
    .filter((error) => error.code !== "BAD_DIRECTIVE" || directives.length === 0)
    .slice(0, PROBLEMS_MAX)
    .map((error) => syntaxProblem(error, text, lines));
  return {
    document,
    problems: [...directives.slice(0, PROBLEMS_MAX), ...syntax],
    end: document?.range[2] ?? text.length,
  };
}

type Refused = { readonly why: "too-deep" | "too-large" | "stray-end"; readonly offset: number };

function firstDocument(text: string): CST.Token[] | Refused {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let flowDepth = 0;
  let indicators = 0;
  let words = 0;
  const refuse = (why: Refused["why"]): Refused => ({ why, offset: parser.offset });
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === "[" || lexeme === "{") flowDepth++;
    else if (lexeme === "]" || lexeme === "}") flowDepth--;
    else if (lexeme === "\n" || lexeme === "\r\n") indicators = 0;
    else if (flowDepth === 0 && (lexeme === "-" || lexeme === "?" || lexeme === ":")) indicators++;
    if (flowDepth < 0) return refuse("stray-end");
    if (flowDepth > CONFIG_DEPTH_MAX || indicators > CONFIG_DEPTH_MAX) return refuse("too-deep");
    // A key, its value and the marks between them: no readable text has more for as many values.
    if (!isBlank(lexeme) && ++words > CONFIG_VALUES_MAX * 6) return refuse("too-large");
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === "document")
        return depthOf(token) > CONFIG_DEPTH_MAX ? refuse("too-deep") : tokens;
    }
  }
  tokens.push(...parser.end());
  const document = tokens.findIndex((token) => token.type === "document");
  if (document < 0) return tokens;
  const first = tokens[document];
  if (first !== undefined && depthOf(first) > CONFIG_DEPTH_MAX) return refuse("too-deep");
  return tokens.slice(0, document + 1);
}

/** Space and line ends; what begins otherwise needs no closer look. */
function isBlank(lexeme: string): boolean {
  return lexeme.charCodeAt(0) <= 0x20 && lexeme.trim() === "";
}

function refusal({ why, offset }: Refused, text: string, lines: LineIndex): Finding {
  const at = Math.min(offset, text.length);
  if (why === "stray-end") {
    const message = `Line ${lines.place(at, at).line} closes a bracket or brace that was not opened.`;
    const remedy = "Remove it, or put the text in quotes.";
    return problem(lines, "yaml-syntax", [at, Math.min(at + 1, text.length)], message, remedy);
  }
  return why === "too-large" ? tooLarge(lines) : tooDeep(lines);
}

/** What is said about a text with more levels than are read. */
export function tooDeep(lines: LineIndex): Finding {
  const message = `Maps and lists are nested more than ${CONFIG_DEPTH_MAX} levels deep, aliases followed.`;
  const remedy = "Flatten the configuration; no component needs such depth.";
  return problem(lines, "config-too-deep", [0, 0], message, remedy);
}

/** What is said about a text with more values, or more characters in them, than are read. */
export function tooLarge(lines: LineIndex): Finding {
  const message = `The configuration holds more than ${CONFIG_VALUES_MAX} values, or ${CONFIG_EXPANDED_MAX} characters, once its aliases are expanded.`;
  const remedy = "Use fewer aliases inside aliases, or split the configuration.";
  return problem(lines, "config-too-large", [0, 0], message, remedy);
}

/** Nesting of a token, counted without recursion. */
function depthOf(root: CST.Token): number {
  const open: [token: CST.Token, depth: number][] = [[root, 0]];
  let deepest = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [token, depth] = next;
    deepest = Math.max(deepest, depth);
    if (depth > CONFIG_DEPTH_MAX) return depth;
    if (token.type === "document" && token.value !== undefined) open.push([token.value, depth]);
    if (!("items" in token)) continue;
    for (const item of token.items) {
      if (item.key !== undefined && item.key !== null) open.push([item.key, depth + 1]);
      if (item.value !== undefined) open.push([item.value, depth + 1]);
    }
  }
  return deepest;
}
