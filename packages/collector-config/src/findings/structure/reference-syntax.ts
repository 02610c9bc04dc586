import { type Finding, finding } from "../../finding.js";
import { type ConfigReference, locateReferences, SCHEMES } from "../../parse/references.js";
import { type ConfigNode, isNull, type ScalarNode } from "../../parse/tree.js";
import { listed } from "../nearest.js";
import { SECRET_PREFIX, secretNameOf } from "../../secrets/secret.js";
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
        if (node.references.every(({ problem }) => problem === undefined)) return;
        const written = locateReferences(config.text.slice(node.place.offset, node.place.end));
        node.references.forEach((reference, index) => {
          if (reference.problem === undefined) return;
          // An escape in quotes may write a reference otherwise than it reads.
          const there = written[index];
          const at = there?.reference.raw === reference.raw ? node.place.offset + there.at : null;
          found.push(state(node, reference, path, at));
        });
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
  at: number | null,
): Finding {
  const inner = reference.raw.slice(2, -1);
  const oldDefault = /^([A-Za-z_][A-Za-z0-9_]*):-/.test(inner);
  const ofHub = reference.scheme === VARIABLE_SCHEME;
  const ofSecret = secretNameOf(reference.scheme, reference.name) !== null;
  return finding({
    code: "reference-syntax",
    place: node.place,
    path,
    message:
      reference.problem === "name" && ofSecret
        ? `${reference.raw} names no secret: lower case letters, digits and dashes only, no dash in front.`
        : reference.problem === "name" && ofHub
          ? `${reference.raw} names no variable: capital letters, digits and _ only, a letter first.`
          : reference.problem === "name"
            ? `${reference.raw} names no environment variable: letters, digits and _ only.`
            : `${reference.raw} cannot be resolved: "${inner.split(":")[0] ?? ""}" is no scheme.`,
    remedy: oldDefault
      ? `A default needs the scheme: write \${env:${inner}}.`
      : reference.problem === "name"
        ? ofSecret
          ? `Write a name such as \${${VARIABLE_SCHEME}:${SECRET_PREFIX}backend-token}, or $$ for a plain dollar sign.`
          : `Write a name such as \${${ofHub ? `${VARIABLE_SCHEME}:` : "env:"}NAME}, or $$ for a plain dollar sign.`
        : `Use one of the schemes ${listed(SCHEMES)}, or write $$ for a plain dollar sign.`,
    edit:
      oldDefault && at !== null ? { offset: at + 2, length: 0, replacement: "env:" } : undefined,
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
