import type { AttributeContext } from "../policy.js";
import type { Condition, Expression, Statement } from "./syntax.js";

/** Where a path of a statement leads. `cache` lives for one run of the statements and is never exported. */
export type StatementContext = AttributeContext | "cache";

/** What a path means for attributes. */
export type PathPlace =
  /** All attributes. */
  | { readonly kind: "all"; readonly context: StatementContext }
  | { readonly kind: "key"; readonly context: StatementContext; readonly key: string }
  /** A part inside an attribute, or a key that is calculated. */
  | { readonly kind: "inside"; readonly context: StatementContext; readonly key: string | null }
  /** Something else: the body, a name. */
  | { readonly kind: "elsewhere"; readonly word: string };

const CONTEXT_OF: Readonly<Record<string, AttributeContext>> = {
  resource: "resource",
  scope: "scope",
  instrumentation_scope: "scope",
  span: "span",
  spanevent: "spanevent",
  log: "log",
  datapoint: "datapoint",
};

/** The context that a word names; undefined for those without attributes (`metric`, `exemplar`). */
export function contextNamed(word: string): AttributeContext | undefined {
  return CONTEXT_OF[word];
}

/** Reads a path as a statement in `context` means it. */
export function placeOf(
  path: Expression & { kind: "path" },
  context: AttributeContext | undefined,
): PathPlace {
  const [first, ...more] = path.parts;
  if (first === undefined) return { kind: "elsewhere", word: "" };
  const named = CONTEXT_OF[first.name];
  const prefixed = named !== undefined && first.keys.length === 0 && more.length > 0;
  const [part, ...rest] = prefixed ? more : [first, ...more];
  const where = prefixed ? named : context;
  const word = path.parts.map((each) => each.name).join(".");
  if (part === undefined || rest.length > 0) return { kind: "elsewhere", word };
  const found = part.name === "cache" ? "cache" : part.name === "attributes" ? where : undefined;
  if (found === undefined) return { kind: "elsewhere", word };
  const [key, ...inner] = part.keys;
  if (key === undefined) return { kind: "all", context: found };
  if (key.kind !== "text") return { kind: "inside", context: found, key: null };
  return { kind: inner.length > 0 ? "inside" : "key", context: found, key: key.value };
}

/** Deeper contexts are visited more often: a statement runs in the deepest that it names. */
const DEPTH: readonly AttributeContext[] = [
  "resource",
  "scope",
  "span",
  "log",
  "datapoint",
  "spanevent",
];

/** The context in which a statement without one runs: the deepest of the paths in it. */
export function inferredContext(statement: Statement): AttributeContext | undefined {
  const expressions = [
    ...statement.args,
    ...(statement.where === null ? [] : expressionsOf(statement.where)),
  ];
  const named = expressions
    .flatMap(pathsIn)
    .flatMap((path) => CONTEXT_OF[path.parts[0]?.name ?? ""] ?? []);
  return named.sort((a, b) => DEPTH.indexOf(b) - DEPTH.indexOf(a))[0];
}

/** Whether a statement that runs once for each `ran` reaches every `target`. */
export function reachesAll(ran: AttributeContext | undefined, target: StatementContext): boolean {
  if (ran === target || target === "cache") return true;
  // A resource without spans or a span without events is met by no statement that runs for those.
  if (ran === "spanevent") return false;
  return target === "resource" || target === "scope";
}

/** Every path in an expression; what a hash hides is left out. */
export function pathsIn(expression: Expression): (Expression & { kind: "path" })[] {
  switch (expression.kind) {
    case "path":
      return [expression];
    case "call":
      return HASHES.has(expression.name) ? [] : expression.args.flatMap(pathsIn);
    case "list":
      return expression.items.flatMap(pathsIn);
    case "map":
      return expression.values.flatMap(pathsIn);
    case "math":
      return expression.operands.flatMap(pathsIn);
    case "text":
    case "literal":
      return [];
  }
}

/** Functions whose result does not show what went in. */
export const HASHES: ReadonlySet<string> = new Set([
  "SHA1",
  "SHA256",
  "SHA512",
  "MD5",
  "FNV",
  "Murmur3Hash",
  "Murmur3Hash128",
  "XXH3",
  "XXH128",
  "Len",
  "IsString",
  "IsMap",
  "IsList",
]);

function expressionsOf(condition: Condition): Expression[] {
  switch (condition.kind) {
    case "any":
    case "all":
      return condition.of.flatMap(expressionsOf);
    case "not":
      return expressionsOf(condition.of);
    case "compare":
      return [condition.left, condition.right];
    case "value":
      return [condition.of];
  }
}
