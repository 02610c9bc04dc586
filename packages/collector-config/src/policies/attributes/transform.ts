import { type ConfigNode, child } from "../../parse/tree.js";
import { isUnknown, textOf, textsOf } from "../known.js";
import { parseStatement } from "../ottl/parse.js";
import { contextNamed, inferredContext } from "../ottl/places.js";
import type { AttributeContext } from "../policy.js";
import { type Effect, EVERY_KEY } from "./effect.js";
import { effectsOfStatement } from "./statement.js";

const STATEMENTS: Readonly<Record<string, string>> = {
  traces: "trace_statements",
  metrics: "metric_statements",
  logs: "log_statements",
};

/** What the statements of the transform processor do to the attributes of a signal, in order. */
export function effectsOfTransform(
  body: ConfigNode,
  signal: string,
  contexts: readonly AttributeContext[],
): readonly Effect[] {
  const unknown: Effect[] = [
    { kind: "return", contexts, keys: EVERY_KEY },
    { kind: "cover", contexts, keys: EVERY_KEY, strength: "removed", certainty: "unknown" },
  ];
  const statements = child(body, STATEMENTS[signal] ?? "");
  if (isUnknown(body) || isUnknown(statements)) return unknown;
  if (statements?.kind !== "list") return [];
  return statements.items.flatMap((item): readonly Effect[] => {
    if (isUnknown(item)) return unknown;
    if (item.kind === "scalar") return effectsOf(item, undefined, false, contexts, unknown);
    const word = textOf(child(item, "context"))?.toLowerCase();
    const conditions = child(item, "conditions");
    const conditional =
      conditions?.kind === "list" ? conditions.items.length > 0 : isUnknown(conditions);
    return textsOf(child(item, "statements")).flatMap((each) =>
      effectsOf(each, word, conditional, contexts, unknown),
    );
  });
}

function effectsOf(
  node: ConfigNode,
  word: string | undefined,
  conditional: boolean,
  contexts: readonly AttributeContext[],
  unknown: readonly Effect[],
): readonly Effect[] {
  const text = isUnknown(node) ? undefined : textOf(node);
  const statement = text === undefined ? undefined : parseStatement(text);
  if (statement === undefined) return unknown;
  const context = word === undefined ? inferredContext(statement) : contextNamed(word);
  // Metrics and exemplars have no attributes that are followed here.
  if (word !== undefined && context === undefined) return [];
  return effectsOfStatement(statement, context, conditional, contexts);
}
