import { type Finding, finding } from "../../finding.js";
import type { ConfigNode } from "../../parse/tree.js";
import { valuesWithSecrets } from "../../secrets/find.js";
import type { Rule, RulePage } from "../rule.js";

const KEY_WITH_SECRET = /(^|[^$])(\$\$)*\$\{fleethub:secret\//;

/** `secret-place`: a secret where no value is put in, or where everybody would read it. */
export const secretPlace: Rule = {
  code: "secret-place",
  level: "structure",
  severity: "error",
  check: ({ config }) => [...inValues(config.root), ...inKeys(config.root)],
};

function inValues(root: ConfigNode): readonly Finding[] {
  return valuesWithSecrets(root).flatMap(({ place, path, names: [name], nested }) => {
    const why = nested
      ? "stands inside another ${…}, where no value is put in"
      : path[0] === "service"
        ? "stands in the service section, whose values are names and what the Collector says of itself"
        : null;
    if (why === null) return [];
    const message = `The secret ${name ?? ""} ${why}.`;
    const remedy = nested
      ? "Let the secret be a value, or a part of one, by itself."
      : "Use secrets in the options of components alone.";
    return [finding({ code: "secret-place", place, path, message, remedy })];
  });
}

function inKeys(root: ConfigNode): readonly Finding[] {
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
      if (KEY_WITH_SECRET.test(key)) {
        const message =
          "A key has a secret in it; keys are not expanded, and everybody reads them.";
        const remedy = "Write the key out; values may take secrets.";
        const at = [...path, key];
        found.push(finding({ code: "secret-place", place: keyPlace, path: at, message, remedy }));
      }
      walk(value, [...path, key]);
    }
  };
  walk(root, []);
  return found;
}

/** Its page. */
export const secretPlacePage: RulePage = {
  summary: "A secret `${fleethub:secret/NAME}` where it may not stand.",
  why: "A secret is put into values of component options, whole or as a part. Keys and the inside of another `${…}` take no value, and what the `service` section says (names of components, resource attributes) comes back in every report, log line and metric of the Collector. See [Secrets](../secrets.md).",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug: {}
service:
  telemetry: {resource: {tenant: "\${fleethub:secret/tenant-key}"}}
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  otlp: {endpoint: "backend:4317", headers: {tenant: "\${fleethub:secret/tenant-key}"}}
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [otlp]}
`,
  },
};
