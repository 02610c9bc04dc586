import { isDuration } from "../../facts/quantities.js";
import { finding, replace } from "../../finding.js";
import type { Rule, RulePage } from "../rule.js";
import { pathOf } from "../scalars.js";

const MEANT_NS_MIN = 1_000_000;

/** `duration-without-unit`: a number without a unit where a duration is meant. */
export const durationWithoutUnit: Rule = {
  code: "duration-without-unit",
  level: "practice",
  severity: "warning",
  check: ({ scalars }) =>
    scalars()
      .filter(
        ({ node }) => node.type === "int" && typeof node.value === "number" && node.value !== 0,
      )
      .flatMap((found) => {
        const { component, node } = found;
        const path = component === undefined ? [] : pathOf(found);
        const option = path.slice(2);
        if (component === undefined || !isDuration(component.class, component.type, option))
          return [];
        // What is written as nanoseconds on purpose is at least a millisecond.
        if (Math.abs(Number(node.value)) >= MEANT_NS_MIN) return [];
        return [
          finding({
            severity: "warning",
            code: "duration-without-unit",
            place: node.place,
            path,
            message: `"${option.join(".")}" of the ${component.class} "${component.id}" is ${node.source} nanoseconds: the unit is missing.`,
            remedy: `Write "${node.source}s" for seconds, "${node.source}ms" for milliseconds.`,
            edit: node.style === "plain" ? replace(node.place, `${node.source}s`) : undefined,
          }),
        ];
      }),
};

/** Its page. */
export const durationWithoutUnitPage: RulePage = {
  summary: "A number without a unit where a duration is meant.",
  why: "The Collector takes it as nanoseconds: `timeout: 5` is five billionths of a second. 0 means what it says and is left alone.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {timeout: 5}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [otlp_http]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {timeout: 5s}
exporters:
  otlp_http: {endpoint: "http://backend:4318"}
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [otlp_http]}
`,
  },
};
