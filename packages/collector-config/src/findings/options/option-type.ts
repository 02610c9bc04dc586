import { type Edit, type Finding, finding, replace } from "../../finding.js";
import { type ConfigNode, kindName } from "../../parse/tree.js";
import { typePlain } from "../../parse/scalar.js";
import type { Rule, RulePage } from "../rule.js";
import type { ValueFault } from "./fault.js";
import { judgedFaults } from "./judged.js";
import { inside, wanted } from "./words.js";

/** `option-type`: a value of another type than its option takes. */
export const optionType: Rule = {
  code: "option-type",
  level: "options",
  severity: "error",
  check: (context) =>
    judgedFaults(context).flatMap(({ fault, owner, depth, severity }): Finding[] => {
      if (fault.kind !== "type") return [];
      const { node, option, path } = fault;
      const edit = repaired(fault, context.config.text);
      return [
        finding({
          severity,
          code: "option-type",
          place: node.place,
          path,
          message: `${named(path, depth, owner)} is ${shown(node)}; it takes ${wanted(option)}.`,
          remedy:
            edit === undefined
              ? `Write ${wanted(option)}.`
              : `Write ${edit.replacement}${isQuoted(node) ? " without quotes" : ""}.`,
          edit,
        }),
      ];
    }),
};

/** `"timeout" of the exporter "otlp"`. */
export function named(path: readonly string[], depth: number, owner: string): string {
  return `"${inside(path, depth)}" of the ${owner}`;
}

/** What is there, with its text where that is short. */
function shown(node: ConfigNode): string {
  if (node.kind !== "scalar") return kindName(node);
  if (node.type === "text") return isQuoted(node) ? "text in quotes" : "text";
  return kindName(node);
}

function isQuoted(node: ConfigNode): boolean {
  return node.kind === "scalar" && (node.style === "single" || node.style === "double");
}

const YES: Readonly<Record<string, string>> = {
  true: "true",
  yes: "true",
  on: "true",
  false: "false",
  no: "false",
  off: "false",
};

/** The one safe way to write what was meant: without quotes, with quotes, `true` for `yes`, one text for a list. */
function repaired({ node, option }: ValueFault, text: string): Edit | undefined {
  const written = text.slice(node.place.offset, node.place.end);
  if (node.kind === "list") {
    const [only, second] = node.items;
    const single = option.kind === "string" && only?.kind === "scalar" && second === undefined;
    return single && only.type === "text"
      ? replace(node.place, text.slice(only.place.offset, only.place.end))
      : undefined;
  }
  if (node.kind === "map") return undefined;
  if (option.kind === "boolean" && node.type === "text") {
    const word = YES[node.source.toLowerCase()];
    return word === undefined ? undefined : replace(node.place, word);
  }
  if (option.kind === "string" && node.type !== "text" && written === node.source)
    return replace(node.place, JSON.stringify(node.source));
  const number = option.kind === "integer" || option.kind === "number";
  const typed = typePlain(node.source).type;
  if (number && isQuoted(node) && (typed === "int" || typed === "float"))
    return replace(node.place, node.source);
  return undefined;
}

/** Its page. */
export const optionTypePage: RulePage = {
  summary: "A value of another type than its option takes.",
  why: 'The Collector turns no text into numbers or booleans and no numbers into text: `"5"`, `yes` and a bare port where text is wanted are refused. Null means the default everywhere, one text stands for a list of texts (`a,b`), and a value from the environment takes the type that is wanted. A warning where the catalogue is of another version than the Collector.',
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {send_batch_size: "512"}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {send_batch_size: 512}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
  },
};
