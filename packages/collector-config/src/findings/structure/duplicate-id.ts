import { type Finding, finding } from "../../finding.js";
import type { Component, Pipeline } from "../../parse/config.js";
import type { Rule, RulePage } from "../rule.js";

/** `duplicate-id`: keys that differ only by blanks around type and name are one id to the Collector. */
export const duplicateId: Rule = {
  code: "duplicate-id",
  level: "structure",
  severity: "error",
  check: ({ config }) => [
    ...repeated(config.components, (each) => `${each.class} ${each.id}`),
    ...repeated(config.pipelines, (each) => each.id),
  ],
};

function repeated<T extends Component | Pipeline>(
  items: readonly T[],
  identity: (item: T) => string,
): Finding[] {
  const first = new Map<string, T>();
  return items.flatMap((item) => {
    const earlier = first.get(identity(item));
    if (earlier === undefined) {
      first.set(identity(item), item);
      return [];
    }
    return [
      finding({
        code: "duplicate-id",
        place: item.place,
        path: item.path,
        message: `"${item.id}" is defined twice: first on line ${earlier.place.line}.`,
        remedy: "Remove one, or give it another name.",
      }),
    ];
  });
}

/** Its page. */
export const duplicateIdPage: RulePage = {
  summary: "Two keys that are one id once the blanks around type and name are taken away.",
  why: "The keys differ for YAML and are the same for the Collector, which refuses to choose between them.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug/a:
  debug / a:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug/a]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug/a:
  debug/b:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug/a]}
`,
  },
};
