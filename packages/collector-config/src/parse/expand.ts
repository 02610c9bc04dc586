import { type ConfigReference, findReferences, unescapeDollars } from "./references.js";
import type { CollectorConfig } from "./config.js";
import { lineIndex } from "../text/place.js";
import { readTree } from "./read-tree.js";
import type { ConfigNode } from "./tree.js";

/** Plain data, as JSON has it; numbers beyond 2^53 are bigint. */
export type PlainValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | PlainValue[]
  | { [key: string]: PlainValue };

/** Values for `${…}`: by variable name. A name that is not there is unset, as for the Collector. */
export type Variables = Readonly<Record<string, string>>;

/**
 * The configuration's data with `${NAME}`, `${env:NAME}` and `${env:NAME:-default}` filled in as the Collector
 * would: unset gives null, or nothing inside a longer text; a whole value is typed as YAML even when it was
 * quoted; `$$` becomes `$`. References to files and addresses stay as written.
 */
export function expandConfig(config: CollectorConfig, variables: Variables = {}): PlainValue {
  return expand(config.root, variables, 0);
}

const ROUNDS_MAX = 100;

function expand(node: ConfigNode, variables: Variables, round: number): PlainValue {
  if (node.kind === "list") return node.items.map((item) => expand(item, variables, round));
  if (node.kind === "map") {
    const entries = [...node.entries.values()].map(
      (entry) => [entry.key, expand(entry.value, variables, round)] as const,
    );
    return Object.fromEntries(entries);
  }
  if (typeof node.value !== "string") return node.value;
  const [only] = node.references;
  if (only !== undefined && only.raw === node.source) return whole(only, variables, round);
  return unescapeDollars(embedded(node.source, variables, round));
}

function whole(reference: ConfigReference, variables: Variables, round: number): PlainValue {
  const text = lookUp(reference, variables, round);
  if (text === undefined || round > ROUNDS_MAX) return reference.raw;
  const { root, problems } = readTree(text, lineIndex(text));
  return root === null || problems.length > 0 ? text : expand(root, variables, round + 1);
}

function embedded(text: string, variables: Variables, round: number): string {
  if (round > ROUNDS_MAX) return text;
  let result = text;
  for (const reference of findReferences(text)) {
    const found = lookUp(reference, variables, round);
    if (found !== undefined) result = result.replace(reference.raw, () => found);
  }
  return result;
}

function lookUp(
  reference: ConfigReference,
  variables: Variables,
  round: number,
): string | undefined {
  if (reference.nested) {
    const inner = embedded(reference.raw.slice(2, -1), variables, round + 1);
    const [resolved] = findReferences(`\${${inner}}`);
    return resolved === undefined || resolved.nested
      ? undefined
      : lookUp(resolved, variables, round);
  }
  if (reference.scheme === "yaml") return reference.name;
  if (reference.scheme !== "env" || reference.problem !== undefined) return undefined;
  return variables[reference.name] ?? reference.fallback ?? "";
}
