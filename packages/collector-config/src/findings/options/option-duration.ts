import { type Edit, type Finding, finding, replace } from "../../finding.js";
import type { ConfigNode, ScalarNode } from "../../parse/tree.js";
import type { Rule, RulePage } from "../rule.js";
import { judgedFaults } from "./judged.js";
import { named } from "./option-type.js";
import { isDuration } from "./scalars.js";

/** `option-duration`: a text that is no duration or no size. */
export const optionDuration: Rule = {
  code: "option-duration",
  level: "options",
  severity: "error",
  check: (context) =>
    judgedFaults(context).flatMap(({ fault, owner, depth, severity }): Finding[] => {
      if (fault.kind !== "duration" && fault.kind !== "size") return [];
      const { node, path } = fault;
      if (node.kind !== "scalar") return [];
      const size = fault.kind === "size";
      const better = size ? undefined : meant(node.source);
      return [
        finding({
          severity,
          code: "option-duration",
          place: node.place,
          path,
          message: `${named(path, depth, owner)} is "${node.source}", which is no ${size ? "size" : "duration"}.`,
          remedy: size
            ? "Write bytes as a number, or a number with a unit such as 1MiB."
            : better === undefined
              ? "Write a number with a unit: ns, us, ms, s, m or h, such as 5s or 1h30m."
              : `Write ${better}.`,
          edit: better === undefined ? undefined : rewritten(node, better),
        }),
      ];
    }),
};

const UNITS: Readonly<Record<string, readonly [hours: number, unit: string]>> = {
  d: [24, "h"],
  day: [24, "h"],
  days: [24, "h"],
  w: [168, "h"],
  week: [168, "h"],
  weeks: [168, "h"],
  sec: [1, "s"],
  secs: [1, "s"],
  second: [1, "s"],
  seconds: [1, "s"],
  min: [1, "m"],
  mins: [1, "m"],
  minute: [1, "m"],
  minutes: [1, "m"],
  hour: [1, "h"],
  hours: [1, "h"],
};

/** The duration that a common other spelling stands for: `1d` is `24h`, `5 sec` is `5s`. */
function meant(text: string): string | undefined {
  const match = /^(\d+)\s*([a-z]*)$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, amount = "", word = ""] = match;
  const [factor, unit] = UNITS[word.toLowerCase()] ?? [1, word.toLowerCase()];
  const better = `${Number(amount) * factor}${unit}`;
  return unit !== "" && isDuration(better) ? better : undefined;
}

function rewritten(node: ConfigNode & ScalarNode, better: string): Edit | undefined {
  return node.style === "block" ? undefined : replace(node.place, better);
}

/** Its page. */
export const optionDurationPage: RulePage = {
  summary: "A text that is no duration, or no size.",
  why: "Durations are written with the units `ns`, `us`, `ms`, `s`, `m` and `h`, also together (`1h30m`); days do not exist, and a number in quotes has no unit. Sizes are written with `B`, `KiB`, `MiB`, `GiB` or `KB`, `MB`, `GB`. A warning where the catalogue is of another version than the Collector.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {timeout: 1d}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  batch: {timeout: 24h}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [batch], exporters: [debug]}
`,
  },
};
