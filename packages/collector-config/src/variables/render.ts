import { type Finding, finding, inReadingOrder } from "../finding.js";
import { CONFIG_LENGTH_MAX, FINDINGS_MAX } from "../parse/limits.js";
import { parseConfig } from "../parse/parse.js";
import type { CollectorConfig } from "../parse/config.js";
import type { ConfigNode } from "../parse/tree.js";
import { type LineIndex, lineIndex } from "../text/place.js";
import { secretsIn, type UsedSecret } from "../secrets/find.js";
import { type ValueWithVariables, valuesWithVariables } from "./find.js";
import { renderedValue } from "./rendered-value.js";
import {
  fitsType,
  TYPE_EXAMPLES,
  VARIABLE_NAME,
  VARIABLE_SCHEME,
  type VariableDeclaration,
  type VariableValue,
  type VariableValues,
} from "./variable.js";

/** What putting values in gave. */
export interface Rendered {
  /** Secrets that the text takes; their values are put in where it leaves, and stand in no text before. */
  readonly secrets: readonly UsedSecret[];
  /** Without any reference to a variable where `findings` has no error; else those that failed still stand. */
  readonly text: string;
  /** Names that are declared, and have neither a value nor a default. */
  readonly missing: readonly string[];
  /** `missing-variable`, `undeclared-variable`, `variable-type`, `variable-place`, and what reading refused. */
  readonly findings: readonly Finding[];
}

/** A text that was read once, to be rendered with many sets of values. */
export interface Template {
  readonly text: string;
  readonly values: readonly ValueWithVariables[];
  readonly secrets: readonly UsedSecret[];
  /** Findings about the text itself, whatever the values. */
  readonly problems: readonly Finding[];
  readonly lines: LineIndex;
}

/** Reads a text for rendering. Never throws. */
export function templateOf(text: string): Template {
  const { config, problems, text: read } = parseConfig(text);
  const lines = config?.lines ?? lineIndex(text);
  if (config === null) return { text: read, values: [], secrets: [], problems, lines };
  const values = valuesWithVariables(config.root);
  const misplaced = [...keysWithVariables(config), ...values.flatMap(nestedIn)];
  const secrets = secretsIn(config);
  return { text: read, values, secrets, problems: [...problems, ...misplaced], lines };
}

/**
 * Puts values in the place of `${fleethub:NAME}`. A text can become nothing but a text: it is quoted where it has to
 * be, and its dollar signs are doubled, so that the Collector expands nothing in it. A reference that is a whole
 * value, quoted or not, becomes a value of the declared type; inside a longer text it becomes part of that text.
 * `$${fleethub:NAME}` is no reference. Values of names that are not declared are passed over. Never throws.
 */
export function renderVariables(
  text: string | Template,
  declarations: readonly VariableDeclaration[],
  values: VariableValues,
): Rendered {
  const template = typeof text === "string" ? templateOf(text) : text;
  const findings: Finding[] = [...template.problems];
  const { given, wrong } = chosenValues(template, declarations, values, findings);
  const missing = new Set<string>();
  let room = CONFIG_LENGTH_MAX - template.text.length;
  let result = "";
  let at = 0;
  for (const value of template.values) {
    const { node } = value;
    if (value.nested) continue;
    const known = value.names.every((name) => {
      if (given.has(name)) return true;
      if (wrong.has(name)) return false;
      findings.push(unknown(value, name, declarations));
      if (declarations.some((each) => each.name === name)) missing.add(name);
      return false;
    });
    if (!known) continue;
    const written = renderedValue(template.text, node, given);
    room -= written.text.length - (written.to - written.from);
    if (room < 0) {
      const { text: whole, secrets, lines } = template;
      return { text: whole, secrets, missing: [], findings: [tooLong(lines)] };
    }
    result += template.text.slice(at, written.from) + written.text;
    at = written.to;
  }
  return {
    text: result + template.text.slice(at),
    secrets: template.secrets,
    missing: [...missing],
    findings: inReadingOrder(findings).slice(0, FINDINGS_MAX),
  };
}

/** What stands for each declared name: the given value, else the default. Those of another type are told. */
function chosenValues(
  template: Template,
  declarations: readonly VariableDeclaration[],
  values: VariableValues,
  findings: Finding[],
): { given: ReadonlyMap<string, VariableValue>; wrong: ReadonlySet<string> } {
  const given = new Map<string, VariableValue>();
  const wrong = new Set<string>();
  for (const { name, type, default: fallback } of declarations) {
    const own = Object.hasOwn(values, name) ? values[name] : undefined;
    const value = own ?? fallback;
    if (value === null) continue;
    if (fitsType(type, value)) given.set(name, value);
    else {
      wrong.add(name);
      const user = template.values.find(({ names }) => names.includes(name));
      findings.push(
        finding({
          code: "variable-type",
          place: user?.node.place ?? template.lines.place(0, 0),
          path: user?.path ?? [],
          message: `The ${own === undefined ? "default" : "value"} of the variable ${name} is no ${type}.`,
          remedy: `Give it ${TYPE_EXAMPLES[type]}.`,
        }),
      );
    }
  }
  return { given, wrong };
}

function unknown(
  { node, path }: ValueWithVariables,
  name: string,
  declarations: readonly VariableDeclaration[],
): Finding {
  const { place } = node;
  if (declarations.some((each) => each.name === name)) {
    const message = `The variable ${name} has no value here and no default.`;
    const remedy = `Set ${name} on the agent, or declare a default.`;
    return finding({ code: "missing-variable", place, path, message, remedy });
  }
  const message = `The variable "${name}" is not declared.`;
  const named = VARIABLE_NAME.test(name);
  const remedy = named
    ? `Declare ${name} with its type, or write $\${${VARIABLE_SCHEME}:${name}} for this text itself.`
    : "Names are 1 to 63 capital letters, digits and underscores, and start with a letter.";
  return finding({ code: "undeclared-variable", place, path, message, remedy });
}

function nestedIn({ node, path, nested, names }: ValueWithVariables): Finding[] {
  if (!nested) return [];
  const message = `The variable ${names.at(-1)} stands inside another \${…}; no value is put in there.`;
  const remedy = `Let the whole \${…} give way to a variable, or write it out.`;
  return [finding({ code: "variable-place", place: node.place, path, message, remedy })];
}

function keysWithVariables(config: CollectorConfig): Finding[] {
  const found: Finding[] = [];
  const seen = new Set<ConfigNode>();
  const walk = (node: ConfigNode, path: readonly string[]): void => {
    if (node.kind === "scalar" || seen.has(node)) return;
    seen.add(node);
    if (node.kind === "list") {
      node.items.forEach((item, at) => walk(item, [...path, `${at}`]));
      return;
    }
    for (const [key, { keyPlace, value }] of node.entries) {
      if (/(^|[^$])(\$\$)*\$\{fleethub:(?!secret\/)/.test(key)) {
        const message = `The key "${key}" has a variable in it; keys are not expanded.`;
        const remedy = "Write the key out; values may take variables.";
        const at = [...path, key];
        found.push(finding({ code: "variable-place", place: keyPlace, path: at, message, remedy }));
      }
      walk(value, [...path, key]);
    }
  };
  walk(config.root, []);
  return found;
}

function tooLong(lines: LineIndex): Finding {
  const message = `With these values the configuration would have more than ${CONFIG_LENGTH_MAX} characters.`;
  const remedy = "Give shorter values, or take them at fewer places.";
  const place = lines.place(0, 0);
  return finding({ code: "config-too-long", place, path: [], message, remedy });
}
