import { REMOVED_OPTIONS } from "../../facts/removed.js";
import { type Finding, finding, replace } from "../../finding.js";
import { SECTIONS } from "../../parse/config.js";
import { listed, nearestWithin } from "../nearest.js";
import type { Rule, RulePage } from "../rule.js";
import type { UnknownFault } from "./fault.js";
import { judgedFaults } from "./judged.js";
import { inside } from "./words.js";

const METRICS_ADDRESS = "service.telemetry.metrics.address";

/** `unknown-option`: an option that its component does not have, anywhere inside it. */
export const unknownOption: Rule = {
  code: "unknown-option",
  level: "options",
  severity: "error",
  check: (context) => {
    const suggest = nearestWithin();
    return judgedFaults(context).flatMap(({ fault, owner, depth, severity }): Finding[] => {
      if (fault.kind !== "unknown" || isTold(fault.path)) return [];
      const { entry, path } = fault;
      const known = Object.keys(fault.option.options ?? {});
      const free = known.filter((name) => !fault.map.entries.has(name));
      const near = suggest(entry.key, free);
      const above = inside(path.slice(0, -1), depth);
      const where = above === "" ? `The ${owner}` : `"${above}" of the ${owner}`;
      return [
        finding({
          severity,
          code: "unknown-option",
          place: entry.keyPlace,
          path,
          message: `${where} has no option "${entry.key}".`,
          remedy: near === undefined ? otherwise(fault, free) : `Rename it to "${near}".`,
          edit: near === undefined ? undefined : renamed(fault, near, context.config.text),
        }),
      ];
    });
  },
};

/** Removed options have a rule of their own, which tells where they went. */
function isTold(path: readonly string[]): boolean {
  if (path.join(".") === METRICS_ADDRESS) return true;
  const [section, key = "", ...rest] = path;
  const type = key.split("/")[0]?.trim() ?? "";
  return REMOVED_OPTIONS.some(
    (option) =>
      SECTIONS[option.class] === section &&
      option.types.includes(type) &&
      option.path.length === rest.length &&
      option.path.every((name, index) => name === rest[index]),
  );
}

function otherwise({ option }: UnknownFault, free: readonly string[]): string {
  if (Object.keys(option.options ?? {}).length === 0) return "Remove it: nothing can be set here.";
  return free.length === 0
    ? "Remove it or move it where it belongs."
    : `Remove it or move it where it belongs; known here: ${listed(free, KNOWN_SHOWN_MAX)}.`;
}

const KNOWN_SHOWN_MAX = 8;

/** Only where the key is written plainly: not from an alias, a merge or an `a::b` path. */
function renamed({ entry }: UnknownFault, near: string, text: string) {
  const written = text.slice(entry.keyPlace.offset, entry.keyPlace.end);
  return written === entry.key ? replace(entry.keyPlace, near) : undefined;
}

/** Its page. */
export const unknownOptionPage: RulePage = {
  summary: "An option that its component does not have.",
  why: "The Collector refuses options that it does not know, at every depth, also in components that no pipeline uses. Names are compared letter by letter. A warning where the catalogue is of another version than the Collector.",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {endpont: "localhost:4317"}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {endpoint: "localhost:4317"}}}
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [debug]}
`,
  },
};
