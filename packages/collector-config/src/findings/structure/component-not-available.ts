import { checkComponents } from "../../components/check.js";
import type { Rule, RulePage } from "../rule.js";
import { removedComponent } from "./removed-component.js";

/** `component-not-available`: types that the agent in question cannot run; needs its report. */
export const componentNotAvailable: Rule = {
  code: "component-not-available",
  level: "structure",
  severity: "error",
  check: (context) => {
    const { config, components, version } = context;
    if (components === undefined) return [];
    return checkComponents(config, components, {
      ...(version === undefined ? {} : { version }),
      except: removedComponent.check(context),
    });
  },
};

/** Its page. */
export const componentNotAvailablePage: RulePage = {
  summary: "A component type that the agent in question does not have.",
  why: "A Collector decodes every component that is defined, used or not, and refuses a type that its build lacks. The rule looks only when it is told what an agent reported; both names of a renamed component count as one.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  kafka:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [kafka]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
    options: {
      components: {
        receivers: { otlp: {} },
        processors: { batch: {} },
        exporters: { debug: {} },
        connectors: {},
        extensions: {},
      },
    },
  },
};
