import { finding, replace } from "../../finding.js";
import { type CollectorConfig, type Component, SECTIONS } from "../../parse/config.js";
import { descend, isNull } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";

/** `id-with-blanks`: options that the Collector does not read, because of blanks in the component's key. */
export const idWithBlanks: Rule = {
  code: "id-with-blanks",
  level: "practice",
  severity: "warning",
  check: ({ config }) =>
    config.components
      .filter((each) => each.key !== each.id && hasOptions(config, each))
      .map((each) => {
        const { offset, end } = each.place;
        const plain = config.text.slice(offset, end).replace(/^(["'])(.*)\1$/, "$2") === each.key;
        return finding({
          severity: "warning",
          code: "id-with-blanks",
          place: each.place,
          path: each.path,
          message: `The options of the ${each.class} "${each.id}" are not read, because its key "${each.key}" has blanks in it.`,
          remedy: `Write "${each.id}".`,
          edit: plain ? replace(each.place, each.id) : undefined,
        });
      }),
};

/** Whether anything stands under the key, read or not. */
function hasOptions({ root }: CollectorConfig, { class: kind, key }: Component): boolean {
  const written = descend(root, [SECTIONS[kind], key]);
  return written !== undefined && !isNull(written);
}

/** Its page. */
export const idWithBlanksPage: RulePage = {
  summary: "A component with options under a key that has blanks in it.",
  why: "The Collector takes blanks out of the id, looks the options up by what is left, and finds none: the component runs on its defaults, without a word.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {endpoint: "localhost:4317"}}}
processors:
  "batch / small": {timeout: 1s}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch/small], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {endpoint: "localhost:4317"}}}
processors:
  batch/small: {timeout: 1s}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch/small], exporters: [debug]}
`,
  },
};
