import {
  type ConfigReference,
  findReferences,
  locateReferences,
  unescapeDollars,
} from "./references.js";
import type { CollectorConfig } from "./config.js";
import { CONFIG_VALUES_MAX } from "./limits.js";
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
 * quoted; `$$` becomes `$`. References to files and addresses stay as written, and so does what would bring more
 * than CONFIG_VALUES_MAX values.
 */
export function expandConfig(config: CollectorConfig, variables: Variables = {}): PlainValue {
  return new Expansion(variables).expand(config.root, 0);
}

/** Deepest chain of variables that name variables; the Collector refuses such chains as well. */
const ROUNDS_MAX = 100;

class Expansion {
  /** Values that references may still bring; what is left then stays as written. */
  private budget = CONFIG_VALUES_MAX;
  private readonly variables: Variables;

  constructor(variables: Variables) {
    this.variables = variables;
  }

  expand(node: ConfigNode, round: number): PlainValue {
    if (round > 0) this.budget--;
    if (node.kind === "list") return node.items.map((item) => this.expand(item, round));
    if (node.kind === "map") {
      const entries = [...node.entries.values()].map(
        (entry) => [entry.key, this.expand(entry.value, round)] as const,
      );
      return Object.fromEntries(entries);
    }
    if (typeof node.value !== "string") return node.value;
    const [only] = node.references;
    if (only !== undefined && only.raw === node.source) return this.whole(only, round);
    return unescapeDollars(this.embedded(node.source, round));
  }

  private whole(reference: ConfigReference, round: number): PlainValue {
    const text = this.lookUp(reference, round);
    if (text === undefined || round > ROUNDS_MAX || this.budget < 0) return reference.raw;
    this.budget--;
    const { root, problems } = readTree(text, lineIndex(text));
    return root === null || problems.length > 0 ? text : this.expand(root, round + 1);
  }

  private embedded(text: string, round: number): string {
    if (round > ROUNDS_MAX) return text;
    let result = "";
    let at = 0;
    for (const { at: from, reference } of locateReferences(text)) {
      const found = this.lookUp(reference, round);
      result += text.slice(at, from) + (found ?? reference.raw);
      at = from + reference.raw.length;
    }
    return result + text.slice(at);
  }

  private lookUp(reference: ConfigReference, round: number): string | undefined {
    if (reference.nested) {
      const inner = this.embedded(reference.raw.slice(2, -1), round + 1);
      const [resolved] = findReferences(`\${${inner}}`);
      return resolved === undefined || resolved.nested ? undefined : this.lookUp(resolved, round);
    }
    if (reference.scheme === "yaml") return reference.name;
    if (reference.scheme !== "env" || reference.problem !== undefined) return undefined;
    const { name } = reference;
    const value = Object.hasOwn(this.variables, name) ? this.variables[name] : undefined;
    return value ?? reference.fallback ?? "";
  }
}
