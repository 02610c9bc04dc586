import { type Finding, finding } from "../../finding.js";
import { OTTL_FUNCTIONS } from "../../ottl/functions.js";
import { parseCondition, parseStatement } from "../../ottl/parse.js";
import type { OttlPath } from "../../ottl/parts.js";
import { OTTL_COMMON, OTTL_CONTEXTS, OTTL_LEAVES, OTTL_WORDS } from "../../ottl/vocabulary.js";
import type { CollectorConfig, Component } from "../../parse/config.js";
import { unescapeDollars } from "../../parse/references.js";
import type { Place } from "../../text/place.js";
import { listed, nearest } from "../nearest.js";
import type { Rule, RulePage } from "../rule.js";
import { callFault, type OttlFault } from "./ottl-call.js";
import { type OttlPlace, ottlPlaces } from "./ottl-places.js";

/** `ottl-statement`: statements and conditions that cannot be read. */
export const ottlStatement: Rule = {
  code: "ottl-statement",
  level: "options",
  severity: "error",
  check: ({ config, current }) =>
    config.components.flatMap((component) =>
      ottlPlaces(component).flatMap((place): Finding[] => {
        const text = unescapeDollars(place.node.source);
        const fault = faultOf(place, text);
        if (fault === undefined) return [];
        return [
          finding({
            severity: current ? "error" : "warning",
            code: "ottl-statement",
            place: placeOf(config, place, text, fault.at),
            path: place.path,
            message: `The ${place.kind} "${shortened(text)}" of the ${named(component)} cannot be read: ${fault.reason}.`,
            remedy: fault.remedy,
          }),
        ];
      }),
    ),
};

function faultOf(place: OttlPlace, text: string): OttlFault | undefined {
  const read = place.kind === "statement" ? parseStatement(text) : parseCondition(text);
  if (!read.ok) return { at: read.at, reason: read.reason, remedy: "Correct it there." };
  for (const call of read.parts.calls) {
    const fault = callFault(call);
    if (fault !== undefined) return fault;
  }
  for (const { text: word, at } of read.parts.words) {
    if (OTTL_WORDS.has(word) || OTTL_FUNCTIONS.has(word)) continue;
    const near = nearest(word, OTTL_WORDS);
    return {
      at,
      reason: `no enumeration has "${word}"`,
      remedy: near === undefined ? "Put texts in quotes." : `Write ${near}.`,
    };
  }
  for (const path of read.parts.paths) {
    const fault = pathFault(path, place);
    if (fault !== undefined) return { at: path.at, ...fault };
  }
  return undefined;
}

function pathFault(
  { segments }: OttlPath,
  { context, contexts }: OttlPlace,
): Omit<OttlFault, "at"> | undefined {
  const [first = "", second] = segments;
  if (second !== undefined && (contexts.includes(first) || OTTL_COMMON.has(first))) {
    const depth = contexts.indexOf(context ?? "");
    if (depth >= 0 && contexts.indexOf(first) > depth)
      return {
        reason: `a ${context ?? ""} does not reach "${first}"`,
        remedy: `Move it to statements of the context ${first}.`,
      };
    const names = OTTL_CONTEXTS[first === "instrumentation_scope" ? "scope" : first];
    return (
      (names === undefined ? undefined : unknownName(second, first, names)) ??
      belowLeaf(segments, 1)
    );
  }
  if (context === undefined) {
    return {
      reason: `"${segments.join(".")}" names no context`,
      remedy: `Put one of ${listed(contexts)} before it, such as ${contexts.at(-1) ?? ""}.${first}.`,
    };
  }
  const names = OTTL_CONTEXTS[context];
  if (names === undefined || OTTL_COMMON.has(first)) return undefined;
  return unknownName(first, context, names) ?? belowLeaf(segments, 0);
}

/** `attributes.a`: keys of maps stand in brackets. */
function belowLeaf(segments: readonly string[], at: number): Omit<OttlFault, "at"> | undefined {
  const below = segments[at + 1];
  if (below === undefined || !OTTL_LEAVES.has(segments[at] ?? "")) return undefined;
  return {
    reason: `nothing stands below "${segments[at] ?? ""}" with a dot`,
    remedy: `Write ${segments.slice(0, at + 1).join(".")}["${segments.slice(at + 1).join(".")}"] for a key.`,
  };
}

function unknownName(
  name: string,
  context: string,
  names: ReadonlySet<string>,
): Omit<OttlFault, "at"> | undefined {
  if (names.has(name) || name === "cache") return undefined;
  const near = nearest(name, names);
  return {
    reason: `a ${context} has no "${name}"`,
    remedy: near === undefined ? `It has ${listed([...names], 20)}.` : `Write "${near}".`,
  };
}

/** Into the statement itself where it is written plainly; otherwise its beginning. */
function placeOf(config: CollectorConfig, { node }: OttlPlace, text: string, at: number): Place {
  const written = config.text.slice(node.place.offset, node.place.end);
  const start = written.indexOf(text);
  if (start < 0 || node.style === "block") return node.place;
  const offset = node.place.offset + start + Math.min(at, Math.max(text.length - 1, 0));
  return config.lines.place(offset, Math.max(offset + 1, node.place.end));
}

const SHOWN_LENGTH_MAX = 60;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > SHOWN_LENGTH_MAX ? `${line.slice(0, SHOWN_LENGTH_MAX)}…` : line;
}

function named(component: Component): string {
  return `${component.class} "${component.id}"`;
}

/** Its page. */
export const ottlStatementPage: RulePage = {
  summary: "A statement or condition of the transformation language (OTTL) that cannot be read.",
  why: "The processors `transform` and `filter` read all their statements before the Collector starts. It refuses wrong syntax, functions that do not exist, and paths that no context has; without a context of its own, every path of a statement names one (`span.name`).",
  example: {
    bad: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  transform:
    trace_statements: ['set(span.name, "x" where span.kind == 1']
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [transform], exporters: [debug]}
`,
    good: `receivers:
  otlp: {protocols: {grpc: {}}}
processors:
  transform:
    trace_statements: ['set(span.name, "x") where span.kind == 1']
exporters:
  debug:
service:
  pipelines:
    traces: {receivers: [otlp], processors: [transform], exporters: [debug]}
`,
  },
};
