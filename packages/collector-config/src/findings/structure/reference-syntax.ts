import { type Finding, finding } from "../../finding.js";
import { type ConfigReference, SCHEMES } from "../../parse/references.js";
import { type ConfigNode, isNull, type ScalarNode } from "../../parse/tree.js";
import { listed } from "../nearest.js";
import { VARIABLE_SCHEME } from "../../variables/variable.js";
import type { Rule, RulePage } from "../rule.js";

/** `reference-syntax`: a `${…}` that the Collector cannot resolve, such as `${NAME:-default}` without `env:`. */
export const referenceSyntax: Rule = {
  code: "reference-syntax",
  level: "structure",
  severity: "error",
  check: ({ config }) => {
    const found: Finding[] = [];
    const seen = new Set<ConfigNode>();
    const walk = (node: ConfigNode, path: readonly string[]): void => {
      if (seen.has(node) || isNull(node)) return;
      seen.add(node);
      if (node.kind === "map") {
        for (const [key, entry] of node.entries) walk(entry.value, [...path, key]);
      } else if (node.kind === "list") {
        node.items.forEach((item, index) => {
          walk(item, [...path, `${index}`]);
        });
      } else {
        for (const reference of node.references) {
          if (reference.problem !== undefined)
            found.push(state(node, reference, path, config.text));
        }
      }
    };
    walk(config.root, []);
    return found;
  },
};

function state(
  node: ScalarNode,
  reference: ConfigReference,
  path: readonly string[],
  text: string,
): Finding {
  const inner = reference.raw.slice(2, -1);
  const oldDefault = /^([A-Za-z_][A-Za-z0-9_]*):-/.test(inner);
  const at = text.indexOf(reference.raw, node.place.offset);
  const inside = at >= 0 && at < node.place.end;
  return finding({
    code: "reference-syntax",
    place: node.place,
    path,
    message:
      reference.problem === "name" && reference.scheme === VARIABLE_SCHEME
        ? `${reference.raw} names no variable: capital letters, digits and _ only, a letter first.`
        : reference.problem === "name"
          ? `${reference.raw} names no environment variable: letters, digits and _ only.`
          : `${reference.raw} cannot be resolved: "${inner.split(":")[0] ?? ""}" is no scheme.`,
    remedy: oldDefault
      ? `A default needs the scheme: write \${env:${inner}}.`
      : `Use one of the schemes ${listed(SCHEMES)}, or write $$ for a plain dollar sign.`,
    edit: oldDefault && inside ? { offset: at + 2, length: 0, replacement: "env:" } : undefined,
  });
}

/** Its page. */
export const referenceSyntaxPage: RulePage = {
  summary: "A `${…}` that the Collector cannot resolve.",
  why: "A default works only with the scheme: `${env:NAME:-default}`. Names of variables hold letters, digits and underscores; a plain dollar sign before a brace is written `$$`.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug: {verbosity: "\${VERBOSITY:-basic}"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug: {verbosity: "\${env:VERBOSITY:-basic}"}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
  },
};
