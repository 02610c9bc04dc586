import type { OptionNode } from "../../catalogue/catalogue.js";
import { finding } from "../../finding.js";
import { keysOf } from "../../parse/path-link.js";
import type { ScalarNode } from "../../parse/tree.js";
import { writtenIn } from "../../redact/from-tree.js";
import { REDACTED } from "../../redact/marker.js";
import type { Rule, RulePage } from "../rule.js";
import { pathOf } from "../scalars.js";

/** `plain-text-secret`: a password, token or key written into the configuration. */
export const plainTextSecret: Rule = {
  code: "plain-text-secret",
  level: "practice",
  severity: "warning",
  check: ({ config, scalars, catalogue }) => {
    const found = new Map<ScalarNode, readonly string[]>();
    for (const { node, replacement, link } of writtenIn(config)) {
      if (node === undefined || replacement === undefined || !isLiteral(node)) continue;
      const path = keysOf(link);
      // Statements of processors search for secrets; they do not hold any.
      const statement = path[0] === "processors" && /[()]/.test(node.source);
      if (!statement) found.set(node, path);
    }
    for (const scalar of catalogue === undefined ? [] : scalars()) {
      const { component, node } = scalar;
      if (component === undefined || found.has(node) || !isLiteral(node)) continue;
      const options = catalogue?.component(component.class, component.type)?.options;
      const path = pathOf(scalar);
      if (options !== null && options !== undefined && isSecret(options, path.slice(2)))
        found.set(node, path);
    }
    return [...found].map(([node, path]) => {
      const variable = path
        .slice(1)
        .filter((key) => !/^\d+$/.test(key))
        .slice(-2)
        .join("_")
        .toUpperCase()
        .replace(/[^A-Z0-9]+/g, "_");
      return finding({
        severity: "warning",
        code: "plain-text-secret",
        place: node.place,
        path,
        message: `"${path.slice(2).join(".")}" of "${path[1] ?? ""}" holds a secret in plain text.`,
        remedy: `Write a reference in its place: \${fleethub:secret/NAME} to a secret of the hub, or \${env:${variable}} with the variable set on the host.`,
      });
    });
  },
};

/** Something that could be a secret: no reference, no address without credentials, no mark of a redaction, no placeholder. */
function isLiteral({ source, references, type }: ScalarNode): boolean {
  if (references.length > 0 || type === "null" || type === "bool" || source.includes(REDACTED))
    return false;
  if (/^[a-z][a-z0-9+.-]*:\/\/[^@?;]*$/i.test(source)) return false;
  const value = source.replace(/^(bearer|basic|token|splunk|api-?key)\s+/i, "").trim();
  return value !== "" && !PLACEHOLDER.test(value);
}

const PLACEHOLDER =
  /^(<.*>|\{\{.*\}\}|\[.*\]|[x*.•-]+|your[-_ ].*|.*[-_ ]here|(change|replace)[-_ ]?(me|this).*|(my|some|example)[-_].*|\$[A-Za-z_]\w*|\w+=)$/is;

/** Whether the catalogue calls the value at a path secret. */
function isSecret(options: OptionNode, path: readonly string[]): boolean {
  let node: OptionNode | undefined = options;
  for (const key of path) {
    const own: OptionNode | undefined =
      node?.options !== undefined && Object.hasOwn(node.options, key)
        ? node.options[key]
        : undefined;
    node = own ?? node?.values ?? node?.items;
  }
  return node?.secret === true;
}

/** Its page. */
export const plainTextSecretPage: RulePage = {
  summary: "A password, token or key written into the configuration.",
  why: "Whoever may read the configuration, its history or a backup of it has the secret. A reference leaves it where it is kept: with the hub by `${fleethub:secret/NAME}` (see [Secrets](../secrets.md)), or on the host by `${env:NAME}` or `${file:PATH}`. Judged by names, by well-known shapes of tokens and by what a catalogue calls secret; placeholders such as `<token>` are no secrets. The message never repeats the value.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318", headers: {authorization: "Bearer 4f9c2b7ad1"}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp_http: {endpoint: "http://backend:4318", headers: {authorization: "Bearer \${env:TOKEN}"}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp_http]}
`,
  },
};
